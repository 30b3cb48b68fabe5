# frozen_string_literal: true

# Writes t/spec/tables/filters.tsv: what Jekyll's filters make of the values
# in filters.yml.  Run it with the Ruby of Debian's jekyll.

require "jekyll"
require "tmpdir"

ENV["TZ"] = "UTC"
DIR = ENV["FAIMI_TABLES"] || File.expand_path("../spec/tables", __dir__)
DATA = Jekyll::Utils.safe_load_yaml_file("#{DIR}/filters.yml")

VALUES = %w[posts words numbers mixed nested map list0 none truth lie day moment
            east unix datestring badstring text title cjk words3 url path float
            integer numeric obj].freeze

PLAIN = %w[xml_escape cgi_escape uri_escape number_of_words to_integer
           array_to_sentence_string date_to_xmlschema date_to_rfc822
           date_to_string date_to_long_string slugify jsonify inspect
           normalize_whitespace strip_index sort pop shift].freeze

ARGS = <<~'TEXT'.lines(:chomp => true)
  cjk | number_of_words: "cjk"
  cjk | number_of_words: "auto"
  words3 | number_of_words: "auto"
  words3 | number_of_words: "cjk"
  cjk | number_of_words: "x"
  words | array_to_sentence_string: "or"
  nested | array_to_sentence_string: 5
  moment | date_to_string: "ordinal"
  moment | date_to_string: "ordinal", "US"
  moment | date_to_string: "ordinal", "UK"
  moment | date_to_long_string: "ordinal", "US"
  unix | date_to_long_string: "ordinal"
  "2024-01-01" | date_to_string: "ordinal"
  "2024-01-02" | date_to_string: "ordinal"
  "2024-01-03" | date_to_string: "ordinal"
  "2024-01-11" | date_to_string: "ordinal"
  "2024-01-12" | date_to_string: "ordinal"
  "2024-01-13" | date_to_string: "ordinal"
  "2024-01-21" | date_to_string: "ordinal"
  "2024-01-22" | date_to_string: "ordinal"
  "2024-01-23" | date_to_string: "ordinal"
  "" | date_to_string
  "1700000000" | date_to_rfc822
  "2024-01-01 10:00" | date_to_xmlschema
  title | slugify: "default"
  title | slugify: "raw"
  title | slugify: "pretty"
  title | slugify: "ascii"
  title | slugify: "latin"
  title | slugify: "none"
  title | slugify: "other"
  title | slugify: none
  "Æther ßtraße ŒÞ ½ – Łódź" | slugify: "latin"
  "-- a -- b --" | slugify
  "-- a -- b --" | slugify: "raw"
  " a  b " | slugify: "raw"
  "ΑΒΓ日本١٢" | slugify
  "a_b.c~d!e" | slugify: "pretty"
  posts | where: "title", "Beta" | map: "weight" | inspect
  posts | where: "weight", 5 | map: "title" | inspect
  posts | where: "weight", "5" | map: "title" | inspect
  posts | where: "weight", 1.5 | map: "title" | inspect
  posts | where: "rating", 4.5 | map: "weight" | inspect
  posts | where: "rating", "4.50" | map: "weight" | inspect
  posts | where: "tags", "b" | map: "title" | inspect
  posts | where: "tags", "c" | map: "title" | inspect
  posts | where: "tags", 5 | map: "weight" | inspect
  posts | where: "tags", empty | map: "title" | inspect
  posts | where: "tags", nil | map: "title" | inspect
  posts | where: "title", nil | map: "weight" | inspect
  posts | where: "draft", true | map: "title" | inspect
  posts | where: "draft", false | map: "title" | inspect
  posts | where: "draft", "true" | map: "title" | inspect
  posts | where: "author.name", "Ann" | map: "title" | inspect
  posts | where: "author.age", 41 | map: "title" | inspect
  posts | where: "author.name.x", "Ann" | map: "title" | inspect
  posts | where: none, "Ann" | size
  posts | where: "title", words | size
  map | where: "n", 1 | inspect
  words | where: "a", "a" | inspect
  none | where: "a", "a" | inspect
  integer | where: "a", "a" | inspect
  "str" | where: "a", "a" | inspect
  posts | where_exp: "p", "p.weight > 5" | map: "title" | inspect
  posts | where_exp: "p", "p.title == 'Beta' or p.weight == 10" | map: "weight"
  posts | where_exp: "p", "p.title == 'Beta' and p.weight == 1.5" | size
  posts | where_exp: "p", "p.tags contains 'b'" | map: "title" | inspect
  posts | where_exp: "p", "p.draft" | map: "title" | inspect
  posts | where_exp: "p", "p.date > moment" | map: "title" | inspect
  map | where_exp: "m", "m.n > 1" | inspect
  numbers | where_exp: "n", "n >= 9" | inspect
  (1..6) | where_exp: "n", "n > 4" | inspect
  integer | where_exp: "n", "n > 4" | inspect
  posts | where_exp: "p", "p.weight >" | inspect
  posts | find: "title", "Beta" | inspect
  posts | find: "weight", 9 | inspect
  posts | find: "title", "nope" | inspect
  posts | find: none, "nope" | size
  map | find: "n", 2 | inspect
  posts | find_exp: "p", "p.weight < 0" | inspect
  posts | find_exp: "p", "p.title == 'nope'" | inspect
  numbers | find_exp: "n", "n < 9" | inspect
  posts | group_by: "title" | map: "size" | inspect
  posts | group_by: "title" | map: "name" | inspect
  posts | group_by: "author.name" | map: "name" | inspect
  posts | group_by: "tags" | map: "name" | inspect
  posts | group_by: "weight" | map: "name" | inspect
  integer | group_by: "x" | inspect
  posts | group_by: "draft" | last | map: "title" | inspect
  posts | group_by_exp: "p", "p.title | downcase" | map: "name" | inspect
  posts | group_by_exp: "p", "p.date | date: '%Y'" | map: "name" | inspect
  posts | group_by_exp: "p", "p.weight" | map: "name" | inspect
  numbers | group_by_exp: "n", "n" | map: "size" | inspect
  map | group_by_exp: "m", "m[1].n" | inspect
  (1..4) | group_by_exp: "n", "n | modulo: 2" | inspect
  posts | sort: "title" | map: "title" | inspect
  posts | sort: "title", "last" | map: "title" | inspect
  posts | sort: "title", "first" | map: "title" | inspect
  posts | sort: "title", "middle" | map: "title" | inspect
  posts | sort: "weight" | map: "title" | inspect
  posts | sort: "weight", "last" | map: "title" | inspect
  posts | sort: "date" | map: "title" | inspect
  posts | sort: "tags", "last" | map: "title" | inspect
  posts | sort: "author.age" | map: "title" | inspect
  posts | sort: "draft" | map: "weight" | inspect
  posts | sort: none | size
  map | sort: "n" | inspect
  words | sort | inspect
  numbers | sort | inspect
  mixed | sort | inspect
  nested | sort | inspect
  map | sort | inspect
  none | sort: "x" | inspect
  "abc" | sort: "x" | inspect
  words | push: "new" | inspect
  words | push: words | inspect
  words | unshift: "new" | inspect
  words | pop: 2 | inspect
  words | pop: "2" | inspect
  words | pop: 9 | inspect
  words | pop: 0 | inspect
  words | pop: -1 | inspect
  words | pop: "x" | inspect
  words | shift: 2 | inspect
  words | shift: 9 | inspect
  words | shift: -1 | inspect
  list0 | pop | inspect
  list0 | shift | inspect
  none | push: 1 | inspect
  text | unshift: 1 | inspect
  map | pop | inspect
  list0 | sample | inspect
  none | sample | inspect
  "x" | sample | inspect
  list0 | sample: 2 | inspect
  words | sample: 0 | inspect
  words | sample: 9 | size
  truth | to_integer
  lie | to_integer
  none | to_integer
  "-7x" | to_integer
  "1_000" | to_integer
  "1__0" | to_integer
  " +5 " | to_integer
  "0x1F" | to_integer
  "1e3" | to_integer
  2.9 | to_integer
  -2.9 | to_integer
  "/index.html" | strip_index
  "/a/index.htm" | strip_index
  "/a/index.html/b" | strip_index
  "index.html" | strip_index
  "/a/xindex.html" | strip_index
  "" | strip_index | inspect
  "/a/index.htmlx" | strip_index
  "http://a/b?c=é d" | uri_escape
  "%41%C3%A9%ff" | uri_escape
  "ﬁ①" | uri_escape
  "100%" | uri_escape
  "a\b^c`d<e>" | uri_escape
  "*~-_.!'() /" | cgi_escape
  integer | xml_escape
  words | xml_escape
  none | xml_escape
  "" | xml_escape
  "" | normalize_whitespace
  words | normalize_whitespace
  integer | slugify
  integer | jsonify
  "\u2028</script>" | jsonify
  (1..3) | jsonify
  (1..3) | inspect
  posts | jsonify
  posts | inspect
  site.unknown | jsonify
TEXT

def site
  Dir.mktmpdir do |dir|
    config = Jekyll.configuration("source" => dir, "destination" => "#{dir}/x",
                                  "quiet" => true)
    return Jekyll::Site.new(config)
  end
end

SITE = site
templates = PLAIN.product(VALUES).map { |f, v| "#{v} | #{f}" } + ARGS

# Ruby takes what a date lacks from today, and a map for a list of its size
templates.reject! do |t|
  t =~ /\A(title|url|numeric) \| date_to_/ ||
    t == "map | array_to_sentence_string"
end

def render(template)
  Liquid::Template.parse("{{ #{template} }}").render!(
    DATA, :registers => { :site => SITE }, :strict_filters => true
  )
rescue StandardError, SystemStackError
  "!"
end

def field(text)
  text.gsub(/[\\\t\n\r]/, "\\" => "\\\\", "\t" => "\\t", "\n" => "\\n",
                          "\r" => "\\r")
end

File.open("#{DIR}/filters.tsv", "w") do |f|
  f.puts "# expression, output; \"!\" where Jekyll ends in an error; " \
         "written by t/conformance/filters.rb"
  templates.each { |t| f.puts "#{field(t)}\t#{field(render(t))}" }
end
