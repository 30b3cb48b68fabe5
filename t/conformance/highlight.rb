# frozen_string_literal: true

# Compares our tokens with those of Debian's Rouge, byte for byte as HTML.
#
#     ruby t/conformance/highlight.rb [--driver PATH] [--mutations N]
#         [--seed N] [--texts DIR] [--only TAG,...] [--verbose]
#
# For each language that is on: Rouge's own demo and example files (DIR/TAG/*),
# and N texts of each made by cutting, swapping, doubling and deleting parts.
# Prints a row for each language, and exits 1 if a demo differs or if more than
# 0.1 % of a language's mutations do, or if a language is guessed otherwise.

require 'open3'
require 'optparse'
require 'rouge'
require 'timeout'

class Ours
  def initialize(driver)
    @driver = driver
  end

  def tags
    IO.popen([@driver, '--languages']) { |io| io.read.split("\n") }
  end

  def html(tag, code)
    @pipe ||= IO.popen([@driver, '--serve'], 'r+b')
    @pipe.write("#{tag} #{code.bytesize}\n", code.b)
    @pipe.flush
    size = @pipe.gets.to_i
    size.negative? ? :plain : @pipe.read(size).to_s.force_encoding('UTF-8')
  rescue NoMethodError, Errno::EPIPE
    @pipe = nil
    :died
  end
end

def theirs(lexer, code)
  Timeout.timeout(10) do
    Rouge::Formatters::HTML.new.format(lexer.new.lex(code))
  end
rescue StandardError
  :plain
end

# What people leave behind when they edit, and what they never write.
class Mutator
  ODD = ["\n", "\n\n", ' ', '"', "'", '`', '{', '}', '(', ')', '[', ']', '#',
         '//', '/*', '*/', '<', '>', '</', '&', '%', '$', '\\', '@', ':', '=',
         '-', '--', '1', '0x1', 'é', '—', "\t", '!', '?', '|', ';', ',', '.',
         '...', '<<EOF', "\nEOF\n", '#{', '${', '<%', '%>'].freeze

  def initialize(seed)
    @random = Random.new(seed)
  end

  def mutate(code)
    text = code.dup
    text = text[0, 1 + @random.rand(text.size)] if @random.rand(3).zero?
    text = window(text) if text.size > 600
    (1 + @random.rand(3)).times { text = once(text) }
    text
  end

  private

  def window(text)
    from = @random.rand(text.size - 500)
    text[from, 100 + @random.rand(500)]
  end

  def once(text)
    return text if text.empty?

    a = @random.rand(text.size)
    n = 1 + @random.rand(12)
    case @random.rand(5)
    when 0 then text[0, a] + (text[(a + n)..] || '')
    when 1 then text[0, a] + ODD[@random.rand(ODD.size)] + text[a..]
    when 2 then text[0, a] + text[a, n] + text[a..]
    when 3 then swap(text, a, @random.rand(text.size), n)
    else text[0, a] + ODD[@random.rand(ODD.size)] + (text[(a + 1)..] || '')
    end
  end

  def swap(text, a, b, n)
    a, b = [a, b].sort
    return text if b < a + n

    text[0, a] + text[b, n] + text[(a + n)...b] + text[a, n] +
      (text[(b + n)..] || '')
  end
end

# Texts that do not tell their language: each lexer's demo, as it is and after
# lines by which a language may be guessed.
def guessed(ours, on)
  heads = ['', "#!/bin/sh\n", "#!/usr/bin/env python3\n", "#! ruby -w\n",
           "\n<?xml version='1.0'?>\n<!DOCTYPE html>\n", "<!DOCTYPE svg>\n",
           "# -*- mode: ruby -*-\n", "/* vim: set ft=c : */\n",
           "// vi: ft=js\n", "<?php\n", "diff --git a/x b/x\n", "%YAML 1.2\n",
           "<html>\n",
           "# -*- coding: utf-8; mode: none -*-\n", "\\input{a}\n"]
  Rouge::Lexer.all.sum do |lexer|
    heads.count do |head|
      text = head + lexer.demo.to_s
      is = begin
        Rouge::Lexer.guess(source: text)
      rescue Rouge::Guesser::Ambiguous
        Rouge::Lexers::PlainText
      end
      wanted = on.include?(is.tag) ? theirs(is, text) : :plain
      bad = ours.html('guess', text) != wanted
      puts "guessed as #{is.tag}: #{text[0, 60].inspect}" if bad
      bad
    end
  end
end

options = { driver: 'build/tools/faimi_highlight', mutations: 200, seed: 1 }
OptionParser.new do |o|
  o.on('--driver PATH') { |v| options[:driver] = v }
  o.on('--mutations N', Integer) { |v| options[:mutations] = v }
  o.on('--seed N', Integer) { |v| options[:seed] = v }
  o.on('--texts DIR') { |v| options[:texts] = v }
  o.on('--only TAGS') { |v| options[:only] = v.split(',') }
  o.on('--verbose') { options[:verbose] = true }
end.parse!

ours = Ours.new(options[:driver])
failed = []
total = Hash.new(0)

(options[:only] || ours.tags).each do |tag|
  lexer = Rouge::Lexer.find(tag)
  texts = [lexer.demo]
  texts += Dir["#{options[:texts]}/#{tag}/*"].sort.map { |f| File.read(f) } if
    options[:texts]
  mutator = Mutator.new(options[:seed])
  same = differ = 0
  shown = nil
  whole = texts.select { |t| ours.html(tag, t) != theirs(lexer, t) }
  options[:mutations].times do
    text = mutator.mutate(texts[mutator.instance_variable_get(:@random)
                                        .rand(texts.size)])
    a = ours.html(tag, text)
    b = theirs(lexer, text)
    if a == b then same += 1
    else
      differ += 1
      shown = [text, b, a] if shown.nil? || text.size < shown[0].size
    end
  end
  total[:same] += same
  total[:differ] += differ
  bad = whole.any? || differ > 0.001 * options[:mutations]
  failed << tag if bad
  next unless bad || options[:verbose]

  puts format('%-18s %d of %d whole, %d of %d mutated differ', tag,
              whole.size, texts.size, differ, same + differ)
  shown = [whole[0], theirs(lexer, whole[0]), ours.html(tag, whole[0])] if
    whole.any? && !shown
  next unless shown && options[:verbose]

  puts "  text:  #{shown[0].inspect}"
  b = shown[1].to_s.lines
  a = shown[2].to_s.lines
  i = (0..[a.size, b.size].max).find { |k| a[k] != b[k] }
  puts "  Rouge: #{(b[i] || shown[1]).inspect}"
  puts "  ours:  #{(a[i] || shown[2]).inspect}"
end

puts "#{total[:same]} mutated texts equal, #{total[:differ]} not; " \
     "#{failed.size} languages below the bar: #{failed.join(' ')}"
wrong = options[:only] ? 0 : guessed(ours, ours.tags)
puts "#{wrong} languages guessed otherwise"
exit(failed.empty? && wrong.zero?)
