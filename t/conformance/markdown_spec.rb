# The examples of t/spec/markdown-*.md, smartify.md and commonmark.md: their
# output is what Jekyll's converter prints.
#
#     ruby t/conformance/markdown_spec.rb [--check] FILE...
#
# Writes the outputs anew, or with --check says which differ; exit status 1 if
# any does.

require 'jekyll'
require 'jekyll-commonmark'
require 'kramdown-parser-gfm'
require_relative 'compare'

FENCE = '`' * 32
EXAMPLE = /^#{FENCE} example\n(.*?)^\.\n(.*?)^#{FENCE}$/m

Encoding.default_external = Encoding::UTF_8

# The name of a file says which converter it is about.
def converter(file)
  config = { 'highlighter' => 'rouge',
             'kramdown' => Jekyll::Configuration::DEFAULTS['kramdown']
                           .merge('math_engine' => 'mathjax') }
  case File.basename(file)
  when 'smartify.md' then Jekyll::Converters::SmartyPants.new(config)
  when 'commonmark.md'
    Jekyll::Converters::Markdown::CommonMark.new(
      'commonmark' => { 'options' => %w[UNSAFE] }
    )
  else Jekyll::Converters::Markdown::KramdownParser.new(config)
  end
end

def converted(file, text)
  html = converter(file).convert(text.dup)
  html += "\n" unless html.empty? || html.end_with?("\n")
  html
end

check = ARGV.delete('--check')
different = 0

ARGV.each do |file|
  text = File.read(file)
  fresh = text.gsub(EXAMPLE) do
    input = Regexp.last_match(1)
    was = Regexp.last_match(2)
    output = converted(file, input)
    unless output == was
      different += 1
      puts "#{file}:\n#{input}.\n#{output}" if check
    end
    "#{FENCE} example\n#{input}.\n#{output}#{FENCE}"
  end
  File.write(file, fresh) unless check || fresh == text
end

puts "#{different} examples #{check ? 'differ' : 'written'}"
exit 1 if check && different.positive?
