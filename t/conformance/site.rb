# frozen_string_literal: true

# Builds whole sites with Debian's Jekyll and with `faimi build`, and compares
# what comes out, file by file.
#
#     ruby t/conformance/site.rb [--faimi PATH] [--only NAME] [--keep DIR]
#         [--random N] [--seed N] [--bytes] [SITE...]
#
# Sites: content/ and every folder of t/sites/, each also in its variants of
# t/conformance/site-variants.yml, which are keys over its _config.yml; or the
# folders given.  Jekyll is given the plugins that GitHub Pages always has on.
#
# The set of files; HTML as a list of tags and texts, XML, JSON and source
# maps by meaning, anything else byte for byte.  A redirect, which Jekyll writes
# as a small page, must be one to the same place here.  With --bytes all is
# compared byte for byte.  A theme is looked for among the
# installed gems.  What differs
# goes to
# build/conformance/site.txt; site-known.yml has the list of what may, with
# reasons, and docs/compatibility.md tells of them.  Exit status 1 if anything
# else differs, or if nothing does that is in the list.

require 'English'
require 'fileutils'
require 'json'
require 'optparse'
require 'rexml/document'
require 'tmpdir'
require 'yaml'
require 'jekyll'
require_relative 'compare'
require_relative 'source_map'
require_relative 'site_random'

ROOT = File.expand_path('../..', __dir__)

# What GitHub Pages does for every site.
ALWAYS = %w[jekyll-default-layout jekyll-optional-front-matter jekyll-paginate
            jekyll-readme-index jekyll-relative-links
            jekyll-titles-from-headings].freeze

# Jekyll's side, in a process of its own: its plugins register for good.
module Reference
  module_function

  # The log of the build, or nil if it ended early.
  def build(source, out, log)
    pid = fork do
      $stdout.reopen(log, 'w')
      $stderr.reopen($stdout)
      Jekyll.logger.log_level = :warn
      # what a source map says of files is seen from there
      Dir.chdir(source)
      config = config(source, out)
      offline if config['plugins'].include?('jekyll-github-metadata')
      Jekyll::Site.new(config).process
      exit!(0)
    rescue Exception => e # rubocop:disable Lint/RescueException
      puts "#{e.class}: #{e.message}", e.backtrace.first(5)
      $stdout.flush
      exit!(1)
    end
    Process.wait(pid)
    $CHILD_STATUS.success?
  end

  # What GitHub Pages says of itself, and nothing is asked of it.
  def offline
    ENV['PAGES_ENV'] = 'dotcom'
    require 'jekyll-github-metadata'
    Jekyll::GitHubMetadata::Client.class_eval do
      define_method(:internet_connected?) { false }
      define_method(:list_repos) { |*| [] }
    end
  end

  def config(source, out)
    ENV['JEKYLL_ENV'] = 'production'
    own = YAML.safe_load_file("#{source}/_config.yml",
                              permitted_classes: [Date, Time]) || {}
    plugins = Array(own['plugins']) | ALWAYS
    Jekyll.configuration('source' => source, 'destination' => out,
                         'plugins' => plugins, 'disable_disk_cache' => true)
  end
end

# Our side.
module Ours
  module_function

  def build(faimi, source, out, log)
    system(faimi, 'build', *theme(source), source, out, out: log,
           err: %i[child out])
    $CHILD_STATUS.exitstatus
  end

  def theme(source)
    name = File.read("#{source}/_config.yml")[/^theme: *([\w-]+)/, 1]
    return [] if !name

    ['--themes', File.dirname(Gem::Specification.find_by_name(name).gem_dir)]
  end

  # Output files that several claim.
  def conflicts(faimi, source)
    lines = IO.popen([faimi, 'check', *theme(source), source],
                     err: %i[child out], &:readlines)
    lines.filter_map { |line| line[%r{: /(.*) is what .* is served at;}, 1] }
  end

  # URL -> what it is: "page", "section", ...
  def kinds(faimi, source)
    lines = IO.popen([faimi, 'routes', *theme(source), source],
                     err: File::NULL, &:readlines)
    lines.to_h { |line| line.chomp.split("\t").first(2) }
  end
end

# One output file of both.
class Pair
  attr_reader :path

  def initialize(path, theirs, ours, bytes)
    @path = path
    @bytes = bytes
    @theirs = File.binread(theirs)
    @ours = File.binread(ours)
  end

  # nil, or what is different: [where it begins, theirs, ours].
  def difference
    return if @theirs == @ours
    return lines if @bytes

    case File.extname(@path)
    when '.html', '.htm', '' then html
    when '.xml', '.svg', '.atom' then xml
    when '.json' then json
    when '.map' then map
    when '.css' then css
    else lines
    end
  end

  private

  def utf8(bytes)
    bytes.dup.force_encoding('UTF-8').scrub
  end

  # A map may stand in it.
  def css
    first(*[@theirs, @ours].map do |text|
      utf8(text).lines.map do |line|
        data = line[%r{\A/\*# sourceMappingURL=data:.*?;base64,(\S+)}, 1]
        data ? SourceMap.meaning(utf8(data.unpack1('m'))) : line
      end
    end)
  end

  def html
    first(*[@theirs, @ours].map { |text| Compare.tokens(utf8(text)) })
  end

  def json
    first(*[@theirs, @ours].map { |t| [JSON.parse(utf8(t))] })
  rescue JSON::ParserError
    lines
  end

  def map
    first(*[@theirs, @ours].map { |t| SourceMap.meaning(utf8(t)) })
  rescue JSON::ParserError
    lines
  end

  def lines
    first(*[@theirs, @ours].map do |text|
      (@bytes ? text : utf8(text)).lines
    end)
  end

  def xml
    first(*[@theirs, @ours].map { |t| nodes(REXML::Document.new(utf8(t))) })
  rescue REXML::ParseException
    lines
  end

  # The tree as a list; white space alone is nothing.
  def nodes(node)
    case node
    when REXML::Element
      name = node.expanded_name
      attrs = node.attributes.to_a.map { |a| [a.expanded_name, a.value] }.sort
      [[name, attrs]] + node.children.flat_map { |c| nodes(c) } + ["/#{name}"]
    when REXML::Document then node.children.flat_map { |c| nodes(c) }
    when REXML::Text
      text = node.value.strip
      text.empty? ? [] : [text]
    when REXML::Comment, REXML::Instruction then [node.to_s]
    else []
    end
  end

  def first(theirs, ours)
    return if theirs == ours

    at = (0..theirs.size).find { |i| theirs[i] != ours[i] }
    [at.zero? ? '' : theirs[at - 1], theirs[at], ours[at]]
  end
end

# What may differ: by site, the path of an output file (a glob) -> the reason.
class Known
  def initialize(file)
    @sites = YAML.safe_load_file(file, aliases: true)
    @used = {}
  end

  def reason(site, path)
    list = @sites[site[/\A[^,]+/]] || {}
    glob = list.keys.find { |g| File.fnmatch(g, path, File::FNM_DOTMATCH) }
    @used[[site[/\A[^,]+/], glob]] = true if glob
    list[glob]
  end

  def unused
    @sites.flat_map { |site, list| list.keys.map { |g| [site, g] } } -
      @used.keys
  end
end

# A site in one variant, or a random one.
class Case
  class Refused < StandardError; end

  STUB = /\A<!DOCTYPE\ html>.*
          <meta\ http-equiv="refresh"\ content="0;\ url=(.*?)">/mx.freeze

  attr_reader :name

  def initialize(name, source, keys, bytes: false)
    @name = name
    @source = source
    @keys = keys
    @bytes = bytes
  end

  def run(faimi, dir)
    source = "#{dir}/source"
    copy(source)
    theirs = "#{dir}/theirs"
    ours = "#{dir}/ours"
    unless Reference.build(source, theirs, "#{dir}/theirs.log")
      why = File.readlines("#{dir}/theirs.log").last(3).join
      raise Refused, "#{@name}: Jekyll ended early:\n#{why[0, 1000]}"
    end
    Ours.build(faimi, source, ours, "#{dir}/ours.log")
    @conflicts = Ours.conflicts(faimi, source)
    @kinds = Ours.kinds(faimi, source)
    @site = YAML.safe_load_file("#{source}/_config.yml",
                                permitted_classes: [Date, Time]) || {}
    compare(theirs, ours)
  end

  private

  def copy(to)
    return @source.write(to) if @source.is_a?(RandomSite)

    FileUtils.cp_r(@source, to, preserve: true)
    file = "#{to}/_config.yml"
    own = File.exist?(file) ? File.read(file) : ''
    keys = (YAML.safe_load(own, permitted_classes: [Date, Time]) || {})
           .merge(@keys)
    File.write(file, @keys.empty? ? own : keys.to_yaml)
  end

  def files(dir)
    found = Dir.glob('**/*', File::FNM_DOTMATCH, base: dir)
    found.select { |f| File.file?("#{dir}/#{f}") } - ['.faimi-build']
  end

  def compare(theirs, ours)
    a = files(theirs)
    b = files(ours)
    found = a.map do |path|
      [path, *(b.include?(path) ? both(path, theirs, ours) : [:missing])]
    end
    found + (b - a).map { |path| [path, *extra(path, ours)] }
  end

  def both(path, theirs, ours)
    difference = Pair.new(path, "#{theirs}/#{path}", "#{ours}/#{path}",
                          @bytes).difference
    return [:equal] unless difference

    goal = stub("#{theirs}/#{path}")
    own = stub("#{ours}/#{path}")
    return [:known, 'claimed by several'] if @conflicts.include?(path)
    return [:differs, *difference] unless goal || own
    return [:known, 'the alias hides its page under Jekyll'] if own.nil? &&
                                                                goal

    same = [own, "#{@site['url']}#{own}"].include?(goal)
    same ? [:known, 'redirect'] : [:differs, 'redirect', goal, own]
  end

  # Where a page that stands for a redirect leads.
  def stub(file)
    File.binread(file)[STUB, 1]&.force_encoding('UTF-8')
  end

  # What only we have.
  def extra(path, ours)
    kind = @kinds["/#{path}".sub(/index\.html\z/, '')]
    return [:known, "#{kind}, which Jekyll has none"] if kind == 'section'
    return [:known, 'redirect'] if stub("#{ours}/#{path}")

    [:extra]
  end
end

options = { faimi: "#{ROOT}/build/faimi", only: nil, keep: nil, random: 0,
            seed: 1, bytes: false }
OptionParser.new do |o|
  o.on('--faimi PATH') { |v| options[:faimi] = File.expand_path(v) }
  o.on('--only NAME') { |v| options[:only] = v }
  o.on('--keep DIR') { |v| options[:keep] = File.expand_path(v) }
  o.on('--random N', Integer) { |v| options[:random] = v }
  o.on('--seed N', Integer) { |v| options[:seed] = v }
  o.on('--bytes') { |v| options[:bytes] = v }
end.parse!

def random(options)
  (options[:seed]...options[:seed] + options[:random]).map do |seed|
    Case.new("random #{seed}", RandomSite.new(seed), {})
  end
end

def cases(folders, bytes)
  unless folders.empty?
    return folders.map do |f|
      Case.new(File.basename(f), f, {}, bytes: bytes)
    end
  end

  variants = YAML.load_file("#{__dir__}/site-variants.yml") || {}
  (["#{ROOT}/content"] + Dir["#{ROOT}/t/sites/*"].sort).flat_map do |folder|
    name = File.basename(folder)
    [Case.new(name, folder, {})] + (variants[name] || {}).map do |label, keys|
      Case.new("#{name}, #{label}", folder, keys)
    end
  end
end

Encoding.default_external = Encoding::UTF_8
FileUtils.mkdir_p("#{ROOT}/build/conformance")
report = File.open("#{ROOT}/build/conformance/site.txt", 'w')
total = Hash.new(0)
known = Known.new("#{__dir__}/site-known.yml")

all = options[:random].zero? ? cases(ARGV, options[:bytes]) : random(options)
all.each do |one|
  next if options[:only] && !one.name.start_with?(options[:only])

  dir = if options[:keep]
          "#{options[:keep]}/#{one.name.gsub(/\W+/, '-')}"
        else
          Dir.mktmpdir
        end
  FileUtils.rm_rf(dir)
  FileUtils.mkdir_p(dir)
  begin
    results = one.run(options[:faimi], dir)
  rescue Case::Refused => e
    puts e.message
    total[:refused] += 1 if options[:random].zero?
    next
  end
  results.map! do |result|
    reason = %i[differs missing extra].include?(result[1]) &&
             known.reason(one.name, result[0])
    reason ? [result[0], :known, reason] : result
  end
  count = results.map { |r| r[1] }.tally
  count.each { |k, n| total[k] += n }
  puts format('%-28s %4d files  %4d equal  %3d known  %3d differ  ' \
              '%3d missing  %3d extra', one.name, results.size,
              *%i[equal known differs missing extra].map { |k| count[k] || 0 })
  $stdout.flush

  results.each do |path, kind, where, theirs, ours|
    next if kind == :equal

    report.puts "#{one.name}: #{path}: #{kind} #{kind == :known ? where : ''}"
    next unless kind == :differs

    report.puts "    after  #{where.inspect[0, 300]}",
                "    theirs #{theirs.inspect[0, 600]}",
                "    ours   #{ours.inspect[0, 600]}"
  end
  log = File.read("#{dir}/ours.log")
  report.puts log.lines.map { |l| "    #{l}" } unless log.empty?
  FileUtils.rm_rf(dir) unless options[:keep]
end

good = total[:equal]
run = total.values.sum - total[:known]
puts format('%d of %d files are equal, %.1f %%; %d differ as documented', good,
            run, run.zero? ? 100 : 100.0 * good / run, total[:known])
partial = !ARGV.empty? || options[:only] || options[:random].positive?
unused = partial ? [] : known.unused
unused.each { |site, glob| puts "site-known.yml: #{site}: #{glob}: is equal" }
exit(good == run && unused.empty? ? 0 : 1)
