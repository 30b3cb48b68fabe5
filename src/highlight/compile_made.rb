# frozen_string_literal: true

# States that a block makes while it runs (`push do rule ... end`), and the
# other calls with a block of their own: entries of rules whose patterns have
# parts that are only known then.
class BlockCompiler
  private

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
end
