# frozen_string_literal: true

# A regular expression of Ruby (Onigmo) as one of PCRE2, for a text that is
# matched where it stands: options UTF, MULTILINE and ANCHORED, no UCP.
#
# What differs and is written anew here:
# - (?m) is (?s); ^ and $ always know lines.
# - \h is a hexadecimal digit; \w \d \s are ASCII in both, but \b,
#   [[:alpha:]] and \p{Word} know Unicode in Ruby alone.
# - [a[bc]] and [a&&[^b]] are sets of sets.
# - With a named group the groups without a name do not capture.
# - {,n} is {0,n}; \u00e9 is \x{e9}; comments of (?x) go.
class PatternCompiler
  class Refused < StandardError; end

  WORD = '\\p{L}\\p{M}\\p{N}\\p{Pc}'
  CLASSES = {
    'alpha' => '\\p{L}\\p{M}\\p{Nl}', 'alnum' => '\\p{L}\\p{M}\\p{N}',
    'upper' => '\\p{Lu}', 'lower' => '\\p{Ll}', 'digit' => '\\p{Nd}',
    'space' => '\\s\\x{85}\\p{Z}', 'word' => WORD,
    'punct' => '\\p{P}$+<=>^`|~', 'xdigit' => '0-9A-Fa-f',
    'blank' => ' \\t\\p{Zs}', 'cntrl' => '\\p{Cc}',
    'print' => '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}',
    'graph' => '\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}', 'ascii' => '\\x00-\\x7f'
  }.freeze
  HEX = '0-9A-Fa-f'

  def initialize(regexp)
    @s = regexp.source
    @i = 0
    @named = @s.match?(/\(\?<[A-Za-z_]/)
    @extended = [(regexp.options & Regexp::EXTENDED).positive?]
    @flags = +''
    @flags << 'i' if (regexp.options & Regexp::IGNORECASE).positive?
    @flags << 's' if (regexp.options & Regexp::MULTILINE).positive?
  end

  def self.translate(regexp)
    new(regexp).translate
  end

  def translate
    out = +''
    out << step while @i < @s.size
    @flags.empty? ? out : "(?#{@flags})#{out}"
  end

  private

  def take(n = 1)
    part = @s[@i, n]
    @i += n
    part
  end

  def step
    c = @s[@i]
    case c
    when '\\' then escape
    when '[' then set_out(set)
    when '(' then open
    when ')'
      @extended.pop if @extended.size > 1
      take
    when '{' then braces
    when '#' then @extended.last ? comment : '\\' + take
    when ' ', "\n", "\t", "\r", "\f", "\v"
      take
      @extended.last ? '' : literal(c)
    else literal(take)
    end
  end

  # Characters that begin something in PCRE2 stay what they are: they come here
  # only as Ruby's own operators.
  def literal(c)
    case c
    when "\n" then '\\n'
    when "\t" then '\\t'
    else c
    end
  end

  def comment
    @i = @s.index("\n", @i) || @s.size
    ''
  end

  # A "{" that is no quantifier is itself.
  def braces
    rest = @s[@i..]
    if (m = rest.match(/\A\{,(\d+)\}/))
      @i += m[0].size
      "{0,#{m[1]}}"
    elsif (m = rest.match(/\A\{\d+(,\d*)?\}/))
      @i += m[0].size
      m[0]
    else
      '\\' + take
    end
  end

  def open
    rest = @s[@i..]
    if (m = rest.match(/\A\(\?([mix]*)(?:-([mix]*))?([:)])/))
      @i += m[0].size
      flags(m[1], m[2], m[3])
    elsif rest.start_with?('(?#')
      @i = @s.index(')', @i) + 1
      ''
    elsif rest.match?(/\A\(\?<[A-Za-z_]/)
      @extended << @extended.last
      head = rest[/\A\(\?<\w+>/]
      take(head.size)
    elsif (m = rest.match(/\A\(\?(?:[:=!>]|<[=!])/))
      @extended << @extended.last
      take(m[0].size)
    elsif rest.start_with?('(?')
      raise Refused, "the group #{rest[0, 6]}"
    else
      @extended << @extended.last
      take
      @named ? '(?:' : '('
    end
  end

  def flags(on, off, close)
    x = on.include?('x') || (@extended.last && !off.to_s.include?('x'))
    if close == ':'
      @extended << x
    else
      @extended[-1] = x
    end
    on = on.delete('x').tr('m', 's')
    off = off.to_s.delete('x').tr('m', 's')
    "(?#{on}#{'-' unless off.empty?}#{off}#{close}"
  end

  # An escape outside of a set.
  def escape
    c = @s[@i + 1]
    case c
    when 'h' then take(2) && "[#{HEX}]"
    when 'H' then take(2) && "[^#{HEX}]"
    when 'b' then take(2) && boundary(true)
    when 'B' then take(2) && boundary(false)
    when 'p', 'P'
      name = property
      inner = CLASSES[name[0].downcase]
      return "[#{'^' if name[1]}#{inner}]" if inner

      "\\#{name[1] ? 'P' : 'p'}{#{name[0]}}"
    when 'u' then code_point
    when 'Z', 'A', 'z', 'G', 'K', 'R', 'X', 'k', 'g' then take(2)
    else common
    end
  end

  def common
    c = @s[@i + 1]
    raise Refused, 'a lone backslash' if c.nil?

    take(2)
    case c
    when /[a-zA-Z0-9]/ then "\\#{c}"
    when "\n" then '\\n'
    when /[[:ascii:]]/ then "\\#{c}"
    else c
    end
  end

  # \\b with Unicode's words; the runner puts a plain one in its place where
  # the text is ASCII.
  def boundary(yes)
    yes ? "\u0001" : "\u0002"
  end

  def property
    m = @s[@i..].match(/\A\\([pP])\{(\^?)(\w+)\}/)
    raise Refused, 'a property' if m.nil?

    @i += m[0].size
    [m[3], (m[1] == 'P') ^ (m[2] == '^')]
  end

  def code_point
    m = @s[@i..].match(/\A\\u(?:\{(\h+)\}|(\h{4}))/)
    raise Refused, 'a code point' if m.nil?

    @i += m[0].size
    "\\x{#{m[1] || m[2]}}"
  end

  # A set: [negated, items for PCRE2's brackets, sets within, sets it is cut
  # with].
  def set
    take
    negated = @s[@i] == '^' && take ? true : false
    items = +''
    within = []
    cut = []
    first = true
    until @s[@i] == ']' && !first
      raise Refused, 'a set without end' if @i >= @s.size

      first = false
      if @s[@i, 2] == '&&'
        take(2)
        cut << [items, within]
        items = +''
        within = []
      elsif @s[@i, 2] == '[:'
        items << posix
      elsif @s[@i] == '['
        within << set
      else
        items << set_item
      end
    end
    take
    [negated, items, within, cut]
  end

  def posix
    m = @s[@i..].match(/\A\[:(\^?)(\w+):\]/)
    raise Refused, 'a class' if m.nil? || m[1] == '^' || !CLASSES[m[2]]

    @i += m[0].size
    CLASSES[m[2]]
  end

  def set_item
    return set_escape if @s[@i] == '\\'

    c = take
    c == '[' ? '\\[' : literal(c)
  end

  def set_escape
    c = @s[@i + 1]
    case c
    when 'h' then take(2) && HEX
    when 'H' then raise Refused, '\\H in a set'
    when 'b' then take(2) && '\\x08'
    when 'p', 'P'
      name = property
      inner = CLASSES[name[0].downcase]
      raise Refused, 'a negated property in a set' if inner && name[1]

      inner || "\\#{name[1] ? 'P' : 'p'}{#{name[0]}}"
    when 'u' then code_point
    when 'R', 'X' then raise Refused, "\\#{c} in a set"
    else common
    end
  end

  # Sets of sets as alternatives and look-aheads.
  def set_out(set)
    negated, items, within, cut = set
    return plain(negated, items) if within.empty? && cut.empty?

    one = union(items, within)
    cut.each { |its, sets| one = "(?=#{union(its, sets)})#{one}" }
    negated ? "(?:(?!#{one})(?s:.))" : "(?:#{one})"
  end

  def plain(negated, items)
    return negated ? '(?s:.)' : '(?!)' if items.empty?

    "[#{'^' if negated}#{items}]"
  end

  def union(items, within)
    parts = within.map { |w| set_out(w) }
    parts.unshift(plain(false, items)) unless items.empty?
    parts.size == 1 ? parts[0] : "(?:#{parts.join('|')})"
  end
end
