#!/usr/bin/env ruby
# frozen_string_literal: true

# Random templates through ruby-liquid and through the engine here, lax and as
# Jekyll parses: the outputs must be the same, byte for byte, and what one
# refuses the other must.
#
#     liquid_random.rb FAIMI_LIQUID [COUNT [SEED]]

require "json"
require "liquid"
require "jekyll/liquid_expr_method_literal"
require "tempfile"

DRIVER = ARGV[0] || "build/t/faimi_liquid"
COUNT = Integer(ARGV[1] || 2000)
SEED = Integer(ARGV[2] || 1)
FENCE = "`" * 32

DATA = {
  "a" => [3, 1, 2], "b" => %w(x Yy z), "c" => { "k" => "v", "n" => nil },
  "s" => "A <b>text</b> & more, à la carte", "n" => 7, "f" => 2.5,
  "neg" => -3, "t" => true, "u" => false, "nothing" => nil, "e" => "",
  "ea" => [], "eh" => {}, "w" => "  spaced out \n", "q" => "it's \"q\"",
  "m" => [{ "k" => "p", "w" => 2 }, { "k" => "q", "w" => 1 }, { "z" => 0 }],
  "nest" => [[1, [2, nil]], ["a"]], "d" => "2024-03-05 10:20:30 +0200",
  "key" => "k", "words" => "one two  three four five",
  "num" => "12", "dec" => "3.75", "mix" => [1, "a", nil, 2.0, true]
}.freeze

NAMES = DATA.keys + %w(x y i item forloop nope)
MEMBERS = %w(k n w size first last z 0 nope)
FILTERS = Liquid::StandardFilters.public_instance_methods(false).map(&:to_s)
  .reject { |f| f.end_with?("decode") }.sort + %w(unknown url_decode)
OPERATORS = %w(== != <> < > <= >= contains =)
NOISE = [" ", "  ", "\n", "", "", ""].freeze

# A generator of templates; every choice is the generator's own.
class Maker
  def initialize(seed)
    @r = Random.new(seed)
    @depth = 0
  end

  def pick(list)
    list[@r.rand(list.size)]
  end

  def chance(n)
    @r.rand(n).zero?
  end

  def space
    pick(NOISE)
  end

  def literal
    pick(["1", "0", "-2", "3.5", "'str'", '"a b"', "nil", "true", "false",
          "empty", "blank", "(1..3)", "(a[1]..4)", "''", "'k'", '","', "' '",
          "1.2.3", "'now is'", "10", "'%Y'", "\"it's\"", "null", "-0.5"])
  end

  def lookup
    out = chance(12) ? "['#{pick(NAMES)}']" : pick(NAMES).dup
    @r.rand(3).times do
      out << case @r.rand(6)
             when 0 then "[#{@r.rand(4) - 1}]"
             when 1 then "['#{pick(MEMBERS)}']"
             when 2 then "[#{pick(NAMES)}]"
             else ".#{pick(MEMBERS)}"
             end
    end
    out
  end

  def expr
    chance(3) ? literal : lookup
  end

  def junk
    pick(["|", ",", ":", "'", '"', "!", "@", "..", "(", ")", "[", "]", "-",
          "é", "=", "a b", "and", "or", "x:", "?", "%", "$"])
  end

  def filter
    out = "#{space}|#{space}#{pick(FILTERS)}"
    n = @r.rand(3)
    return out if n.zero?

    out << ":#{space}" << Array.new(n) { expr }.join(",#{space}")
    out << ", allow_false: true" if chance(9)
    out
  end

  def chain
    out = expr.dup + Array.new(@r.rand(3)) { filter }.join
    out.insert(@r.rand(out.size + 1), junk) if chance(6)
    out
  end

  def comparison
    return expr.dup if chance(3)

    gap = chance(8) ? "" : " "
    "#{expr}#{gap}#{pick(OPERATORS)}#{gap}#{expr}"
  end

  def condition
    out = comparison.dup
    @r.rand(3).times { out << " #{pick(%w(and or))} #{comparison}" }
    out.insert(@r.rand(out.size + 1), junk) if chance(6)
    out
  end

  def open
    chance(5) ? "{%-" : "{%"
  end

  def shut
    chance(5) ? "-%}" : "%}"
  end

  def tag(markup)
    "#{open}#{space}#{markup}#{space}#{shut}"
  end

  def text
    pick(["a", " ", "\n", " b ", "<p>", "é", "{", "}", "x\n  ", ""])
  end

  def body
    return text if @depth > 3

    @depth += 1
    out = Array.new(@r.rand(4)) { piece }.join
    @depth -= 1
    out
  end

  def loop_markup
    out = "#{pick(%w(x i item))} in #{expr}"
    out << " reversed" if chance(6)
    out << " limit:#{space}#{expr}" if chance(5)
    out << " offset:#{chance(3) ? "continue" : expr}" if chance(5)
    out
  end

  def piece
    case @r.rand(26)
    when 0..6 then "{{#{chance(5) ? "-" : ""}#{space}#{chain}#{space}" \
                   "#{chance(5) ? "-" : ""}}}"
    when 7..10 then text
    when 11, 12
      out = tag("if #{condition}") + body
      out += tag("elsif #{condition}") + body if chance(3)
      out += tag("else") + body if chance(3)
      out + tag("endif")
    when 13
      tag("unless #{condition}") + body + tag("endunless")
    when 14, 15
      out = tag("for #{loop_markup}") + body
      out += tag("else") + body if chance(4)
      out + tag("endfor")
    when 16
      out = tag("case #{expr}") + space
      @r.rand(3).times do
        out += tag("when #{expr}#{pick(["", " or #{expr}", ", #{expr}"])}") +
          body
      end
      out += tag("else") + body if chance(2)
      out + tag("endcase")
    when 17, 18 then tag("assign #{pick(%w(x y a s))} = #{chain}")
    when 19 then tag("capture #{pick(%w(x y b))}") + body + tag("endcapture")
    when 20 then tag("cycle #{pick(["", "g: ", "x: "])}" \
                     "#{Array.new(1 + @r.rand(3)) { expr }.join(", ")}")
    when 21 then tag("#{pick(%w(increment decrement))} #{pick(%w(x y z2))}")
    when 22 then tag("tablerow #{loop_markup} cols:#{@r.rand(3)}") + body +
      tag("endtablerow")
    when 23 then tag(pick(["break", "continue", "# note", "echo #{chain}"]))
    when 24 then tag("raw") + pick(["{{ x }}", "{% if %}", "a"]) +
      "{% endraw %}"
    else tag("ifchanged") + body + tag("endifchanged")
    end
  end

  def template
    Array.new(1 + @r.rand(6)) { piece }.join
  end
end

def by_program(template, mode)
  Liquid::Template.error_mode = mode
  parsed = Liquid::Template.parse(template, line_numbers: true)
  parsed.render(JSON.parse(JSON.generate(DATA)))
rescue Liquid::Error, StandardError
  "<<error>>"
end

ENV["TZ"] = "UTC"
failed = 0

[:lax, :warn].each do |mode|
  Tempfile.create(["random", ".md"]) do |f|
    COUNT.times do |i|
      template = Maker.new(SEED * 1_000_003 + i).template
      output = by_program(template, mode)
      next if template.match?(/^(\.|%)$/) || output.match?(/^`{32}/)
      # what a machine word cannot hold, and addresses
      next unless output.dup.force_encoding("UTF-8").valid_encoding?
      next if output.match?(/0x\h{8}|\d{19}/)

      f.puts "#{FENCE} example", JSON.generate(DATA), "%"
      f.write template, "\n.\n", output, "\n", FENCE, "\n"
    end
    f.flush
    out = IO.popen([{ "ASAN_OPTIONS" => "detect_leaks=0" }, DRIVER,
                    *(mode == :lax ? ["--lax"] : []), "--spec", f.path],
                   err: [:child, :out], &:read).scrub
    bad = out.scan(/^not ok.*?(?=^(?:not )?ok|^1\.\.)/m)
    failed += bad.size + ($?.exitstatus > 1 ? 1 : 0)
    puts bad.first(20).map { |b| "#{mode}: #{b}" }
    puts out.lines.last(30) unless out.match?(/^1\.\.\d+$/)
    puts "#{mode}, seed #{SEED}: #{out.scan(/^ok/).size} the same, " \
         "#{bad.size} not"
  end
end

exit(failed.zero? ? 0 : 1)
