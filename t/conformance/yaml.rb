# frozen_string_literal: true

# Compares faimi_yaml_parse() with the loader that the installed Jekyll uses,
# Jekyll::Utils.safe_load_yaml or SafeYAML, on a table of scalars and on the
# documents of yaml-test-suite (../shared/vectors, or the folder given).
#
#   ruby t/conformance/yaml.rb [--table] [FOLDER]
#
# --table writes t/spec/tables/scalars.tsv instead, which the unit tests read.

require "jekyll"
require "open3"
require "tmpdir"

ENV["TZ"] = "UTC"
ROOT = File.expand_path("../..", __dir__)
TABLES = ENV["FAIMI_TABLES"] || File.join(ROOT, "t/spec/tables")
SUITE = ARGV.reject { |a| a.start_with?("--") }.first ||
  File.join(ROOT, "../shared/vectors/yaml-test-suite")

def reference(yaml)
  value = if Jekyll::Utils.respond_to?(:safe_load_yaml)
            Jekyll::Utils.safe_load_yaml(yaml)
          else
            SafeYAML.load(yaml)
          end
  "= #{value.inspect}"
rescue StandardError => e
  "! #{e.class}: #{e.message.lines.first&.chomp}"
end

SCALARS = begin
  words = %w[yes Yes YES yEs y Y no No NO n N true True TRUE tRue false False
             on On ON oN off Off OFF null Null NULL nULL ~ ~~ nil none None]
  numbers = %w[0 1 -1 +1 00 01 07 08 010 -010 0_7 0_ 1_ 1_000 1__000 1,000
               1,,0 1,0_0 _1 0b1 0b101 0b2 0b_1 -0b11 0x1F 0xfg 0X1F 0x 0x_f
               -0xff 0o17 0o8 12345678901234567890 -9223372036854775808
               9223372036854775807 9223372036854775808 99999999999999999999999
               -9223372036854775809 18446744073709551616
               +1_0,000000000000000000 0xffffffffffffffffff
               -0x1_0000000000000000 01777777777777777777777
               01000000000000000000000
               1.0 1. .5 -.5 +.5 . -. +. .. ... 1.5e3 1.5e+3 1.5E-3 1e3 1e+3
               1E5 1.e+3 1.5e 1_000.5 1,000.5 1.0_0 1.0,0 _1.0 0.1 00.1
               -0.0 1.7976931348623157e+308 1.0e+400 0.1e-400 3.14159 1.2.3
               .inf .Inf .INF +.inf -.inf -.INF .nan .NaN .NAN -.nan inf NaN
               1_.5 1,.5 +1_0.0]
  sexagesimal = %w[12:30 12:30:45 1:60 1:6 01:02 -1:30 +1:30 1_0:00 190:20:30
                   12:30.5 12:30:45.5 12:30. 12:3 1:2:3:4 12:300 :30 12: 0:0
                   190:20:30.15 -190:20:30.15 1:1_0 12:30:45. 12:5_]
  numbers += ["0b#{"1" * 64}", "0b1#{"0" * 64}", "1#{"0" * 64}1", "7" * 400]
  dates = %w[2024-01-02 2024-1-2 2024-13-01 2024-00-10 2024-02-30 2023-02-29
             2024-02-29 24-01-02 20240102 2024-01 2024/01/02 2024-1-32
             2024-12-31 1583-01-01 9999-12-31 2024-01-2x -2024-01-02
             2024-001-02]
  times = ["2024-01-02 03:04:05", "2024-01-02T03:04:05Z",
           "2024-01-02t03:04:05z", "2024-01-02 03:04:05 Z",
           "2024-01-02 03:04:05 +01:00", "2024-01-02 03:04:05 -0130",
           "2024-01-02 03:04:05 -5", "2024-01-02 03:04:05+05",
           "2024-01-02 03:04:05 +05:", "2024-01-02 03:04:05 -00:30",
           "2024-01-02 03:04:05.678", "2024-01-02 03:04:05.",
           "2024-01-02 03:04:05.123456789 +02:00",
           "2024-01-02 3:04:05", "2024-01-02 03:4:05", "2024-01-02 03:04",
           "2024-01-02  03:04:05", "2024-1-2 03:04:05", "2024-02-30 03:04:05",
           "2024-02-32 03:04:05", "2024-13-01 03:04:05", "2024-01-02 24:00:00",
           "2024-01-02 24:00:01", "2024-01-02 25:00:00", "2024-01-02 03:60:00",
           "2024-01-02 03:04:60", "2024-01-02 03:04:61",
           "2024-01-02 03:04:05 UTC",
           "2024-01-02 03:04:05 +530", "2024-01-02 03:04:05 +24:00",
           "2024-01-02 03:04:05 +23:59", "2024-01-02 03:04:05 +05:60",
           "2024-01-02 03:04:05 +5:30", "-2024-01-02 03:04:05 Z",
           "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
           "2001-12-14 21:59:43.1x", "2024-01-02 03:04:05 PM",
           "1969-12-31 23:59:59.5 -01:00", "2024-01-02 03:04:05 + 1"]
  texts = ["a", "ab", "hello world", "a:b", "a b: c"[0, 3], "é", "éa", "ü1",
           "<<", "=", "a_b", "-a", "+a", "-", "--", "---a", "?x", "x?", "(a)",
           "1a", "1 2", "12 monkeys", "$5", "5$", "^", "_", "__", "/a", "\\a",
           "日本", "1日", ";", "<", "+", "+-1", "--1", "1-2", "a\u00a0b",
           "\u00a0", "1.2.3.4", "v1.0", "1.0.0", "10:30 PM", "10%", "50,5",
           "1,5", ",1", "1 ", "0,1", "'a'"[1], "it's", "\u{1F600}"]
  texts + words + numbers + sexagesimal + dates + times
end

# Every tag that Psych knows, and some that it does not, at every kind of node.
TAGGED = begin
  tags = %w[!omap !!omap !str !!str !str: !str:X !ruby/string !ruby/string:
            !ruby/string:X !ruby/stringX !binary !!binary !float !!float !!int
            !!set !set !seq !seq: !seq:X !map !map: !map:X !!seq !!map !!null
            !!bool !!timestamp !!merge !!value !!pairs !foo ! !ruby/encoding
            !ruby/class !ruby/module !ruby/regexp !ruby/range !ruby/sym
            !ruby/symbol !ruby/sym:x !ruby/symx !ruby/object !ruby/object:
            !ruby/object:X !ruby/object:Hash !ruby/objectHash !ruby/object:Set
            !ruby/object:BigDecimal !ruby/object:DateTime !ruby/object:Complex
            !ruby/object:Rational !ruby/struct !ruby/struct:X !ruby/array
            !ruby/array: !ruby/array:X !ruby/exception !ruby/exception:X
            !ruby/hash !ruby/hash: !ruby/hash:X !ruby/hash-with-ivars
            !ruby/hash-with-ivars: !ruby/hash-with-ivars:X !ruby/marshalable:X
            !ruby/marshalable !ruby/foo !ruby/ !!foo !<x> !!python/none]
  nodes = ["12", "abc", "", "'12'", "\"x\"", "1.5", "1e3", "1_0.5e1", "0x1F",
           "yes", "~", "2024-01-02", "aGk=", "[]", "[1, 2]", "[{a: 1}, {b: 2}]",
           "[{a: 1, b: 2}, [c, d, e]]", "[{a: 1, b: 2, a: 3}, {}]", "[[]]",
           "[{<<: {x: 1}}]", "{}", "{a: 1}", "{str: x}", "{str: x, '@v': 1}",
           "{str: x, 'a b': 1}", "{str: 5}", "{str: 5, a: 1}", "{str: }",
           "{elements: {a: 1}, ivars: {'@b': 2}}", "{elements: 5}",
           "{a: {b: c}}"]
  tags.product(nodes).map { |tag, node| "a: #{tag} #{node}" } +
    ["x: &x {a: 1}\ny: !omap [*x]",
     "x: !omap &o [a: 1, b: 2]\nz: *o", "!omap [a: 1]", "!!set {a}"]
end

DOCUMENTS = [
  "", " ", "#x", "---", "--- ", "---\n...", "a: 1", "{}", "[]", "a:", "- ",
  "? a\n: b", "a: b: c", "a: 'x", "a: \"x", "a:\n\t- b", "a: @b", "a: `b`",
  "a: %b", "%a: b", "a: &x 1\nb: *x", "a: *x", "a: &x [*x]",
  "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2", "c:\n  d: 2\n  <<: {d: 3, e: 4}",
  "c:\n  <<: [{a: 1}, {a: 2, b: 3}]\n  b: 4", "c:\n  <<: 5", "c:\n  <<: [1]",
  "c:\n  \"<<\": {a: 1}", "c:\n  !!str <<: {a: 1}",
  "x: &l [{a: 1}]\nc:\n  <<: *l", "a: 1\na: 2\nb: 3\na: 4", "1: a\n1.0: b",
  "yes: 1\nno: 2\n~: 3\n2024-01-01: d\n1.5: f", "[a, b]: c", "{a: b}: c",
  "a: !!str 12", "a: !!int '12'", "a: !!float 1", "a: !!float 1.5",
  "a: !!bool yes", "a: !!null ''", "a: !foo 12", "a: !foo 'x'", "a: ! 12",
  "a: !!binary aGVsbG8=", "a: !!binary |\n  aGVs\n  bG8=\n", "a: !str 5",
  "a: !!seq [1]", "a: !!map {b: 1}", "a: !ruby/object:Object {}",
  "a: !ruby/hash {b: 1}", "a: !x {b: 1}", "a: !x [1]", "!!str a: b",
  *TAGGED,
  "a: |\n  x\n  y\n", "a: |-\n  x\n\n", "a: |+\n  x\n\n",
  "a: >\n  x\n  y\n\n  z",
  "a: >-\n  x\n  y", "a: \"\\u00e9\\n\\x41\\t\"", "a: 'it''s'", "a: \"\\q\"",
  "a: b\n c", "a: b\n\n c", "- a\n-b", "- a\n - b", "a: [1, 2", "a: {b: 1",
  "a: [1 2]", "a: [1,2,]", "--- a\n--- b", "a: 1\n--- b\n[", "a\n...\nb: [",
  "\uFEFFa: 1", "a: \u0001", "a: \xff", "a: \xc3(", "a: 1\r\nb: 2\r\n",
  "a:   1   # c", "a: x#y", "a: 'x'#y", "\ta: 1", "a:\tb", "a: b\n  c: d",
  "a: yes\nb: 'yes'\nc: \"no\"", "a: 10:30\nb: '10:30'", "- - - a",
  "a: &x\nb: *x", "&a b: *a", "a: &b c\nd: &b e\nf: *b", "a: null\nb: ~\nc: ''",
  "<<: {a: 1}", "- <<: {a: 1}\n  b: 2", "a: |2\n   x\n", "? |\n  k\n: v",
  "a: >\n x\n  y\n z\n", "date: 2024-01-01\ntime: 2024-01-01 10:00:00 +0200",
  "%YAML 1.2\n---\na: 1", "%YAML 2.0\n---\na: 1", "%TAG ! x\n---\na: 1",
  "#{"k" * 1100}: 1", "\"#{"k" * 1100}\": 1", "? #{"k" * 1100}\n: 1"
].freeze

def unescape(text)
  text.gsub("␣", " ").gsub(/—*»/, "\t").gsub("←", "\r").gsub("⇔", "\uFEFF")
      .gsub("↵", "").sub(/∎\n\z/, "")
end

def suite
  Dir["#{SUITE}/**/*.yaml"].sort.flat_map do |path|
    cases = Psych.load_file(path)
    cases.map { |c| unescape(c["yaml"]) if c["yaml"] }.compact
  end
end

def build(dir)
  dump = File.join(dir, "yaml_dump")
  Dir.chdir(ROOT) do
    system("make", "-s", "build/libfaimi.a", :exception => true) unless
      ENV["FAIMI_DUMP"]
    return ENV["FAIMI_DUMP"] if ENV["FAIMI_DUMP"]

    system("cc", "-Isrc/base", "-Isrc/ruby", "-Isrc/frontmatter", "-o", dump,
           "t/conformance/yaml_dump.c", "build/libfaimi.a", "-lyaml",
           "-lutf8proc", "-lcrypto", "-lm", :exception => true)
  end
  dump
end

def ours(documents)
  Dir.mktmpdir do |dir|
    dump = build(dir)
    paths = documents.each_with_index.map do |doc, i|
      File.binwrite("#{dir}/#{i}", doc)
      "#{dir}/#{i}"
    end
    paths.each_slice(500).flat_map do |slice|
      Open3.capture2(dump, *slice).first.lines(:chomp => true)
    end
  end
end

# Both refuse, or both read the same.  What differs on purpose is told apart.
def verdict(yaml, want, got)
  return :same if want == got || (want[0] == "!" && got[0] == "!")
  return :object if want =~ /DisallowedClass.*(Symbol|Set)/
  return :binary if want.include?("\\x")
  return :recursive if want.include?("[...]") || want.include?("{...}")

  :differs
end

def compare(name, documents)
  counts = Hash.new(0)
  got = ours(documents)
  documents.each_with_index do |yaml, i|
    want = reference(yaml)
    v = verdict(yaml, want, got[i].dup.force_encoding("UTF-8"))
    counts[v] += 1
    next unless v == :differs

    puts yaml.inspect, "  Jekyll #{want}", "  ours   #{got[i]}"
  end
  puts "#{name}: #{documents.length} documents, #{counts.sort.to_h}"
  counts[:differs]
end

if ARGV.include?("--table")
  File.open("#{TABLES}/scalars.tsv", "w") do |f|
    f.puts "# scalar, value as inspect shows it; written by " \
           "t/conformance/yaml.rb --table"
    SCALARS.uniq.each do |s|
      want = reference("- #{s}\n")
      next unless want.start_with?("= [") && s !~ /[\t\\]|\A\s|\s\z|:\z|\A-\z/
      f.puts "#{s}\t#{want[3..-2].gsub("\\", "\\\\\\\\")}"
    end
  end

  # What a tag changes, by one that changes nothing.
  File.open("#{TABLES}/tags.tsv", "w") do |f|
    f.puts "# document, value as inspect shows it or ! for an error; written " \
           "by t/conformance/yaml.rb --table"
    TAGGED.each do |s|
      want = reference(s)
      next if want.include?("\\x") ||
              want == reference(s.sub(/\A(a: )\S+/, '\1!foo'))

      want = want.start_with?("=") ? want[2..] : "!"
      f.puts [s, want].map { |x|
        x.gsub("\\", "\\\\\\\\").gsub("\n", "\\n")
      }.join("\t")
    end
  end
  exit
end

bad = compare("scalars", SCALARS.uniq.map { |s| "- #{s}\n" })
bad += compare("keys", SCALARS.uniq.map { |s| "#{s}: 1\n" })
bad += compare("documents", DOCUMENTS)
bad += compare("yaml-test-suite", suite) if File.directory?(SUITE)
exit(bad.zero?)
