# Compares our Markdown with that of Debian's Jekyll (kramdown, GFM input).
#
#     ruby t/conformance/markdown.rb [--driver PATH] [--random N] [--seed N]
#         [--only NAME] [--report PATH] [--verbose]
#
# Sources of documents: content/, and where the shared folder is present its
# seed documents, the snippets of its dialect.md and kramdown's own test cases
# (each with its options); and N random documents.  Two results are the same
# if their bytes are; they are equal if they differ only in white space beside
# blocks and in the order of attributes.
# What differs is written to build/conformance/markdown.txt, or PATH; a random
# document that differs is shrunk first.  What was not compared is listed by its
# cause.

require 'cgi'
require 'kramdown'
require 'kramdown-parser-gfm'
require 'fileutils'
require 'open3'
require 'optparse'
require 'timeout'
require 'json'
require 'yaml'
require 'jekyll'
require 'commonmarker'
require 'jekyll-commonmark'
require_relative 'compare'
require_relative 'markdown_random'

ROOT = File.expand_path('../..', __dir__)
SHARED = File.expand_path('../shared', ROOT)

# The reference: Jekyll's own converter with its defaults.
class Reference
  DEFAULTS = Jekyll::Configuration::DEFAULTS['kramdown'].dup

  def self.html(text, options = {})
    config = { 'highlighter' => 'rouge',
               'kramdown' => Marshal.load(Marshal.dump(
                 DEFAULTS.merge('math_engine' => 'mathjax').merge(options)
               )) }
    converter = Jekyll::Converters::Markdown::KramdownParser.new(config)
    Timeout.timeout(10) { converter.convert(text.dup) }
  end
end

# Jekyll's converter of the filter smartify.
class SmartReference
  def self.html(text, _options)
    config = { 'kramdown' => Reference::DEFAULTS.dup }
    Timeout.timeout(10) do
      Jekyll::Converters::SmartyPants.new(config).convert(text.dup)
    end
  end
end

# jekyll-commonmark; a name that is lower case is an extension.  The language of
# a fence is escaped by us and not by the gem, which docs/compatibility.md says;
# so that this hides nothing else the gem escapes it here.
class CommonMarkReference
  module Escaped
    def extract_code_lang(info)
      lang = super
      lang && CGI.escapeHTML(lang).gsub('&#39;', "'")
    end
  end
  Jekyll::Converters::Markdown::CommonMark::HtmlRenderer.prepend(Escaped)

  def self.html(text, options)
    names = options.keys
    config = { 'options' => names.grep(/[A-Z]/),
               'extensions' => names.grep(/[a-z]/) }
    Timeout.timeout(10) do
      Jekyll::Converters::Markdown::CommonMark
        .new('commonmark' => config).convert(text.dup)
    end
  end
end

# Ours: one process per set of options, texts and HTML through pipes.
class Ours
  def initialize(driver, converter = nil)
    @driver = driver
    @converter = converter
    @pipes = {}
  end

  def html(text, options = {})
    args = options.map { |k, v| "#{k}=#{v}" }
    args.unshift(@converter) if @converter
    pipe = (@pipes[args] ||= IO.popen([@driver, *args, '--serve'], 'r+b'))
    pipe.write("#{text.bytesize}\n", text.b)
    pipe.flush
    size = pipe.gets.to_i
    out = pipe.read(size.abs).to_s.force_encoding('UTF-8')
    size.negative? || out.start_with?("\0") ? "ERROR #{out}" : out
  rescue Errno::EPIPE, NoMethodError
    @pipes.delete(args)
    'ERROR: it crashed'
  end
end

# A case is a name, a text and options for both.
class Cases
  # Of other outputs.
  SKIPPED = {
    'minted' => 'the highlighter minted: LaTeX, no HTML'
  }.freeze

  def self.content
    Dir["#{ROOT}/content/**/*.md"].sort.map { |f| page(f) }
  end

  def self.seeds
    Dir["#{SHARED}/seeds/*.txt"].sort.map { |f| page(f) }
  end

  def self.page(file)
    text = File.read(file)
    body = text.sub(/\A---\s*\n.*?\n(?:---|\.\.\.)\s*\n/m, '')
    [File.basename(file), body, {}]
  end

  def self.dialect
    file = "#{SHARED}/dialect.md"
    return [] unless File.exist?(file)

    File.read(file).split(/^### /).drop(1).map do |part|
      name, rest = part.split("\n", 2)
      text = rest[/^source\n\n(.*?)^Jekyll$/m, 1].to_s
      [name, text.gsub(/^    /, '').sub(/\n+\z/, "\n"), {}]
    end
  end

  def self.vectors(folder)
    Dir["#{SHARED}/vectors/#{folder}/**/*.text"].sort.map do |file|
      base = file.sub(/\.text\z/, '')
      beside = ["#{base}.options", "#{File.dirname(file)}/options"]
      found = beside.find { |f| File.exist?(f) }
      options = found ? YAML.unsafe_load(File.read(found)) : {}
      options = (options || {}).to_h { |k, v| [k.to_s.sub(/\A:/, ''), v] }
      [base.sub("#{SHARED}/vectors/", ''), File.read(file), options]
    end
  end

  # kramdown's own cases by its own parser, as `input: kramdown` has it.
  def self.plain
    vectors('kramdown').map { |n, t, o| [n, t, o.merge('input' => 'kramdown')] }
  end

  # The inputs of CommonMark's specification; their outputs do not count.
  def self.commonmark
    file = "#{SHARED}/vectors/commonmark-spec.txt"
    return [] unless File.exist?(file)

    parts = File.read(file).scan(/^`{32} example\n(.*?)^\.\n/m).flatten
    parts.each_with_index.map do |text, i|
      ["commonmark #{i + 1}", text.tr('→', "\t"), {}]
    end
  end

  def self.corpus
    @corpus ||= [dialect, vectors('kramdown'), vectors('kramdown-gfm'),
                 commonmark].flatten(1).map { |c| c[1] }
  end

  def self.soup(count, seed)
    (0...count).map { |i| ["soup #{seed + i}", Soup.new(seed + i).text, {}] }
  end

  def self.mutated(count, seed)
    return [] if corpus.empty?

    (0...count).map do |i|
      ["mutated #{seed + i}", Mutation.new(corpus, seed + i).text, {}]
    end
  end

  def self.random(count, seed)
    (0...count).map do |i|
      ["random #{seed + i}", RandomText.new(seed + i).text, {}]
    end
  end

  # Texts of each kind, and the texts that templates give to filters: titles,
  # excerpts, which are HTML.
  def self.smart(count, seed)
    texts = (0...count).map do |i|
      text = [RandomText, Soup][i % 2].new(seed + i).text
      i % 3 == 2 ? Reference.html(text) : text
    end
    (commonmark.map { |c| c[1] } + texts).each_with_index.map do |text, i|
      ["smartify #{i}", text, {}]
    end
  end

  # CommonMark's specification with UNSAFE and without.
  def self.mark_spec
    commonmark.flat_map do |name, text, _|
      [[name, text, {}], [name, text, { 'UNSAFE' => 'option' }]]
    end
  end

  MARK_OPTIONS = %w[SMART HARDBREAKS NOBREAKS UNSAFE GITHUB_PRE_LANG
                    tagfilter].freeze

  def self.mark(count, seed)
    (0...count).map do |i|
      r = Random.new(seed + i)
      set = MARK_OPTIONS.select { r.rand(3).zero? }
      text = [RandomText, Soup][i % 2].new(seed + i).text
      ["cmark #{seed + i} #{set}", text,
       set.to_h { |o| [o, o == 'tagfilter' ? 'extension' : 'option'] }]
    end
  end

  # Texts of each kind, with options that a site may set.
  def self.options(count, seed)
    (0...count).map do |i|
      text = [RandomText, RandomText, Soup][i % 3].new(seed + i).text
      set = RandomOptions.set(seed + i)
      ["options #{seed + i} #{set}", text, set]
    end
  end

  def self.reason(options)
    SKIPPED[options['syntax_highlighter'].to_s]
  end

  # Without a highlighter Jekyll takes its own.
  def self.ours(options)
    known = options.compact
    known['math_engine'] = '' if options.key?('math_engine') &&
                                 options['math_engine'].nil?
    known.transform_values do |v|
      case v
      when Array then v.join(',')
      when Hash then JSON.generate(v)
      else v.to_s
      end
    end
  end
end

class Run
  def initialize(reference, ours, report, verbose)
    @reference = reference
    @ours = ours
    @report = report
    @verbose = verbose
  end

  def results(text, options)
    theirs = begin
      @reference.html(text, options)
    rescue StandardError, SystemStackError, LoadError => e
      return [:refused, "#{e.class}: #{e.message[/.*/][0, 70]}", '']
    end
    ours = @ours.html(text, Cases.ours(options))
    ours = "ERROR: not UTF-8: #{ours.inspect}" unless ours.valid_encoding?
    # what is left of a place for the footnotes that came too late
    theirs = theirs.scrub.gsub(/^[0-9a-z]{129}/, "")
    [Compare.result(theirs, ours), theirs, ours]
  end

  # The smallest text found that still differs: lines go, then characters.
  def shrink(text, options)
    differs = ->(t) { results(t, options)[0] == :differs }
    [/(?<=\n)/, /\b/, //].each do |by|
      parts = text.split(by)
      step = [parts.size / 2, 1].max
      until step.zero?
        at = 0
        while at < parts.size
          less = parts[0...at] + (parts[(at + step)..] || [])
          if differs.call(less.join)
            parts = less
          else
            at += step
          end
        end
        step /= 2
      end
      text = parts.join
    end
    text
  end

  def write(name, text, theirs, ours)
    @report.puts "=== #{name}", '--- text', text, '--- reference', theirs,
                 '--- ours', ours, ''
  end

  def group(title, cases, shrinking: false)
    count = Hash.new(0)
    causes = Hash.new(0)
    cases.each do |name, text, options|
      reason = Cases.reason(options)
      count[reason ? :skipped : :run] += 1
      causes["not run: #{reason}"] += 1 if reason
      next if reason

      result, theirs, ours = results(text, options)
      count[result] += 1
      causes["the reference fails: #{theirs}"] += 1 if result == :refused
      next unless result == :differs || (@verbose && result == :equal)

      if shrinking
        text = shrink(text, options)
        _, theirs, ours = results(text, options)
      end
      write("#{name} (#{result})", text, theirs, ours)
      @report.flush
    end
    line(title, count)
    causes.sort_by { |c, n| [-n, c] }.each do |cause, n|
      puts format('    %6d %s', n, cause)
    end
    count
  end

  def line(title, count)
    run = count[:run] - count[:refused]
    good = count[:same] + count[:equal]
    share = run.zero? ? 100.0 : 100.0 * good / run
    puts format('%-16s %6d run  %6d same bytes  %6d equal  %6d differ  ' \
                '%4d refused by the reference  %3d skipped  %6.2f %%',
                title, run, count[:same], count[:equal], count[:differs],
                count[:refused], count[:skipped], share)
    $stdout.flush
  end
end

options = { driver: "#{ROOT}/build/tools/faimi_markdown", random: 1000,
            seed: 1, only: nil, verbose: false,
            report: "#{ROOT}/build/conformance/markdown.txt" }
OptionParser.new do |o|
  o.on('--driver PATH') { |v| options[:driver] = v }
  o.on('--random N', Integer) { |v| options[:random] = v }
  o.on('--seed N', Integer) { |v| options[:seed] = v }
  o.on('--only NAME') { |v| options[:only] = v }
  o.on('--report PATH') { |v| options[:report] = v }
  o.on('--verbose') { options[:verbose] = true }
end.parse!

Encoding.default_external = Encoding::UTF_8
FileUtils.mkdir_p(File.dirname(options[:report]))
File.open(options[:report], 'w') do |report|
  make = lambda do |reference, *converter|
    Run.new(reference, Ours.new(options[:driver], *converter), report,
            options[:verbose])
  end
  runs = Hash.new(make.call(Reference))
  runs['smartify'] = make.call(SmartReference, '--smartify')
  %w[cmark-spec cmark-random].each do |title|
    runs[title] = make.call(CommonMarkReference, '--commonmark')
  end
  groups = {
    'content' => -> { Cases.content },
    'seeds' => -> { Cases.seeds },
    'dialect' => -> { Cases.dialect },
    'kramdown' => -> { Cases.vectors('kramdown') },
    'kramdown-gfm' => -> { Cases.vectors('kramdown-gfm') },
    'kramdown-input' => -> { Cases.plain },
    'commonmark' => -> { Cases.commonmark },
    'smartify' => -> { Cases.smart(options[:random], options[:seed]) },
    'cmark-spec' => -> { Cases.mark_spec },
    'cmark-random' => -> { Cases.mark(options[:random], options[:seed]) },
    'random' => -> { Cases.random(options[:random], options[:seed]) },
    'mutated' => -> { Cases.mutated(options[:random], options[:seed]) },
    'soup' => -> { Cases.soup(options[:random], options[:seed]) },
    'options' => -> { Cases.options(options[:random], options[:seed]) }
  }
  bad = groups.sum do |title, cases|
    next 0 if options[:only] && options[:only] != title

    shrinking = %w[smartify cmark-random random mutated soup
                   options].include?(title)
    runs[title].group(title, cases.call, shrinking: shrinking)[:differs]
  end
  puts "the differences: #{options[:report]}" if bad.positive?
end
