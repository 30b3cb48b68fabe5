# frozen_string_literal: true

# Ours next to Rouge, on the same text in the same run; called by
# bench_highlight.
#
#     ruby t/bench/highlight.rb PROGRAM
#
# A row for each language: microseconds for 10 KB of a text of
# t/conformance/code over and over, how many times as long Rouge takes, and the
# exponent of our times from 1 KB to 1 MB.

require 'rouge'
require 'tempfile'

LANGUAGES = %w[shell html xml yaml javascript python ruby json css c].freeze

def seconds
  from = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
  yield
  Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - from
end

LANGUAGES.each do |tag|
  text = File.read("t/conformance/code/#{tag}/1")
  lexer = Rouge::Lexer.find(tag)
  code = (text * (10_000 / text.bytesize + 1))[0, 10_000]
  theirs = Array.new(5) do
    seconds { Rouge::Formatters::HTML.new.format(lexer.new.lex(code)) }
  end.min
  Tempfile.create('code') do |f|
    f.write(code)
    f.flush
    row = IO.popen([ARGV[0], tag, f.path], &:read).split.map(&:to_f)
    puts format('%-12s 10 KB: %7.0f us, Rouge %7.0f us, %4.0f times; ' \
                '1 MB: %5.0f ms, exponent %.2f', tag, row[1] * 1e6,
                theirs * 1e6, theirs / row[1], row[3] * 1e3, row[4])
  end
end
