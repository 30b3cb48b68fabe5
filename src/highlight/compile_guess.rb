# frozen_string_literal: true

# How Rouge guesses a language by its text (Lexer.detect?, text_analyzer.rb):
# each lexer asks questions one after the other, of which each may decide.  A
# Probe stands for the text: it writes each question down as a pattern and
# answers as it was told to.  So a lexer's answers are found by asking it.
class Probe
  Question = Struct.new(:pattern, :yes)

  # Asks by a value that was captured, which no probe can give.
  KNOWN = {
    Rouge::Lexers::Racket =>
      [Question.new(/\A#lang\s*[^\n]*?(?:racket|scribble)/, true)]
  }.freeze

  DOCTYPE = /\A\s*(?:<\?(?m:.*?)\?>\s*)?<!DOCTYPE\s+(?=(?m:.+?)>)/

  # The questions of a lexer, each with what it decides.
  def self.questions(lexer)
    KNOWN.fetch(lexer) do
      list = []
      loop do
        probe = new(list.size)
        answer = Asking.during { lexer.detect?(probe) }
        return list if probe.asked.size <= list.size
        raise Unsupported, 'asks on' if probe.asked.size > list.size + 1

        list << Question.new(probe.asked.last, answer ? true : false)
      end
    end
  end

  attr_reader :asked

  # Says yes to the question of that number alone.
  def initialize(number)
    @number = number
    @asked = []
  end

  def ask(pattern)
    @asked << pattern
    @asked.size == @number + 1
  end

  def =~(other)
    ask(other)
  end

  def shebang?(match)
    ask(/\A\s*#![^\n]*?\b#{match}(?:\s|$)/)
  end

  def start_with?(text)
    ask(/\A#{Regexp.escape(text)}/)
  end

  def doctype?(type = nil)
    ask(type ? /#{DOCTYPE}[^>]*?#{type}/ : DOCTYPE)
  end

  # `pattern =~ text` asks, too, as long as a lexer is asked: a method of Ruby's
  # in the place of Regexp#=~ would not set the caller's $1.
  module Asking
    def self.during
      define_method(:=~) { |o| o.is_a?(Probe) ? o.ask(self) : super(o) }
      yield
    ensure
      remove_method(:=~)
    end
  end
  Regexp.prepend(Asking)
end
