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

  # Calls with a block: `push do`, a state of rules that are made of the text,
  # and `any?` over what is known.
  def on_iter(node, env)
    call, scope = node.children
    if call.type == :FCALL && call.children[0] == :push
      return [:push_dynamic, entries(scope.children[2], env)]
    end
    if call.type == :CALL && call.children[1] == :any?
      list = compile(call.children[0], env)
      return any(list.value, scope, env) if known?(list)
    end
    no("a block of #{call.children.grep(Symbol)[0]}")
  end

  def any(list, scope, env)
    name = scope.children[0][0]
    no('a long list') if list.size > 64
    list.map do |item|
      vars = env[:vars].merge(name => Known.new(item))
      code(compile(scope.children[2], env.merge(vars: vars)))
    end.reduce { |a, b| [:or, a, b] } || Known.new(false)
  end

  # -- states made while highlighting

  def entries(node, env)
    statements = node&.type == :BLOCK ? node.children : [node]
    statements.compact.flat_map { |statement| entry(statement, env) }
  end

  def entry(node, env)
    case node.type
    when :FCALL
      name, args = node.children
      return mixin_entry(args, env) if name == :mixin
      return rule_entry(args, nil, env) if name == :rule
    when :ITER
      return rule_entry(node.children[0].children[1], node.children[1], env)
    when :IF then return if_entry(node, env)
    end
    result = compile(node, env)
    known?(result) ? [] : [[:entry_do, result]]
  end

  def mixin_entry(args, env)
    [[:entry_mixin, state(arguments(args, env)[0])]]
  end

  def if_entry(node, env)
    condition = compile(node.children[0], env)
    yes, no = node.children[1..]
    return entries(condition.value ? yes : no, env) if known?(condition)

    [[:entry_if, condition, entries(yes, env), entries(no, env)]]
  end

  def rule_entry(args, scope, env)
    pattern, token, next_state = arguments(args, env)
    [[:entry_rule, *dynamic_pattern(pattern),
      scope ? inner_block(scope, env) : simple(token, next_state)]]
  end

  def simple(token, next_state)
    emit = [:emit, code(token), [:group, 0]]
    return emit if next_state.nil?

    name = next_state.value
    [:seq, emit, case name
                 when :pop! then [:pop, [:int, 1]]
                 when :push then [:push_top]
                 else [:push, name.to_sym]
                 end]
  end

  # The match of the rule that made the state is gone when one of its rules
  # runs.
  def inner_block(scope, env)
    vars = env[:vars].reject { |_, v| holds_match?(v) }
    names = scope.children[0] || []
    vars[names[0]] = STREAM if scope.children[1]&.children&.first == 1
    code(compile(scope.children[2], env.merge(vars: vars)))
  end

  def holds_match?(value)
    value.equal?(STREAM) || (value.is_a?(Array) && value[0] == :group)
  end

  # What is put into a pattern is a character of its own while the pattern is
  # translated: [line_start, [text or code, ...]].
  def dynamic_pattern(pattern)
    if known?(pattern)
      return [pattern.value.source.start_with?('^'),
              [PatternCompiler.translate(pattern.value)]]
    end
    no('a pattern') unless pattern[0] == :pattern

    holes = []
    source = parts(pattern[1]).map do |part|
      next part[1] if part[0] == :str

      holes << part
      (0xe000 + holes.size - 1).chr('UTF-8')
    end.join
    made = PatternCompiler.translate(Regexp.new(source, pattern[2]))
    [source.start_with?('^'),
     made.split(/([\ue000-\uf8ff])/).reject(&:empty?).map do |part|
       part.match?(/[\ue000-\uf8ff]/) ? holes[part.ord - 0xe000] : part
     end]
  end

  def parts(code)
    code[0] == :concat ? code[1..] : [code]
  end

  # -- calls

  def arguments(node, env)
    return [] if node.nil?

    no("arguments as #{node.type}") unless node.type == :LIST
    node.children.compact.map { |child| compile(child, env) }
  end

  def on_vcall(node, env)
    own_call(node.children[0], [], env)
  end

  def on_fcall(node, env)
    name, args = node.children
    return Known.new(nil) if name == :puts

    own_call(name, arguments(args, env), env)
  end

  # hash.values.all?(&:zero?)
  def all_zero(node, env)
    no('a block') unless node.children[1] == :all? &&
                         node.children[0].children[1] == :values
    [:pairs_zero, compile(node.children[0].children[0], env)]
  end

  # Ruby's `foo.bar baz` on whatever it is.
  def on_call(node, env)
    receiver, name, args = node.children
    return all_zero(node, env) if args&.type == :BLOCK_PASS

    receiver = compile(receiver, env)
    args = arguments(args, env)
    return stream_call(name, args) if receiver.equal?(STREAM)

    return known_call(receiver.value, name, args, env) if known?(receiver)

    type = list_type(receiver)
    if type && type.instance_methods(false).include?(name)
      return inline(type.instance_method(name), args, env, receiver)
    end
    later_call(receiver, name, args)
  end

  # The class of a list that an instance variable or a method makes.
  def list_type(code)
    code = code[1] if code[0] == :or
    return unless code[0] == :ivar

    @list_types ||= {}
    @list_types[code[1]]
  end

  def on_opcall(node, env)
    receiver, name, args = node.children
    receiver = compile(receiver, env)
    args = arguments(args, env)
    if known?(receiver) && args.all? { |a| known?(a) }
      return Known.new(receiver.value.public_send(name, *args.map(&:value)))
    end
    return [:not, receiver] if name == :!
    if name == :<= && token?(args[0])
      return kind_of_token(receiver, args[0].value)
    end

    if name == :=== && known?(receiver) && receiver.value.is_a?(Regexp)
      return [:match, receiver.value, args[0]]
    end

    op = OPERATORS[name] or no("the operator #{name}")
    [op, code(receiver), *args.map { |a| code(a) }]
  end

  def token?(thing)
    known?(thing) && thing.value.is_a?(Class) && thing.value < Rouge::Token
  end

  # token <= Name: Name or one of its kinds.
  def kind_of_token(token, kind)
    kinds = Rouge::Token.cache.values.select { |t| t <= kind }
    kinds.map { |t| [:eq, token, [:token, t.qualname]] }
         .reduce { |a, b| [:or, a, b] }
  end

  def stream_call(name, args)
    if name == :[] && known?(args[0]) && args[0].value.is_a?(Integer)
      return [:group, args[0].value]
    end

    no("the match's #{name}")
  end

  def known_call(value, name, args, env)
    return own_call(name, args, env) if value.equal?(@instance)

    if %i[include? key? has_key? member?].include?(name) && !known?(args[0])
      return in_set(value, args[0])
    end
    return known_at(value, args[0]) if name == :[] && !known?(args[0])
    return new_lexer(value, args) if name == :new && value.is_a?(Class)

    if name == :escape && value == Regexp && !known?(args[0])
      return [:escape, args[0]]
    end
    if name == :find_fancy && value == Rouge::Lexer
      return [:find_lexer, code(args[0]), code(args[1])]
    end

    if name == :match? && value.is_a?(Regexp) && !known?(args[0])
      return [:match, value, args[0]]
    end
    no("#{value.class}##{name} of what is not known") unless
      args.all? { |a| known?(a) }
    no("##{name}") if value.is_a?(Rouge::Lexer)

    Known.new(value.public_send(name, *args.map(&:value)))
  end

  def lexer?(value)
    value.is_a?(Class) && value < Rouge::Lexer
  end

  def new_lexer(value, args)
    return [:list] if value < Array

    no("#{value}.new") unless lexer?(value)
    options = args[0] ? args[0].value.to_h : {}
    if value == Rouge::Lexers::PlainText
      token = options[:token] || options['token'] || Rouge::Token::Tokens::Text
      return [:new_plain, [:token, token.qualname]]
    end
    no('a lexer with options') unless options.empty?
    [:new_lexer, value]
  end

  def in_set(value, item)
    case value
    when Set, Array then [:in_set, Set.new(value.map(&:to_s)), item]
    when Hash then [:in_set, Set.new(value.keys.map(&:to_s)), item]
    when String then [:contains, [:str, value], item]
    when Range then no('a range')
    else no("#{value.class}#include?")
    end
  end

  # A hash of texts by texts: a chain of comparisons is a table here.
  def known_at(value, item)
    no("#{value.class}#[]") unless value.is_a?(Hash)
    if value.size > 16
      return [:lookup, value.transform_keys(&:to_s), literal(value.default),
              item]
    end
    value.to_a.reverse.reduce(literal(value.default)) do |rest, (key, v)|
      [:if, [:eq, [:str, key.to_s], item], literal(v), rest]
    end
  end

  def later_call(receiver, name, args)
    if receiver == [:stack]
      return [:stack_size] if %i[size length].include?(name)

      no("the stack's #{name}")
    end
    return [:state_name] if receiver == [:top] && name == :name
    return [:list_push, receiver, code(args[0])] if name == :push
    if name == :[]
      return range_at(receiver, args[0]) if args.size == 1

      no('[] of two') if args.size != 1
    end
    if %i[match? =~ match].include?(name) && known?(args[0])
      return [:match, args[0].value, receiver]
    end

    if OPERATORS[name] && args.size == 1
      return [OPERATORS[name], receiver, code(args[0])]
    end
    op, n = CALLS[name]
    no("##{name}") if op.nil? || args.size != n
    [op, receiver, *args.map { |a| code(a) }]
  end

  # text[index], text[from..to]: [:sub_text, text, from, end], where the end is
  # the character after the last one.
  def range_at(receiver, index)
    if known?(index) && index.value.is_a?(Range)
      index = known_range(index.value)
    end
    if index.is_a?(Array) && index[0] == :range
      return [:sub_text, receiver, index[1], index[2]]
    end

    [:at, receiver, code(index)]
  end

  def known_range(range)
    from = range.begin.to_i
    to = range.end.nil? ? -1 : range.end
    no('a range from the end') if from.negative? || to < -1
    to = to == -1 && !range.exclude_end? ? MAX_INDEX : to
    to += 1 if to != MAX_INDEX && !range.exclude_end?
    [:range, [:int, from], [:int, to]]
  end

  def on_dot2(node, env)
    a, b = node.children.map { |child| compile(child, env) }
    if known?(a) && known?(b)
      return Known.new(Range.new(a.value, b.value))
    end

    [:range, code(a), until_end(b)]
  end

  # a..-1 and a.. reach to the end.
  def until_end(last)
    return [:int, MAX_INDEX] if known?(last) && [nil, -1].include?(last.value)

    [:add, code(last), [:int, 1]]
  end

  def on_dot3(node, env)
    a, b = node.children.map { |child| compile(child, env) }
    return Known.new(Range.new(a.value, b.value, true)) if
      known?(a) && known?(b)

    [:range, code(a), code(b)]
  end

  # -- the lexer's own methods

  def own_call(name, args, env)
    if env[:self] && name != :puts
      return later_call(env[:self], name, args)
    end
    return Known.new(@instance.options) if name == :options
    return [:clone] if name == :clone
    return [:fail] if name == :raise
    return parent if name == :parent && @lexer < Rouge::TemplateLexer

    handler = "do_#{name.to_s.tr('?!', 'qx')}"
    if Rouge::RegexLexer.method_defined?(name) && respond_to?(handler, true) &&
       @instance.method(name).owner == Rouge::RegexLexer
      return send(handler, args, env)
    end
    return Known.new(@lexer) if name == :class

    method_call(own_method(name), args, env)
  end

  # A method that makes a set of words once, in whatever way, is asked for it.
  def method_call(method, args, env)
    inline(method, args, env)
  rescue Unsupported
    raise unless args.empty?

    value = method.call
    raise unless value.is_a?(Set) || value.is_a?(Hash)

    Known.new(value)
  end

  # Made once, when it is first asked for; here before that.
  def parent
    @instance.parent
    @assigned << :@parent
    [:ivar, :@parent]
  end

  def do_token(args, _env)
    [:emit, code(args[0]), args[1] ? code(args[1]) : [:group, 0]]
  end

  def do_groups(args, _env)
    [:seq, *args.each_with_index.map do |token, i|
      [:emit, code(token), [:group, i + 1]]
    end]
  end

  def do_push(args, _env)
    return [:push_top] if args.empty?

    known?(args[0]) ? [:push, state(args[0])] : [:push_named, args[0]]
  end

  def do_popx(args, _env)
    [:pop, args.empty? ? [:int, 1] : code(args[0])]
  end

  def do_goto(args, _env) = [:goto, state(args[0])]
  def do_stack(_args, _env) = [:stack]
  def do_state(_args, _env) = [:top]
  def do_reset_stack(_args, _env) = [:reset_stack]
  def do_stateq(args, _env) = [:is_state, state_name(args[0])]
  def do_in_stateq(args, _env) = [:in_state, state_name(args[0])]

  def do_delegate(args, _env)
    [:delegate, code(args[0]), args[1] ? code(args[1]) : [:group, 0]]
  end

  def do_recurse(args, _env)
    [:delegate, [:lexer, @lexer], args[0] ? code(args[0]) : [:group, 0]]
  end

  def state(arg)
    no('a state by a computed name') unless known?(arg)
    name = arg.value
    name = name.name if name.is_a?(Rouge::RegexLexer::State)
    name.to_sym
  end

  # A name that is only asked for need not be a state.
  alias state_name state

  # The body of a method, with its parameters as variables; `itself` is whose
  # method it is, if it is not the lexer's.
  def inline(method, args, env, itself = nil)
    no("#{method.name} calls itself") if env[:depth] >= MAX_INLINE
    ast = AST.of(method)
    inner = { binding: method_binding(method.owner, method.source_location[0]),
              vars: {}, depth: env[:depth] + 1, self: itself, once: once(ast) }
    prelude = bind(ast, args, inner)
    result = compile(ast.children[2], inner)
    result = [:call, result] if leaves?(result)
    note_list_type(method, result)
    prelude.empty? ? result : [:seq, *prelude, code(result)]
  end

  # A method like `@register ||= Register.new` tells what the variable is.
  def note_list_type(method, result)
    return unless result.is_a?(Array) && result[0] == :or &&
                  result[1][0] == :ivar

    value = @lexer.new.send(method.name)
    return unless value.class < Array

    @list_types ||= {}
    @list_types[result[1][1]] = value.class
  rescue StandardError
    nil
  end

  # Constants are looked up where the method was written.
  def method_binding(owner, file)
    names = owner.name.split('::')
    open = names.each_index.map do |i|
      constant = Object.const_get(names[0..i].join('::'))
      "#{constant.is_a?(Class) ? 'class' : 'module'} #{names[i]}"
    end
    eval("#{open.join(';')};binding;#{'end;' * names.size}",
         TOPLEVEL_BINDING, file)
  end

  # The method that a call without a receiver means.
  def own_method(name)
    method = begin
      @instance.method(name)
    rescue NameError
      no("the method #{name}")
    end
    no("the method #{name}") if
      [Rouge::Lexer, Rouge::RegexLexer, Kernel].include?(method.owner)
    method
  end

  def leaves?(code)
    code.is_a?(Array) && (code[0] == :leave || code.any? { |c| leaves?(c) })
  end

  # Gives the parameters their values; returns the code for those that are
  # computed: they are computed once, as in Ruby.
  def bind(ast, args, inner)
    names = ast.children[0] || []
    required, _, optional = ast.children[1].children
    prelude = []
    names.first(required).each_with_index do |name, i|
      hold(name, args[i] || no('too few arguments'), inner, prelude)
    end
    at = required
    while optional
      name, default = optional.children[0].children
      hold(name, args[at] || compile(default, inner), inner, prelude)
      at += 1
      optional = optional.children[1]
    end
    if (keyword = ast.children[1].children[7])
      at += keywords(keyword, args[at], inner, prelude)
    end
    no('more arguments than parameters') if args.size > at
    prelude
  end

  def keywords(node, given, inner, prelude)
    values = given.nil? ? {} : given[1]
    if given && known?(given)
      values = given.value.transform_values { |v| Known.new(v) }
    end
    while node
      name, default = node.children[0].children
      hold(name, values[name] || compile(default, inner), inner, prelude)
      node = node.children[1]
    end
    given.nil? ? 0 : 1
  end

  def hold(name, value, inner, prelude)
    if known?(value) || value.equal?(STREAM) || value[0] == :group
      inner[:vars][name] = value
    else
      prelude << assign(name, value, inner)
    end
  end
end
