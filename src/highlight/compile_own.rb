# frozen_string_literal: true

# Rouge's lexer of terminal sessions goes through its text line by line, in
# Ruby.  Here it is as rules, for its options' defaults: a line up to the first
# of $ # > ; is a prompt, and what comes after it is the shell's.
class ConsoleRules < Rouge::RegexLexer
  start do
    @lang = Rouge::Lexers::Shell.new(options)
    @lang.reset!
  end

  state :root do
    # <...> and ... stand for what was left out (ConsoleLexer#process_line).
    rule %r/[^\S\n]*(?:<[.]+>|[.]+)[^\S\n]*(?:\n|\z)/ do
      token Comment
      @lang.reset!
    end

    rule %r/[^\n]*?[$#>;]/, Generic::Prompt, :command

    rule %r/[^\n]+\n?|\n/ do
      @lang.reset!
      token Generic::Output
    end
  end

  state :command do
    rule %r/[^\S\n]*\n/, Text::Whitespace, :pop!

    rule %r/([^\S\n]*)([^\n]*\n?)/ do |m|
      token Text::Whitespace, m[1]
      delegate @lang, m[2]
      pop!
    end
  end
end

# A lexer of Rouge's that is taken as other rules.
OWN = { Rouge::Lexers::ConsoleLexer => ConsoleRules }.freeze

# Languages with options that are asked for in pages: lexers of their own here.
class PHPInline < Rouge::Lexers::PHP
  def initialize(options = {})
    super(options.merge('start_inline' => '1'))
  end
end

VARIANTS = { 'php?start_inline=1' => PHPInline,
             'php?start_inline=true' => PHPInline }.freeze

# Lexers whose tables do not give what Rouge gives, as t/conformance/highlight.t
# found: 5 of 100 texts with a quotation mark too many.
BELOW = { Rouge::Lexers::TCL => 'some texts come out differently' }.freeze
