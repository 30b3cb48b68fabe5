# frozen_string_literal: true

# Calls: on values that are known the call is made here and now, on a text or a
# list that is known later it becomes an operation, and what is neither is
# refused.
class BlockCompiler
  private

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
end
