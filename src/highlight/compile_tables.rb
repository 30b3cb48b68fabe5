# frozen_string_literal: true

require 'digest'

# The tables of C: what LexerCompiler made, numbered and written.  Lexers that
# need one that is left out are left out themselves.
class Tables
  HEADER = File.read(File.join(__dir__, 'faimi_hl_ops.h'))
  OPS = HEADER[/typedef enum \{(.*?)FAIMI_HL_OPS/m, 1].scan(/FAIMI_HL_(\w+)/)
              .flatten.each_with_index.to_h { |n, i| [n.downcase.to_sym, i] }

  attr_reader :lexers, :left_out

  def initialize(lexers, left_out)
    @lexers = lexers
    @left_out = left_out
    leave_out_dependants
    @numbers = @lexers.keys.each_with_index.to_h
    @code = []
    @patterns = {}
    @texts = {}
    @tokens = { 'Text' => 0, 'Error' => 1 }
    @sets = {}
    @words = []
    @rules = []
    @states = []
    @rows = @lexers.map { |lexer, result| lexer_row(lexer, result) }
    @questions = question_rows
    @modes = Rouge::Guessers::Modeline::MODELINES.map { |re| search(re) }
  end

  def c
    text = arrays
    version = "#{Rouge.version}+#{Digest::SHA256.hexdigest(text)[0, 8]}"
    <<~C
      /* Written by src/highlight/compile.rb from Rouge #{Rouge.version}. */

      #include "faimi_hl_ops.h"

      #{text}
      const faimi_hl_tables_t  faimi_hl_tables = {
          "#{version}", patterns, rules, states, lexers, names, questions,
          modes, sets, words, texts, tokens, code, #{@patterns.size},
          #{@states.size}, #{@rows.size}, #{name_rows.size}, #{@questions.size}
      };
    C
  end

  private

  def arrays
    sets = @sets.values.map { |set| braces(set.first(2)) }
    [['faimi_hl_pattern_t', 'patterns', pattern_rows],
     ['faimi_hl_rule_t', 'rules', @rules],
     ['faimi_hl_state_t', 'states', @states],
     ['faimi_hl_lexer_t', 'lexers', @rows],
     ['faimi_hl_name_t', 'names', name_rows],
     ['faimi_hl_question_t', 'questions', @questions],
     ['int32_t', 'modes', @modes],
     ['faimi_hl_set_t', 'sets', sets],
     ['faimi_slice_t', 'words', @words.map { |w| slice(w) }],
     ['faimi_slice_t', 'texts', @texts.keys.map { |t| slice(t) }],
     ['char *const', 'tokens', token_rows],
     ['int32_t', 'code', @code]].map { |row| array(*row) }.join("\n")
  end

  def leave_out_dependants
    loop do
      gone = @lexers.select do |_, result|
        (used(result) - @lexers.keys).any?
      end
      break if gone.empty?

      gone.each do |lexer, result|
        missing = (used(result) - @lexers.keys).map(&:tag).join(', ')
        @left_out[lexer] = "needs #{missing}"
        @lexers.delete(lexer)
      end
    end
  end

  def used(result)
    list = []
    codes = result.states.values.flatten.map(&:code)
    codes << result.start
    codes.concat(result.ivars.map(&:last))
    find_lexers(codes, list)
    list.uniq
  end

  def find_lexers(code, list)
    if code.is_a?(Class) && code < Rouge::Lexer
      list << code
    elsif code.is_a?(Array)
      code.each { |part| find_lexers(part, list) }
    end
  end

  def lexer_row(lexer, result)
    @state_numbers = result.states.keys.each_with_index.to_h
    @ivar_numbers = result.ivars.map(&:first).each_with_index.to_h
    first = @states.size
    result.states.each { |name, rules| state_row(name, rules) }
    init = [:seq, *result.ivars.map { |n, v| [:set_ivar, n, v] }, [:nil]]
    braces([quote(lexer.tag.to_s), first, result.states.size, put(result.start),
            put(init), result.locals, result.ivars.size])
  end

  def state_row(name, rules)
    first = @rules.size
    rules.each do |rule|
      @rules << braces([pattern(rule.pattern, false), put(rule.code),
                        rule.resume || -1, rule.line_start])
    end
    @states << braces([quote(name.to_s), first, rules.size])
  end

  # Code is put down once however often it is used.
  def put(code)
    flat = flatten(code)
    @put ||= {}
    @put[flat] ||= begin
      at = @code.size
      @code.concat(flat)
      at
    end
  end

  def flatten(code)
    op, *args = code
    return lookup(*args) if op == :lookup

    number = OPS.fetch(op)
    case op
    when :int, :local, :group then [number, args[0]]
    when :str then [number, text(args[0])]
    when :token then [number, token(args[0])]
    when :lexer, :new_lexer then [number, @numbers.fetch(args[0])]
    when :ivar then [number, @ivar_numbers.fetch(args[0])]
    when :set_ivar
      [number, @ivar_numbers.fetch(args[0]), *flatten(args[1])]
    when :set_local then [number, args[0], *flatten(args[1])]
    when :push, :goto then [number, @state_numbers.fetch(args[0])]
    when :is_state, :in_state
      [number, @state_numbers.fetch(args[0], -1)]
    when :list, :concat, :seq
      [number, args.size, *args.flat_map { |a| flatten(a) }]
    when :if
      condition, yes, no = args.map { |a| flatten(a) }
      [number, yes.size, no.size, *condition, *yes, *no]
    when :and, :or
      a, b = args.map { |x| flatten(x) }
      [number, b.size, *a, *b]
    when :while
      a, b = args.map { |x| flatten(x) }
      [number, a.size, b.size, *a, *b]
    when :call
      body = flatten(args[0])
      [number, body.size, *body]
    when :in_set then [number, set(args[0]), *flatten(args[1])]
    when :match
      [number, search(args[0]), *flatten(args[1])]
    when :push_dynamic
      entries = args[0].flat_map { |e| entry(e) }
      [number, entries.size, args[0].size, *entries]
    else [number, *args.flat_map { |a| flatten(a) }]
    end
  end

  def entry(entry)
    op, *args = entry
    number = OPS.fetch(op)
    case op
    when :entry_mixin then [number, @state_numbers.fetch(args[0])]
    when :entry_do then [number, *flatten(args[0])]
    when :entry_rule
      line_start, parts, code = args
      body = flatten(code)
      [number, line_start ? 1 : 0, parts.size,
       *parts.flat_map { |p| flatten(p.is_a?(String) ? [:str, p] : p) },
       body.size, *body]
    when :entry_if
      yes = args[1].flat_map { |e| entry(e) }
      no = args[2].flat_map { |e| entry(e) }
      [number, yes.size, args[1].size, no.size, args[2].size,
       *flatten(args[0]), *yes, *no]
    end
  end

  # A hash of texts: the place of the key in a sorted set, and a list.
  def lookup(hash, default, item)
    flatten(hash.sort.reverse.reduce(default) do |rest, (key, value)|
      v = value.is_a?(Class) ? [:token, value.qualname] : [:str, value.to_s]
      [:if, [:eq, [:str, key], item], v, rest]
    end)
  end

  def text(value)
    @texts[value] ||= @texts.size
  end

  def token(name)
    @tokens[name] ||= @tokens.size
  end

  def pattern(source, search)
    @patterns[[source, search]] ||= @patterns.size
  end

  # A pattern that is looked for anywhere.
  def search(regexp)
    pattern(PatternCompiler.translate(regexp), true)
  end

  def set(set)
    words = set.map(&:to_s).uniq.sort_by(&:b)
    (@sets[words] ||= begin
      first = @words.size
      @words.concat(words)
      [first, words.size, @sets.size]
    end)[2]
  end

  def pattern_rows
    @patterns.keys.map do |source, search|
      braces([quote(source), source.bytesize, search])
    end
  end

  def name_rows
    Rouge::Lexer.send(:registry).merge(VARIANTS)
                .sort_by { |name, _| name.b }
                .map { |name, lexer| braces([quote(name), number(lexer)]) }
  end

  # FAIMI_HL_PLAIN, FAIMI_HL_LEFT_OUT
  def number(lexer)
    lexer == Rouge::Lexers::PlainText ? -2 : @numbers.fetch(lexer, -1)
  end

  def question_rows
    asking = Rouge::Lexer.all.select(&:detectable?)
    asking.each_with_index.flat_map do |lexer, group|
      Probe.questions(lexer).map do |q|
        braces([group, number(lexer), search(q.pattern), q.yes])
      end
    end
  end

  def token_rows
    @tokens.keys.map { |name| quote(Rouge::Token[name].shortname) }
  end

  def array(type, name, rows)
    rows = ['0'] if rows.empty?
    "static const #{type}  #{name}[] = {\n    #{rows.join(",\n    ")}\n};\n"
  end

  def braces(row)
    "{ #{row.first(row.size).join(', ')} }"
  end

  def slice(text)
    "{ #{quote(text)}, #{text.bytesize} }"
  end

  def quote(text)
    chars = text.b.each_char.map do |c|
      case c
      when '"' then '\\"'
      when '\\' then '\\\\'
      when '?' then '\\?'
      when /[ -~]/n then c
      else format('\\%03o', c.ord)
      end
    end
    "\"#{chars.join}\""
  end
end
