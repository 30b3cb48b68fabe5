# frozen_string_literal: true

# Writes the lexers of Rouge as tables of C.
#
#     ruby compile.rb OUTPUT.c [--report FILE] [TAG...]
#
# Rouge (Debian's ruby-rouge) is needed to build the tables and not to use them.
# A lexer of which any part cannot be written is left out, and named with the
# reason in the report; TAG names the lexers to be tried, by default all.

require 'rouge'
require 'set'
require_relative 'compile_blocks'
require_relative 'compile_guess'
require_relative 'compile_patterns'
require_relative 'compile_tables'

# Each rule keeps what it was made of.
module Recorder
  attr_accessor :made_of

  module State
    def rule(regexp, token = nil, next_state = nil, &block)
      super
      @rules.last.extend(Recorder)
      @rules.last.made_of = [token, next_state, block]
    end
  end
end

Rouge::RegexLexer::StateDSL.prepend(Recorder::State)

require_relative 'compile_own'

# One lexer class on its way into the tables.
class LexerCompiler
  # Who does these in a way of his own is more than his rules.
  WHOLE = %i[lex continue_lex stream_tokens step stack state reset! push pop!
             goto token groups delegate recurse get_state].freeze

  Rule = Struct.new(:pattern, :line_start, :resume, :code)
  Result = Struct.new(:lexer, :states, :start, :locals, :ivars)

  def initialize(lexer)
    @lexer = lexer
  end

  def compile
    refuse_own_ways
    @instance = @lexer.new
    @blocks = BlockCompiler.new(@lexer, @instance, assigned)
    @ivars = {}
    @states = {}
    @queue = [:root]
    start = @lexer.start_procs.map { |b| names(@blocks.code(@blocks.block(b))) }
    @queue.concat(@lexer.state_definitions.keys) if named_states?
    start.unshift(*indentation)
    until @queue.empty?
      name = @queue.shift
      next if @states.key?(name)

      @states[name] = []
      flatten(@lexer.get_state(name), @states[name], nil)
    end
    Result.new(@lexer, @states, [:seq, *start, [:nil]], @blocks.locals,
               initial)
  end

  private

  def refuse_own_ways
    raise Unsupported, 'is no RegexLexer' unless @lexer < Rouge::RegexLexer

    own = WHOLE.reject do |name|
      [Rouge::RegexLexer, Rouge::Lexer, Rouge::Indentation]
        .include?(@lexer.instance_method(name).owner)
    end
    raise Unsupported, "has its own #{own.join(', ')}" unless own.empty?
  end

  # Lexers that go by indentation push states by names that they have kept.
  def named_states?
    @lexer < Rouge::Indentation
  end

  # Indentation#reset!
  def indentation
    return [] unless named_states?

    %i[@block_state @block_indentation].map do |name|
      names([:set_ivar, name, [:nil]])
    end
  end

  # Instance variables that some block or method gives a value.
  def assigned
    names = Set.new
    asts.each { |ast| assigned_in(ast, names) }
    names
  end

  def asts
    procs = @lexer.start_procs.to_a
    @lexer.state_definitions.each do |name, _|
      @lexer.get_state(name).rules.each do |rule|
        procs << rule.made_of[2] if rule.respond_to?(:made_of)
      end
    end
    methods = @lexer.ancestors.take_while { |c| c != Rouge::RegexLexer }
                    .flat_map { |c| c.instance_methods(false)
                                     .concat(c.private_instance_methods(false))
                                     .map { |m| c.instance_method(m) } }
    methods.reject! { |m| m.name == :initialize }
    (procs.compact + methods).map { |p| RubyVM::AbstractSyntaxTree.of(p) }
  end

  def assigned_in(node, names)
    return unless node.is_a?(RubyVM::AbstractSyntaxTree::Node)

    names << node.children[0] if node.type == :IASGN
    node.children.flatten.each { |child| assigned_in(child, names) }
  end

  # The rules of a state with those of its mixins in their places.  `resume`
  # is where a rule's state goes on when too many empty matches have been made:
  # after the mixin, and nowhere for the state's own.
  def flatten(state, rules, _outer)
    state.rules.each do |rule|
      if rule.is_a?(Rouge::RegexLexer::State)
        from = rules.size
        flatten(rule, rules, nil)
        rules[from..].each { |r| r.resume ||= rules.size }
      else
        rules << compile_rule(rule)
      end
    end
  end

  def compile_rule(rule)
    where = rule.made_of[2]&.source_location
    Rule.new(PatternCompiler.translate(rule.re), rule.beginning_of_line, nil,
             rule_code(*rule.made_of))
  rescue PatternCompiler::Refused, Unsupported => e
    at = where ? " (#{File.basename(where[0])}:#{where[1]})" : ''
    raise Unsupported, "#{e.message}#{at} in #{rule.re.inspect[0, 60]}"
  end

  def rule_code(token, next_state, block)
    return names(@blocks.code(@blocks.block(block))) if block

    emit = [:emit, [:token, token.qualname], [:group, 0]]
    names(case next_state
          when nil then emit
          when :pop! then [:seq, emit, [:pop, [:int, 1]]]
          when :push then [:seq, emit, [:push_top]]
          else [:seq, emit, [:push, next_state.to_sym]]
          end)
  end

  # Finds the states and variables that a code names.
  def names(code)
    return code unless code.is_a?(Array)

    case code[0]
    when :push, :goto, :entry_mixin then @queue << code[1]
    when :ivar, :set_ivar then @ivars[code[1]] ||= @ivars.size
    end
    code.each { |part| names(part) }
    code
  end

  # What the variables are before `start`.
  def initial
    @ivars.keys.map do |name|
      value = @instance.instance_variable_get(name)
      case value
      when Rouge::Lexer
        plain = value.options.empty? || value.options == @instance.options
        raise Unsupported, "#{name} is a lexer with options" unless plain

        [name, [:new_lexer, value.class]]
      else
        [name, @blocks.code(Known.new(value))]
      end
    end
  end
end

output = ARGV.shift or abort 'usage: compile.rb OUTPUT.c [--report FILE] [TAG]'
report = ARGV[0] == '--report' ? ARGV.shift(2)[1] : nil
wanted = ARGV.empty? ? nil : ARGV.to_set

done = {}
left_out = {}
(Rouge::Lexer.all.sort_by(&:tag) + VARIANTS.values.uniq).each do |lexer|
  next if wanted && !wanted.include?(lexer.tag)

  begin
    raise Unsupported, BELOW[lexer] if BELOW.key?(lexer)

    done[lexer] = LexerCompiler.new(OWN.fetch(lexer, lexer)).compile
  rescue Unsupported => e
    left_out[lexer] = e.message
  rescue StandardError => e
    left_out[lexer] = "#{e.class}: #{e.message[0, 200]} #{e.backtrace[0]}"
  end
end

tables = Tables.new(done, left_out)
File.write(output, tables.c)
lines = tables.left_out.map { |lexer, why| "#{lexer.tag}: #{why}" }
File.write(report, lines.sort.join("\n") + "\n") if report
warn "#{tables.lexers.size} lexers, #{lines.size} left out"
