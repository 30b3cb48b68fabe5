#!/usr/bin/env ruby
# frozen_string_literal: true

# Writes the expected output of each example in t/spec/liquid-*.md from what the
# installed Jekyll's Liquid renders; with --check only says which differ.
#
#     liquid_spec.rb [--check] FILE...
#
# The format is told in t/tools/faimi_liquid.c.

ENV["TZ"] = "UTC"

require "json"
require "jekyll"
require "tmpdir"
require "yaml"

FENCE = "`" * 32
CHECK = ARGV.delete("--check")
EXAMPLE = /^#{FENCE} example\n(.*?)^\.\n(.*?)^#{FENCE}$/m

Jekyll.logger.log_level = :error

# Filters of Jekyll that stand in the way of Liquid's own of the same name.
module Plain
  (Liquid::StandardFilters.public_instance_methods(false) &
   Jekyll::Filters.instance_methods).each do |name|
    define_method(name, Liquid::StandardFilters.instance_method(name))
  end
end

# {% link %} and {% post_url %} without pages: from the example's `_links`.
class Links < Liquid::Tag
  def initialize(name, path, context)
    super
    @path = path.strip
  end

  def render(context)
    path = Liquid::Template.parse(@path).render(context)
    context.registers[:links].fetch(path)
  end
end

Liquid::Template.register_tag("link", Links)
Liquid::Template.register_tag("post_url", Links)

def site(folder, includes)
  includes.each do |name, text|
    path = File.join(folder, "_includes", name)
    FileUtils.mkdir_p(File.dirname(path))
    File.write(path, text)
  end
  Jekyll::Site.new(Jekyll.configuration("source" => folder, "quiet" => true,
                                        "highlighter" => "rouge"))
end

def render(data, template)
  data = YAML.safe_load(data, permitted_classes: [Date, Time]) || {}
  Dir.mktmpdir do |folder|
    site = site(folder, data["_includes"] || {})
    now = data["_now"]
    Time.define_singleton_method(:now) { now } if now
    Liquid::Template.error_mode = :warn
    parsed = Liquid::Template.parse(template, line_numbers: true)
    registers = { site: site, links: data["_links"] || {},
                  page: { "path" => "index.html" } }
    context = Liquid::Context.new([data], {}, registers)
    context.add_filters([Plain])
    # what no Liquid error tells ends Jekyll's build
    context.exception_renderer = lambda do |e|
      e.is_a?(Liquid::InternalError) ? raise(e) : e
    end
    parsed.render(context)
  end
rescue Liquid::SyntaxError, Liquid::InternalError, ArgumentError, SyntaxError,
       IOError, KeyError
  "<<error>>"
end

differ = 0

ARGV.each do |file|
  text = File.read(file)
  fresh = text.gsub(EXAMPLE) do
    input = Regexp.last_match(1)
    old = Regexp.last_match(2)
    data, template = input.split(/^%\n/, 2)
    data, template = "", data unless template
    got = "#{render(data, template.chomp).dup.force_encoding("UTF-8")}\n"
    if got != old
      differ += 1
      puts "#{file}: #{template.inspect}", "  was #{old.inspect}",
           "  now #{got.inspect}" if CHECK
    end
    "#{FENCE} example\n#{input}.\n#{got}#{FENCE}"
  end
  File.write(file, fresh) unless CHECK
end

puts "#{differ} #{CHECK ? "differ" : "written"}"
exit(CHECK && differ.positive? ? 1 : 0)
