# frozen_string_literal: true

# Writes the tables under t/spec/tables from what Ruby answers.  Run it with
# the Ruby that Debian's jekyll runs with: ruby t/conformance/tables.rb

require "date"
require "json"
require "time"

ENV["TZ"] = "UTC"
DIR = ENV["FAIMI_TABLES"] || File.expand_path("../spec/tables", __dir__)

def field(text)
  text.to_s.gsub(/[\\\t\n\r\0]/, "\\" => "\\\\", "\t" => "\\t",
                                 "\n" => "\\n", "\r" => "\\r", "\0" => "\\0")
end

def table(name, head, rows)
  File.open("#{DIR}/#{name}.tsv", "w") do |f|
    f.puts "# #{head}; written by t/conformance/tables.rb"
    rows.each { |row| f.puts row.map { |x| field(x) }.join("\t") }
  end
end

# Floats: the bits of the double, its to_s

random = Random.new(7)
floats = [0.0, -0.0, 1.0, 0.1, 1e2, 1e14, 1e15, 1e16, 1e20, 1e22, 1e23, 1e100,
          1e-3, 1e-4, 1e-5, 123456789.125, 5e-324, 1.7976931348623157e308,
          2.2250738585072014e-308, 9007199254740993.0, 1.0 / 3, 2.0 / 3,
          100.0, 1234.5, 0.00012345, Float::INFINITY, -Float::INFINITY,
          Float::NAN, 4.35, 0.3, 0.1 + 0.2, 999999999999999.9]
floats += Array.new(200) { [random.rand(2**64)].pack("Q").unpack1("D") }
floats += [1e15, 1e16, 1e-4, 1e-3, 1e17].flat_map do |x|
  20.times.flat_map do |i|
    [x * (1 + i / 7.0), x * (1 - i / 29.0), -x - i, x.next_float, x.prev_float]
  end
end
floats += [1234567890123456.7, 999999999999999.9, 9007199254740993.5]
more = Random.new(8)
floats += Array.new(300) { more.rand * 10**(more.rand(8) + 12) }
floats += Array.new(100) { (random.rand * 10**random.rand(18)).round(3) }
floats.reject! { |x| x.nan? && !x.equal?(Float::NAN) }
table("floats", "bits, Float#to_s",
      floats.map { |x| [[x].pack("G").unpack1("H*"), x.to_s] })

# strftime: seconds, nanoseconds, offset, format, result

times = [[0, 0, 0], [951_782_400, 0, 0], [1_709_210_096, 123_456_789, 3600],
         [1_735_516_800, 5_000_000, -12_600], [-62_135_596_801, 0, 0],
         [-1, 999_999_999, 19_800], [253_402_300_800, 0, 0],
         [1_230_768_000, 0, 0], [1_104_537_600, 0, 0], [46_800, 0, -36_000],
         [1_262_304_000, 0, 45], [1_609_459_199, 0, 0]]
letters = "YCymBbhjdeHklIMSLNzZAauwGgVUWsntcDFvxXrRTPp%+".chars
formats = letters.map { |c| "%#{c}" }
formats += letters.product(%w[- 0 ^ _ # -^ _^ 0^ 3 5 12 010 _12 -12 #10 ^10])
                  .map { |c, f| "%#{f}#{c}" }
formats += %w[%:z %::z %:::z %::::z %10:z %_10:z %-:z %_z %-z %010z %:Y %Q %i
              %E %Ey %EY %Ed %Od %OY %Oz % %5 %- %%Y a%Yb 100%]
formats += ["%A, %d %B %Y", "%Y-%m-%dT%H:%M:%S%:z", "é%Yü%", "%b %-d, %Y"]
plain = formats.reject { |f| f =~ /%[-0-9^_#]/ }
rows = times.each_with_index.flat_map do |(sec, nsec, offset), i|
  t = Time.at(sec, nsec, :nsec).getlocal(offset)
  t = Time.at(sec, nsec, :nsec) if offset.zero?
  (i < 3 ? formats : plain).map do |f|
    [sec, nsec, offset, f, t.strftime(f)]
  rescue SystemCallError, ArgumentError
    nil
  end
end
table("strftime", "seconds, nanoseconds, offset, format, result",
      rows.compact)

# Dates: text, "sec nsec offset", or "-"

dates = <<~TEXT.lines(:chomp => true)
  2016-03-14
  2016-3-4
  2016-03-14 15:09
  2016-03-14 15:09:26
  2016-03-14T15:09:26
  2016-03-14T15:09:26Z
  2016-03-14T15:09:26z
  2016-03-14t15:09:26+02:00
  2016-03-14 15:09:26 +0200
  2016-03-14 15:09:26 -0330
  2016-03-14 15:09:26 +02
  2016-03-14 15:09:26 -00:00
  2016-03-14 15:09:26 +00:00
  2016-03-14 15:09:26.5
  2016-03-14 15:09:26,25 UTC
  2016-03-14 15:09:26.123456789 GMT
  2016-03-14 15:09:26 UTC
  2016-03-14 15:09:26 EST
  2016-03-14 15:09:26 PDT
  2016-03-14 15:09:26 Nowhere
  2016-03-14 3:09 PM
  2016-03-14 12:09 am
  2016-03-14 12:09 p.m.
  2016-03-14 3pm
  2016-03-14 24:00:00
  2016-03-14 24:01:00
  2016-03-14 25:00
  2016-03-14 10:60
  2016-03-14 10:10:60
  2016-02-30
  2016-02-32
  2016-13-01
  2016-00-01
  2016-01-00
  March 14, 2016
  March 14 2016
  March 14th, 2016
  Mar 14 2016
  march 14 2016 10:00
  14 March 2016
  14th March 2016
  14 mar 2016 10:11:12
  14Mar2016
  14. March 2016
  March 2016
  Monday, March 14, 2016
  Mon, 14 Mar 2016 15:09:26 +0000
  Mon, 14 Mar 2016 15:09:26 GMT
  Mon Mar 14 15:09:26 2016
  Mon Mar 14 15:09:26 UTC 2016
  Monday 14 March 2016
  2016/3/14
  2016/03/14 10:00
  14/3/2016
  3/14/2016
  14/3/16
  2016.3.14
  14.3.2016
  14.03.16
  14-Mar-2016
  14-mar-16
  Mar-14-2016
  16-03-14
  69-03-14
  68-03-14
  0016-03-14
  20160314
  20160314T150926
  20160314T150926Z
  20160314 150926
  201603141509
  20160314150926
  160314
  +2016-03-14
  2016-03-14 - 2016-03-15
  2016-03
  2016
  hello
  tomorrow
  yesterday 10:00
  sun
  2024-02-29
  2023-02-29
  1969-12-31 23:59:59
  1900-01-01
  9999-12-31
  12345-01-01
  The 3rd of May 2016
  3rd May 2016
  May 3rd, 2016 at 10:30
  at 10:30 on May 3rd, 2016
  2016-03-14 at 10am
  2016-03-14 10h30
  Jan 1 2020
  1 January 2020
  Sept 5, 2020
  September 5 2020
  5 sept. 2020
  2020-06-15T10:00:00.000Z
  2020-06-15T10:00:00.000+05:30
  2020-06-15 10:00:00 +05:45:30
  2020-06-15T10:00
  2020-06-15T10
  Thu Nov 05 2020 00:00:00 GMT+0100
  10:00
  10:00 2016-03-14
  10:00 March 14, 2016
  2016-03-14 10 : 00
  May 2020
  '16 March 14
  14 March '16
  2016-03-14abc
  x2016-03-14
  2015-2-3 4:5:6
TEXT

# Every form that Date._parse knows, put together at random.
pick = Random.new(25)
one = ->(list) { list.sample(:random => pick) }
two = ->(range) { format("%02d", pick.rand(range)) }
year = -> { one[[pick.rand(1950..2060).to_s, two[0..99], "'#{two[0..99]}",
                 "-#{pick.rand(1..2060)}", "+2024", pick.rand(1..999).to_s]] }
month = -> { one[[two[1..12], pick.rand(0..14).to_s]] }
name = -> { one[(Date::MONTHNAMES + Date::ABBR_MONTHNAMES + %w[Sept MAR])
                .compact] }
day = -> { one[[two[1..28], pick.rand(1..31).to_s, two[0..33]]] }
gap = -> { one[["-", "/", ".", " ", ", ", "- ", ". ", "--"]] }
clock = -> { one[["", "", " 10:20:30.5 +0200", "T10:20:30Z", " 5pm", " 10h",
                  " 10h30", " 12:00 am", " 10:20 EST", "T1020", " 24:00",
                  " 10:20 JST", " 10:20 EST DST", " 10:20 M", " 10:20 W"]] }
forms = [
  -> { "#{one[[two[0..99], pick.rand(1990..2040)]]}-" +
       format("%03d", pick.rand(0..368)) + clock[] },
  -> { one[[two[0..99], pick.rand(1990..2040)]].to_s +
       format("%03d", pick.rand(0..368)) + clock[] },
  -> { one[%w[M T S H R m t s h r]] + "#{pick.rand(0..70)}.#{month[]}." +
       day[] + clock[] },
  -> { "#{pick.rand(1990..2040)}#{one[%w[-W W]]}#{two[1..53]}" +
       one[["-3", "3", ""]] + clock[] },
  -> { year[] + gap[] + month[] + gap[] + day[] + clock[] },
  -> { day[] + gap[] + month[] + gap[] + year[] + clock[] },
  -> { day[] + gap[] + name[] + gap[] + year[] + clock[] },
  -> { name[] + gap[] + day[] + gap[] + year[] + clock[] },
  -> { year[] + gap[] + name[] + gap[] + day[] + clock[] },
  -> { "#{name[]} #{day[]}th, #{year[]}#{one[["", " BC", " B.C.", " AD"]]}" },
  -> { pick.rand(10**pick.rand(1..15)).to_s +
       one[["", "Z", "+09", "[+9]", "[-3:EST]", ".5", ",25", "T10", " 10"]] },
  -> { "2024#{two[1..12]}#{two[1..28]}#{one[["", "T", " "]]}" +
       one[[two[0..23], two[0..23] + two[0..59]]] +
       one[["", "Z", "+09", "-0500", "+09:00", ".5", ".25Z"]] },
  -> { "'#{two[0..99]}#{clock[]}" }, -> { "#{pick.rand(1990..2040)}#{clock[]}" }
]
dates += Array.new(900) { one[forms].call }
dates.uniq!
now = Time.now
table("dates", "text, seconds nanoseconds offset utc?",
      dates.map do |s|
        t = Time.parse(s)
        # Ruby takes a missing year from today
        raise ArgumentError if Date._parse(s)[:year].nil?

        [s, "#{t.to_i} #{t.nsec} #{t.utc_offset} #{t.utc?}"]
      rescue ArgumentError
        [s, "-"]
      end)

# Front matter: source, whether there is a block, the YAML with its opening
# marker, the body, the body's line

FRONT_MATTER = %r!\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)!m
pieces = ["---", "---", "...", "\n", "\n", "\n", " ", "\t", "\r\n", "\f",
          "a: 1", "text", "----", "--- x", "é", "-", ".."]
sources = ["", "---", "---\n", "---\n---", "---\n---\n", "---\n---\n\n\n x",
           "---\na: 1\n---\ntext", "---\na: 1\n...\ntext", "--- \na: 1\n--- \n",
           "---\r\na: 1\r\n---\r\ntext\r\n", "\n---\n---\n", "----\n---\n",
           "---\na: 1\n", "\uFEFF---\n---\n", "\uFEFFx", "\uFEFF\uFEFF---\n",
           "\uFEFF---\na: 1\n---\n\uFEFFx", "---\n\n---\n\n  \n text",
           "---\na: |\n  ---\n---\nx", "---\na\n--- x\n---", "---a\n---\n",
           "---\n---\n---\n---\n", "---\n...x\n....\n...\t\ny",
           "text\n---\n---"]
sources += Array.new(600) do
  "#{random.rand(4).zero? ? "" : "---\n"}" +
    Array.new(random.rand(10)) { pieces.sample(:random => random) }.join
end
table("frontmatter", "source, block?, YAML, body, line of the body, a page?",
      sources.uniq.map do |source|
        # files are read as "bom|utf-8"
        s = source.delete_prefix("\uFEFF")
        has = s.lines.first.to_s.match?(%r!\A---\s*\r?\n!)
        m = FRONT_MATTER.match(s)
        body = m ? m.post_match : s
        # Utils.has_yaml_header? reads raw bytes
        page = source.lines.first.to_s.match?(%r!\A---\s*\r?\n!)
        [source, has, m ? m[1] : "", body,
         s[0...s.length - body.length].count("\n") + 1, page]
      end)

# Case: text, upcase, downcase, capitalize; every character of Unicode that is
# not one of one and another

special = (1..0x10ffff).reject { |c| (0xd800..0xdfff).cover?(c) }
                       .map { |c| [c].pack("U") }.select do |s|
  s.upcase.length > 1 || s.downcase.length > 1 || s.capitalize != s.upcase
end
texts = ["straße", "ÉCOLE élan", "ΑΣ ΟΔΟΣ", "ﬁn", "ŉ a", "İSTANBUL ıI", "ǆ ǅ Ǆ",
         "ῆ ᾳ ᾨ", "ÿ Ÿ µ ſ K Å", "ß", "", "1a"]
table("case", "text, upcase, downcase, capitalize",
      (special + texts).map { |s| [s, s.upcase, s.downcase, s.capitalize] })

# Strings as inspect shows them, nested values in all forms

strings = ["", "a", "\"\\", "\#{a} \#a \#@b \#$c # #", "\e\a\b\v\f\t\n\r",
           "\u0000\u0001\u007f\u0080\u0085\u00a0", "é日本\u{1F600}",
           "\u200b\u2028\u2029\ufeff", "\u{e000}\u{10ffff}\u0378\u{e0001}",
           "</script>&'"]
strings += Array.new(100) do
  Array.new(random.rand(1..6)) do
    c = random.rand(3).zero? ? random.rand(128) : random.rand(0x2C00)
    [c].pack("U")
  end.join
end
table("strings", "string, inspect, JSON",
      strings.map { |s| [s, s.inspect, s.to_json] })

# CSV: source, the rows as inspect shows them; "!" where Ruby refuses it

require "csv"
pieces = %w[a b é 1 , , , " " "" ""] +
         ["\n", "\n", "\n", "\r\n", "\r", " ", "\t"]
sources = ["", "a", "a,b\n1,2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n\n1,2",
           "a,b\n1\n", "a,b\n1,2,3,4\n", "a,a\n1,2\n", ",b\n1,2\n", "\n\n1",
           "a,b\n\"x\"\"y\",\"\"\n", "a,b\n\"1\n2\",\"3\r\n4\"\n",
           "\uFEFFa,b\n1,2\n", "a,b\n \"x\",2\n", "a\n\"\"\"\"\n", "a\n\"x\"y"]
sources += Array.new(1500) do
  Array.new(random.rand(14)) { pieces.sample(:random => random) }.join
end
table("csv", "source, rows",
      sources.uniq.map do |s|
        [s, CSV.parse(s, :headers => true).map(&:to_hash).inspect]
      rescue CSV::MalformedCSVError
        [s, "!"]
      end)

# Zones: name, seconds, offset

zones = %w[UTC Europe/Madrid Europe/London America/New_York America/Sao_Paulo
           Asia/Tokyo Asia/Kolkata Australia/Sydney Australia/Lord_Howe
           Pacific/Auckland Africa/Casablanca America/St_Johns Etc/GMT+5
           Asia/Tehran Europe/Dublin America/Nuuk]
moments = [-3_000_000_000, -1_000_000_000, 0, 1_000_000_000, 1_711_846_799,
           1_711_846_800, 1_729_990_799, 1_729_990_800, 1_700_000_000,
           1_720_000_000, 2_400_000_000, 2_415_000_000, 2_550_000_000,
           4_000_000_000, 4_015_000_000, 4_033_000_000]
moments += Array.new(40) { random.rand(4_200_000_000) }
table("zones", "zone, seconds, offset",
      zones.flat_map do |zone|
        ENV["TZ"] = zone
        moments.map { |sec| [zone, sec, Time.at(sec).utc_offset] }
      end)

# Civil times in zones: zone, civil time, seconds

civil = %w[2024-01-15T10:00:00 2024-07-15T10:00:00 2024-03-31T01:59:59
           2024-03-31T02:30:00 2024-03-31T03:00:00 2024-10-27T01:59:59
           2024-10-27T02:30:00 2024-10-27T03:00:00 2024-03-10T02:30:00
           2024-11-03T01:30:00 2024-04-07T02:30:00 2024-10-06T02:30:00
           1970-01-01T00:00:00 2090-06-01T12:00:00 2090-12-01T12:00:00]
table("civil", "zone, civil time, seconds",
      zones.flat_map do |zone|
        ENV["TZ"] = zone
        civil.map { |c| [zone, c, Time.local(*c.scan(/\d+/)).to_i] }
      end)
