# frozen_string_literal: true

# The lexer's own methods: those of RegexLexer that a rule works by (token,
# push, delegate) are operations, and those that a lexer adds are put in where
# they are called, with their arguments as variables.
class BlockCompiler
  private

  def own_call(name, args, env)
    if env[:self] && name != :puts
      return later_call(env[:self], name, args)
    end
    return Known.new(@instance.options) if name == :options
    if name == :clone
      no('#clone of a lexer with variables') unless @assigned.empty?
      return [:clone]
    end
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
