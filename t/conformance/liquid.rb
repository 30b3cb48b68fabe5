#!/usr/bin/env ruby
# frozen_string_literal: true

# Runs golden-liquid's cases through ruby-liquid and through the engine here,
# lax and as Jekyll parses (warn), and prints how many each gets right and where
# the two differ.  The program is the yardstick: a case that it fails must fail
# here in the same way.  Exit status 1 if any differs.
#
#     liquid.rb FAIMI_LIQUID [FILE]

require "json"
require "liquid"
require "jekyll/liquid_expr_method_literal"
require "open3"
require "tempfile"
require "yaml"

DRIVER = ARGV[0] || "build/t/faimi_liquid"
FILE = ARGV[1] || File.expand_path(
  "../../../shared/vectors/golden_liquid.json", __dir__
)

unless File.exist?(FILE)
  puts "# skipped: no #{FILE}"
  exit 0
end

# Jekyll's include takes a name as it stands; Liquid's own looks it up.
JEKYLL = ["tags, include, name from identifier"].freeze

# Templates to include, from a case's map of names.
class Partials
  def initialize(templates)
    @templates = templates || {}
  end

  def read_template_file(name)
    @templates.fetch(name) do
      raise Liquid::FileSystemError, "No such template '#{name}'"
    end
  end
end

def by_program(test, mode)
  Liquid::Template.error_mode = mode
  Liquid::Template.file_system = Partials.new(test["templates"])
  template = Liquid::Template.parse(test["template"], line_numbers: true)
  template.render(JSON.parse(JSON.generate(test["data"] || {})))
rescue Liquid::Error, StandardError
  :invalid
end

def by_us(test, mode)
  data = (test["data"] || {}).merge("_includes" => test["templates"] || {})
  Tempfile.create("data") do |f|
    f.write(JSON.generate(data))
    f.flush
    flags = mode == :lax ? ["--lax"] : []
    out, err, status = Open3.capture3({ "ASAN_OPTIONS" => "detect_leaks=0" },
                                      DRIVER, *flags, f.path,
                                      stdin_data: test["template"],
                                      binmode: true)
    if ![0, 1].include?(status.exitstatus) || err.include?("Sanitizer") ||
       err.include?("runtime error")
      abort "#{DRIVER}: #{err}"
    end
    out = out.force_encoding("UTF-8")
    return status.exitstatus.zero? ? out : [:invalid, err]
  end
end

def right?(test, got)
  return got == :invalid if test["invalid"]

  got == test["result"] || (test["results"] || []).include?(got)
end

# An error that the program prints where we refuse the page says the same.
def same?(theirs, ours)
  return true if theirs == ours
  return theirs == :invalid unless ours.is_a?(String)

  theirs.is_a?(String) && theirs.gsub(/0x\h+/, "") == ours
end

tests = JSON.parse(File.read(FILE))["tests"]
differ = 0

[:lax, :warn].each do |mode|
  count = { "program" => 0, "here" => 0, "same" => 0 }
  tests.each do |test|
    theirs = by_program(test, mode)
    ours = by_us(test, mode)
    ours, error = ours if ours.is_a?(Array)
    count["program"] += 1 if right?(test, theirs)
    count["here"] += 1 if right?(test, ours)

    if same?(theirs, ours) || (ours == :invalid && theirs == :invalid)
      count["same"] += 1
      next
    end

    differ += 1 unless JEKYLL.include?(test["name"])
    puts "#{mode}: #{test["name"]}", "  template: #{test["template"].inspect}",
         "  data: #{test["data"].to_json[0, 300]}",
         "  program:  #{theirs.inspect}", "  here:     #{ours.inspect}",
         *(error ? ["  #{error.strip}"] : [])
  end
  puts "#{mode}: of #{tests.size} cases the program gets " \
       "#{count["program"]} right, this engine #{count["here"]}; " \
       "#{count["same"]} come out the same"
end

exit(differ.zero? ? 0 : 1)
