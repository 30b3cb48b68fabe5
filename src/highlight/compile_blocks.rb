# frozen_string_literal: true

# Rouge's rules have blocks of Ruby: "if the word is a keyword, this token,
# else that one; go to that state".  This file turns a block into code for
# faimi_hl_run.c: a tree of operations, in Ruby arrays.
#
# It is a partial evaluator.  What a block's text says without the text that is
# highlighted (constants, the lexer's lists of keywords, instance variables that
# nobody assigns) is evaluated here and now; what is left are some fifty
# operations.  Methods of the lexer are put in where they are called.  A block
# with anything else in it is refused, with the reason, and its lexer is left
# out as a whole: wrong colours are worse than none.

class Unsupported < StandardError; end

# A value that is known when the tables are made.
Known = Struct.new(:value)

# The match that a block is called with.
STREAM = Object.new

class BlockCompiler
  AST = RubyVM::AbstractSyntaxTree
  MAX_INLINE = 8
  MAX_INDEX = 0x7fffffff

  # Methods of known values that may be called now: they change nothing.
  PURE_ON_TEXT = %i[
    include? downcase upcase strip rstrip lstrip empty? length size start_with?
    end_with? to_sym to_s to_i chomp first last == != + nil?
  ].freeze

  # Calls on texts and lists that are only known later: operation, arguments.
  CALLS = {
    downcase: [:downcase, 0], upcase: [:upcase, 0], strip: [:strip, 0],
    rstrip: [:rstrip, 0], chomp: [:chomp, 0], empty?: [:empty, 0],
    length: [:length, 0], size: [:length, 0], nil?: [:is_nil, 0],
    first: [:first, 0], last: [:last, 0], pop: [:list_pop, 0],
    shift: [:list_shift, 0], any?: [:list_any, 0], start_with?: [:starts, 1],
    end_with?: [:ends, 1], include?: [:contains, 1], to_sym: [:same, 0],
    to_s: [:same, 0], squeeze: [:squeeze, 0], reset!: [:lexer_reset, 0],
    to_i: [:to_int, 0], split: [:split, 2]
  }.freeze

  OPERATORS = {
    :== => :eq, :!= => :ne, :< => :lt, :> => :gt, :<= => :le, :>= => :ge,
    :+ => :add, :- => :sub, :<< => :list_push, :=== => :eq
  }.freeze

  def initialize(lexer, instance, assigned)
    @lexer = lexer
    @instance = instance
    @assigned = assigned
    @locals = 0
  end

  attr_reader :locals

  # The code of a rule's block.
  def block(proc)
    ast = AST.of(proc)
    names = ast.children[0] || []
    env = { binding: proc.binding, vars: {}, depth: 0, once: once(ast) }
    env[:vars][names[0]] = STREAM if ast.children[1]&.children&.first == 1
    compile(ast.children[2], env)
  end

  # Code that always stands as code, also if its value is known.
  def code(thing)
    no('a hash') if thing.is_a?(Array) && thing[0] == :named
    return thing unless thing.is_a?(Known)

    literal(thing.value)
  end

  private

  def literal(value)
    case value
    when nil then [:nil]
    when true then [:true]
    when false then [:false]
    when Integer then [:int, value]
    when String then [:str, value]
    when Symbol then [:str, value.to_s]
    when Array then [:list, *value.map { |v| literal(v) }]
    when Hash then [:list, *value.to_a.flatten(1).map { |v| literal(v) }]
    when Class then class_literal(value)
    else no("a value of #{value.class}")
    end
  end

  def class_literal(value)
    return [:token, value.qualname] if value < Rouge::Token
    return [:lexer, value] if value < Rouge::Lexer

    no("the class #{value}")
  end

  def no(what)
    raise Unsupported, what
  end

  def known?(thing)
    thing.is_a?(Known)
  end

  def compile(node, env)
    return Known.new(nil) if node.nil?

    name = "on_#{node.type.to_s.downcase}"
    no("#{node.type} (line #{node.first_lineno})") unless
      respond_to?(name, true)
    send(name, node, env)
  end

  def on_scope(node, env)
    compile(node.children[2], env)
  end

  def on_block(node, env)
    parts = node.children.map { |child| compile(child, env) }
    last = parts.pop
    parts = parts.reject { |part| known?(part) }
    return last if parts.empty?

    [:seq, *parts, code(last)]
  end

  def on_begin(node, env)
    compile(node.children[0], env)
  end

  def on_nil(*) = Known.new(nil)
  def on_true(*) = Known.new(true)
  def on_false(*) = Known.new(false)
  def on_self(_node, env) = env[:self] || Known.new(@instance)

  def on_lit(node, _env) = Known.new(node.children[0])
  def on_errinfo(*) = no('$!')
  def on_str(node, _env) = Known.new(node.children[0])

  def on_const(node, env)
    Known.new(env[:binding].eval(node.children[0].to_s))
  end

  def on_colon2(node, env)
    base = compile(node.children[0], env)
    no('a constant of a value') unless known?(base)
    Known.new(base.value.const_get(node.children[1]))
  end

  def on_list(node, env)
    items = node.children.compact.map { |child| compile(child, env) }
    return Known.new(items.map(&:value)) if items.all? { |i| known?(i) }

    [:list, *items.map { |item| code(item) }]
  end

  def on_zlist(*) = [:list]

  # A hash is known, or stands for named arguments.
  def on_hash(node, env)
    pairs = (node.children[0]&.children || []).compact
    values = pairs.map { |child| compile(child, env) }
    if values.all? { |v| known?(v) }
      return Known.new(Hash[*values.map(&:value)])
    end

    named = values.each_slice(2).to_h { |key, value| [key.value, value] }
    [:named, named]
  end

  def on_dstr(node, env)
    first, *rest = node.children
    parts = [Known.new(first || '')]
    rest.compact.each do |child|
      (child.type == :LIST ? child.children.compact : [child]).each do |part|
        parts << compile(part, env)
      end
    end
    if parts.all? { |part| known?(part) }
      return Known.new(parts.map { |part| part.value.to_s }.join)
    end

    [:concat, *parts.map { |part| code(part) }]
  end

  def on_dsym(node, env)
    text = on_dstr(node, env)
    no('a computed name') unless known?(text)
    Known.new(text.value.to_sym)
  end

  def on_evstr(node, env)
    compile(node.children[0], env)
  end

  # -- variables

  def on_dvar(node, env)
    name = node.children[0]
    return env[:vars][name] if env[:vars].key?(name)
    if env[:binding].local_variable_defined?(name)
      return Known.new(env[:binding].local_variable_get(name))
    end

    no("the variable #{name}")
  end

  alias on_lvar on_dvar

  # The variables that are given a value in one place.
  def once(ast, counts = nil)
    top = counts.nil?
    counts ||= Hash.new(0)
    if %i[DASGN LASGN DASGN_CURR].include?(ast.type)
      counts[ast.children[0]] += 1
    end
    ast.children.flatten.grep(AST::Node).each { |child| once(child, counts) }
    top ? counts.select { |_, n| n == 1 }.keys.to_set : nil
  end

  def on_dasgn(node, env)
    assign(node.children[0], compile(node.children[1], env), env)
  end

  alias on_lasgn on_dasgn
  alias on_dasgn_curr on_dasgn

  # A variable that gets a value twice is not known.
  def assign(name, value, env)
    if known?(value) && env[:once]&.include?(name)
      env[:vars][name] = value
      return Known.new(nil)
    end

    slot = env[:vars][name]
    unless slot.is_a?(Array) && slot[0] == :local
      slot = [:local, @locals]
      @locals += 1
    end
    env[:vars][name] = slot
    [:set_local, slot[1], code(value)]
  end

  def on_ivar(node, _env)
    name = node.children[0]
    return Known.new(false) if name == :@debug

    value = @instance.instance_variable_get(name)
    if !@assigned.include?(name) && fixed?(value)
      return Known.new(value)
    end

    [:ivar, name]
  end

  def fixed?(value)
    case value
    when nil, true, false, Integer, String, Symbol, Set, Hash, Regexp then true
    when Class then true
    else false
    end
  end

  def on_iasgn(node, env)
    [:set_ivar, node.children[0], code(compile(node.children[1], env))]
  end

  def on_op_asgn_or(node, env)
    var = compile(node.children[0], env)
    [:or, code(var), code(compile(node.children[2], env))]
  end

  def on_op_asgn_and(node, env)
    var = compile(node.children[0], env)
    [:and, code(var), code(compile(node.children[2], env))]
  end

  # hash[key] += 1
  def on_op_asgn1(node, env)
    receiver, op, index, value = node.children
    hash = compile(receiver, env)
    key = code(arguments(index, env)[0])
    no('an assignment to []') if known?(hash) || !OPERATORS[op]
    [:pair_set, hash, key,
     [OPERATORS[op], [:pair_get, hash, key], code(compile(value, env))]]
  end

  # a, b = x
  def on_masgn(node, env)
    value, targets = node.children
    value = code(compile(value, env))
    slot = @locals
    @locals += 1
    code = [[:set_local, slot, value]]
    targets.children.compact.each_with_index do |target, i|
      item = [:at, [:local, slot], [:int, i]]
      code << case target.type
              when :DASGN, :LASGN, :DASGN_CURR
                assign(target.children[0], item, env)
              when :IASGN then [:set_ivar, target.children[0], item]
              else no("a target #{target.type}")
              end
    end
    [:seq, *code]
  end

  # -- control

  def on_if(node, env)
    branch(compile(node.children[0], env), node.children[1], node.children[2],
           env)
  end

  def on_unless(node, env)
    branch(compile(node.children[0], env), node.children[2], node.children[1],
           env)
  end

  def branch(condition, yes, no, env)
    if known?(condition)
      return compile(condition.value ? yes : no, env)
    end

    before = env[:vars].dup
    a = code(compile(yes, env))
    after = env[:vars].dup
    env[:vars].replace(before.merge(after) { |_, x, _y| x })
    b = code(compile(no, env))
    env[:vars].replace(after.merge(env[:vars]))
    [:if, condition, a, b]
  end

  def on_and(node, env) = logic(:and, node, env)
  def on_or(node, env) = logic(:or, node, env)

  def logic(op, node, env)
    a, *rest = node.children
    left = compile(a, env)
    rest.each do |b|
      if known?(left)
        decided = op == :and ? !left.value : left.value
        next if decided

        left = compile(b, env)
      else
        left = [op, left, code(compile(b, env))]
      end
    end
    left
  end

  def on_case(node, env)
    value = compile(node.children[0], env)
    slot = @locals
    @locals += 1
    [:seq, [:set_local, slot, code(value)],
     code(whens(node.children[1], [:local, slot], env))]
  end

  def whens(node, value, env)
    return compile(node, env) unless node&.type == :WHEN

    tests, body, rest = node.children
    test = tests.children.compact.map { |t| equal(compile(t, env), value) }
                .reduce { |a, b| [:or, a, b] }
    [:if, test, code(compile(body, env)), code(whens(rest, value, env))]
  end

  # when t: t === value
  def equal(test, value)
    if known?(test) && test.value.is_a?(Regexp)
      [:match, test.value, value]
    elsif known?(test) && test.value.is_a?(Proc)
      no('when with a proc')
    elsif known?(test) && test.value.is_a?(Set)
      [:in_set, test.value, value]
    else
      [:eq, code(test), value]
    end
  end

  def on_while(node, env)
    [:while, code(compile(node.children[0], env)),
     code(compile(node.children[1], env))]
  end

  def on_until(node, env)
    [:while, [:not, code(compile(node.children[0], env))],
     code(compile(node.children[1], env))]
  end

  # `next` ends a block, `return` a method: what comes after it is left out,
  # which is only right at the end of a branch.
  def on_next(node, env)
    no('next in a method') if env[:depth].positive?
    [:leave, code(compile(node.children[0], env))]
  end

  def on_return(node, env)
    no('return of a block') if env[:depth].zero?
    [:leave, code(compile(node.children[0], env))]
  end

  # -- matching

  def on_match2(node, env) = match(node.children[0], node.children[1], env)
  def on_match3(node, env) = match(node.children[0], node.children[1], env)

  def match(pattern, text, env)
    pattern = compile(pattern, env)
    text = compile(text, env)
    no('a pattern made of the text') unless known?(pattern)
    return Known.new(text.value =~ pattern.value) if known?(text)

    [:match, pattern.value, text]
  end

  # The syntax tree does not tell the options: the file does.
  def on_dregx(node, env)
    source = on_dstr(node, env)
    options = regexp_options(node, env)
    return Known.new(Regexp.new(source.value, options)) if known?(source)

    [:pattern, source, options]
  end

  def regexp_options(node, env)
    file = env[:binding].source_location[0]
    @files ||= {}
    lines = (@files[file] ||= File.readlines(file))
    line = lines[node.last_lineno - 1].byteslice(0, node.last_column)
    letters = line[/[a-z]*\z/]
    (letters.include?('i') ? Regexp::IGNORECASE : 0) |
      (letters.include?('m') ? Regexp::MULTILINE : 0) |
      (letters.include?('x') ? Regexp::EXTENDED : 0)
  end

  # begin ... rescue: what is rescued does not happen here.
  def on_rescue(node, env)
    compile(node.children[0], env)
  end
end

require_relative 'compile_calls'
require_relative 'compile_made'
require_relative 'compile_methods'
