# Random documents out of the constructs of the dialect, the same for a seed.
# Most of it is what pages have; some of it is noise at the seams.

class RandomText
  WORDS = (%w[alpha beta gamma Delta the of and workshop 2025 paper's "quoted"
             it's naïve Über AI-based a_b_c x*y 1st (see) [note] e.g. -- ...
             AT&T &amp; &copy; <b>bold</b> R&D 10% #1 C++ foo@bar.org
             http://x.org/a_b don't '90s --- << >> 3*4*5 _u_ ML HTML
             ML-based *ML* "ML" MLs über-ML 日本 語 Ω ﬁ ‘q’ … — &#8212;
             ÄÖ É. &mdash; &laquo; &#x2014; &ldquo; İI] +
          ["\u00a0", "\u200b", "\u0301e", "\u{1f44d}", "\u3000x"]).freeze

  def initialize(seed)
    @r = Random.new(seed)
    @depth = 0
  end

  def text
    count = 1 + rand(6)
    parts = (0...count).map { block }
    parts << definitions if rand(3).zero?
    finished(parts.map { |p| p + separator }.join)
  end

  private

  # Line ends, tabs and the last line as editors leave them.
  def finished(text)
    case rand(16)
    when 0 then text.gsub("\n", "\r\n")
    when 1 then text.gsub(/^    /, "\t")
    when 2 then text.sub(/\n+\z/, '')
    when 3 then text.gsub(/(?<=\w)\n/, "  \n")
    when 4 then text.gsub(/\n/) { rand(9).zero? ? "\r" : "\n" }
    when 5 then text.gsub(/^/) { rand(9).zero? ? pick([' ', '  ', "\t"]) : '' }
    else text
    end
  end

  def rand(n)
    @r.rand(n)
  end

  def pick(list)
    list[rand(list.size)]
  end

  def words(max = 8)
    (0..rand(max)).map { span }.join(pick([' ', ' ', ' ', ' ', "\n", '  ']))
  end

  def plain
    (0..rand(4)).map { pick(WORDS) }.join(' ')
  end

  def separator
    pick(["\n\n", "\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n  \n",
          "\n{: .cls}\n\n", "\n{: #idx title=\"t\"}\n", "\n^\n",
          "\n{:r}\n\n", "\n\n{: .next}\n", "\n^\n\n", "\n{:toc}\n\n",
          "\n   \n\t\n", "\n{: .a}\n{: .b #c}\n"])
  end

  SPANS = %i[word word word word word word emphasis strong code link image
             html strike quote math note escape ial raw comment autolink
             reference brk entity noise tagged abbr].freeze

  def span
    return pick(WORDS) if @depth > 3

    @depth += 1
    send("span_#{pick(SPANS)}")
  ensure
    @depth -= 1 if @depth.positive?
  end

  def inner
    (0..rand(2)).map { span }.join(' ')
  end

  def span_word = pick(WORDS)

  def span_emphasis
    m = pick(%w[* _])
    "#{m}#{inner}#{m}"
  end

  def span_strong
    m = pick(%w[** __ *** ___])
    "#{m}#{inner}#{m}"
  end

  def span_code = pick(['`code`', '`` a ` b ``', '`a|b`', '`<x>`', '` x `'])

  def span_link
    pick(["[#{inner}](http://x.org)", "[#{inner}](/a \"title\")",
          "[#{inner}](</a b>)", "[#{inner}](x_(y))", "[#{inner}][ref]",
          "[#{inner}][]", '[ref]', "[#{inner}](u 'it')", "[#{inner}]()"])
  end

  def span_image = pick(["![alt *x*](/i.png)", '![a](/i.png "t")', '![ref]'])

  def span_html
    name = pick(%w[b span i sup a code small font div u])
    attr = pick(['', ' class="k"', " id='q'", ' title="a &amp; b"', ' hidden'])
    pick(["<#{name}#{attr}>#{inner}</#{name}>", '<br>', '<br />',
          '<img src="a.png">', "<#{name}>", "</#{name}>",
          "<#{name} markdown=\"0\">#{inner}</#{name}>"])
  end

  def span_strike = pick(["~~#{inner}~~", '~x~', '~~ x ~~'])

  def span_quote = pick(["\"#{inner}\"", "'#{inner}'", "\"'a' b\"", "\"*x*\""])

  def span_math
    pick(['$$a_1 * b$$', '$5', '$$', '$$<x> & *y*$$', '$$a$$$',
          "$$a\nb$$", '$$ a $$ b $$'])
  end

  # An attribute list behind anything.
  def span_tagged
    "#{span}{:#{pick([' .t', '.t', ' #i', ' r', ' a="b"', "a='{b'", ' .c .d',
                      'standalone', ' title="&amp;"', ' x', ''])}}"
  end

  def span_abbr
    m = pick(['*', '**', '"', "'", '(', '_', '`', '[', ''])
    "#{m}#{pick(%w[ML HTML])}#{m.tr('([', ')]')}"
  end

  def span_note = pick(['[^1]', '[^n]', '[^none]'])

  def span_escape = "\\#{pick(%w[* _ ` [ ] ( # \\ | " ' < ~ $ a : - .])}"

  def span_ial
    pick(['*x*{: .c}', '`y`{: .d}', '[l](u){:target="_blank"}',
          'z{: .e}'])
  end

  def span_raw = pick(['{::nomarkdown}<i>*x*</i>{:/}', '{::comment}c{:/}'])

  def span_comment = '<!-- c *x* -->'

  def span_autolink = pick(['<http://y.org/?a=1&b=2>', '<me@x.org>'])

  def span_reference
    pick(['[Ref]', '[text][ref]', '[two words]', '[x][none]'])
  end

  def span_brk = pick(["x  \ny", "x\\\\\ny", "x\\\ny", "x\ny"])

  def span_entity = pick(['&nbsp;', '&lt;', '&#233;', '&#x41;', '&bogus;', '&'])

  def span_noise = pick(['*', '_', '**', '`', '[', ']', '(', ')', '<', '>',
                         '|', '!', '{:', '}', '"', "'", '~~', '\\', '$$', ':'])

  BLOCKS = %i[paragraph paragraph paragraph header header list list olist
              quote code fence table html html htmlspan rule math dl setext
              toc extension task ald lazy markup markup deflist notes
              items].freeze

  def block
    @depth += 1
    return words if @depth > 4

    send("block_#{pick(BLOCKS)}")
  ensure
    @depth -= 1
  end

  def block_paragraph = words(14)

  def block_header
    "#{'#' * (1 + rand(6))}#{pick([' ', ' ', ' ', ''])}#{plain}" \
      "#{pick(['', '', '', ' ##', ' {#own-id}', " #{inner}"])}"
  end

  def block_setext = "#{words(4).tr("\n", ' ')}\n#{pick(%w[=== --- - =])}"

  def indent(text, by)
    text.gsub(/\n(?=.)/, "\n#{' ' * by}")
  end

  def items(marks)
    gap = pick(["\n", "\n", "\n", "\n\n"])
    (0..rand(4)).map do
      mark = pick(marks)
      space = pick([' ', ' ', ' ', '  ', "\t", '   '])
      body = words(5)
      body += "\n#{pick(['', "\n"])}#{block}" if rand(4).zero?
      width = pick([mark.size + space.size, mark.size + space.size, 2, 4, 0])
      "#{pick(['', '', '', ' ', '  '])}#{mark}#{space}#{indent(body, width)}"
    end.join(gap)
  end

  def block_list = items([pick(%w[- * +])])

  def block_olist = items(%w[1. 2. 10.])

  def block_task = "- [ ] #{plain}\n- [x] #{plain}\n- #{plain}"

  def block_quote
    block.gsub(/^/, pick(['> ', '>', '> ', ' > ']))
         .sub(/\n> /) { pick(["\n", "\n> "]) }
  end

  def block_code = block.gsub(/^(?=.)/, '    ')

  def block_fence
    f = pick(['```', '~~~', '````'])
    "#{f}#{pick(['', 'python', ' ruby', 'nolang', ' a b', 'php?x=1'])}\n" \
      "#{block}\n#{pick([f, f, f, "#{f}`", ''])}"
  end

  def row(n)
    cells = (0...n).map do
      pick([plain, inner.tr("\n", ' '), '', '`a|b`', 'x \\| y'])
    end
    pick(['| ', '|', '']) + cells.join(pick([' | ', '|'])) +
      pick([' |', '|', ''])
  end

  def block_table
    n = 1 + rand(3)
    rows = (0..(1 + rand(3))).map { row(n) }
    divider = (['|'] * (n + 1)).join(pick(%w[--- :-- --: :-: -]))
    rows.insert(rand(2), divider)
    rows.insert(-2, '|===') if rand(6).zero?
    rows.insert(-2, '|---') if rand(6).zero?
    rows.join("\n")
  end

  def block_html
    name = pick(%w[div p section table center details ul h3 pre script foo])
    md = pick(['', '', '', ' markdown="1"', ' markdown="span"', ' class="c"'])
    body = pick([words(5), block, "\n#{block}\n",
                 "\n#{words(3)}\n\n#{words(3)}\n",
                 "<p>#{inner}</p>", "\n<b>#{inner}</b>\n", ''])
    pick(["<#{name}#{md}>#{body}</#{name}>", "<#{name}#{md}>#{body}",
          "<#{name}#{md}>\n#{body}\n</#{name}>", "<!-- #{body} -->", '<hr>',
          "<#{name}#{md}>#{body}</#{name}> #{inner}", "</#{name}>"])
  end

  def block_htmlspan = "#{span_html}#{pick([' ', "\n"])}#{words(4)}"

  # Lines that go on without the mark of their block.
  def block_lazy
    "#{pick(['> ', '- ', '1. ', "x\n: ", '>', '> > ', '> - '])}" \
      "#{words(4)}\n#{pick(['', ' ', '   '])}#{words(4)}" \
      "#{pick(['', "\n> #{plain}", "\n#{block}"])}"
  end

  TAGS = %w[div p section ul ol li dl dt dd table thead tbody tfoot tr th td
            blockquote h2 pre code em strong b i a span br hr img article
            figure figcaption details summary textarea select option script
            style math button form label].freeze

  # HTML in HTML, with what may be between tags.
  def markup(depth)
    return pick([plain, inner, ' ', "\n", '&lt;', "a\n  b", '']) if depth.zero?

    name = pick(TAGS)
    attr = pick(['', '', '', ' class="k"', ' style="text-align: left"',
                 ' style="color: red; text-align:  center"', ' href="/u"',
                 ' markdown="1"', ' type="math/tex; mode=display"',
                 ' class="language-ruby highlighter-x"', " id='q' hidden"])
    gap = pick(['', "\n", "\n  ", ' ', "\n\n"])
    body = (0..rand(3)).map { markup(depth - 1) }.join(gap)
    pick(["<#{name}#{attr}>#{gap}#{body}#{gap}</#{name}>",
          "<#{name}#{attr}>#{gap}#{body}#{gap}</#{name}>",
          "<#{name}#{attr}>#{body}</#{name}>", "<#{name}#{attr} />",
          "<#{name}>#{body}", "<!-- #{name} -->",
          "<#{name.upcase}>#{body}</#{name}>"])
  end

  def markup_table
    n = pick([1, 2])
    gap = pick(['', "\n", "\n  "])
    cell = lambda do |name, style|
      "<#{name}#{style}>#{markup(rand(2))}</#{name}>"
    end
    row = lambda do |name|
      style = pick(['', '', ' style="text-align: right"'])
      "<tr>#{(0...n).map { cell.call(name, style) }.join(gap)}</tr>"
    end
    rows = (0..rand(3)).map { row.call('td') }.join(gap)
    head = "<thead>#{row.call('th')}</thead>#{gap}"
    "<table#{pick(['', ' class="t"'])}>#{gap}" \
      "#{pick([rows, "#{head}<tbody>#{rows}</tbody>", "<tbody>#{rows}</tbody>",
               head + rows])}#{gap}</table>"
  end

  def block_markup
    pick([markup(1 + rand(3)), markup(1 + rand(3)), markup_table,
          "#{markup(2)}\n#{words(3)}", "#{words(2)} #{markup(2)} #{words(2)}",
          "- #{indent(markup(2), 2)}", "> #{markup(2).gsub("\n", "\n> ")}"])
  end

  # Definitions with several blocks, and within others.
  def block_deflist
    terms = (0..rand(1)).map { plain }.join("\n")
    body = pick([words(4), block])
    more = pick(['', "\n\n#{block}", "\n\n: #{block}"])
    "#{terms}\n#{pick(['', "\n"])}#{pick(['', ' ', '  '])}:" \
      "#{pick([' ', '   ', "\t"])}#{indent(body + more, pick([4, 4, 2, 3]))}"
  end

  def block_notes
    "[^#{pick(%w[1 n])}]:#{pick([' ', '', "\n\n    "])}" \
      "#{indent(block, pick([4, 4, 2, 0]))}" \
      "#{pick(['', "\n\n    #{indent(block, 4)}"])}"
  end

  # Items with attribute lists, and blocks of all kinds in them.
  def block_items
    mark = pick(%w[- * + 1.])
    (0..rand(2)).map do
      ial = pick(['', '', '{: .i} ', '{:.i #j}', '{:r} ', '{:#i}'])
      "#{mark} #{ial}#{indent(block, pick([mark.size + 1, mark.size + 1, 4]))}"
    end.join(pick(["\n", "\n\n", "\n^\n"]))
  end

  def block_rule = pick(['---', '***', '* * *', '___', '- - -'])

  def block_math = pick(["$$\nx_1\n$$", '$$a$$', '\\$$b$$'])

  def block_dl
    more = pick(['', "\n    #{plain}\n", ": #{plain}\n"])
    "#{plain}\n#{pick(['', "\n"])}: #{words(4)}\n#{more}"
  end

  def block_toc = pick(["* toc\n{:toc}", "1. x\n{:toc}", "* f\n{:footnotes}"])

  def block_extension
    pick(["{::comment}\n#{inner}\n{:/comment}",
          "{::nomarkdown}\n<b>*x*</b>\n{:/}",
          "{::options auto_ids=\"false\" /}", '{:/}',
          '{::options parse_block_html="true" /}',
          '{::options html_to_native="true" /}',
          '{::options hard_wrap="true" footnote_nr="3" /}',
          '{::options header_offset="1" toc_levels="2..3" /}',
          '{::comment /}', "{::nomarkdown type=\"latex\"}x{:/}"])
  end

  def block_ald
    pick(['{:r: .rc #rid}', '{: r}', '{: .before}', '{:r: r2 .x}',
          '{:r2: title="it\'s" .y}', "{:r: .a\n .b}"])
  end

  def definitions
    pick(["[ref]: /ref 'Title'", '[two words]: <http://z.org>',
          "[^1]: #{words(4)}", "[^n]: #{plain}\n\n    #{plain}",
          '*[ML]: Machine Learning', "*[HTML]: Hyper\n*[ML]:",
          "[ref]: /r\n{: .lnk}\n[^1]: x\n[^n]: y"])
  end
end


# Lines of several documents mixed, and a few characters changed.
class Mutation
  NOISE = ["\n", ' ', '    ', "\t", '*', '**', '_', '`', '[', ']', '(', ')',
           '"', "'", '<', '>', '|', '{:', '}', '-', '#', '\\', '~~', '$$', '&',
           '!', ':', '^', '1.', '<b>', '</b>', '<div>', '</div>', '  ', '=',
           '{: .x}', '[^1]', '> ', '- ', '* ', ': ', 'x', "\n\n", '```'].freeze

  def initialize(corpus, seed)
    @r = Random.new(seed)
    @corpus = corpus
  end

  def text
    lines = []
    (1 + @r.rand(3)).times do
      from = @corpus[@r.rand(@corpus.size)].lines
      at = @r.rand([from.size, 1].max)
      part = from[at, 1 + @r.rand(8)].to_a
      if @r.rand(5).zero?
        part = part.map { |l| ['> ', '  ', '    ', '- '][@r.rand(4)] + l }
      end
      lines.insert(@r.rand(lines.size + 1), *part)
    end
    change(lines.join)
  end

  private

  def change(text)
    chars = text.chars
    @r.rand(4).times do
      at = @r.rand(chars.size + 1)
      case @r.rand(3)
      when 0 then chars.insert(at, NOISE[@r.rand(NOISE.size)])
      when 1 then chars.delete_at(at)
      else chars[at] = NOISE[@r.rand(NOISE.size)]
      end
    end
    chars.compact.join
  end
end


# Pieces of markup one after the other, without any sense.
class Soup
  PIECES = ["\n", "\n", "\n", "\n\n", "\n\n", ' ', ' ', ' ', '  ', '    ', "\t",
            'a', 'b', 'word', 'é', '1', '2.', '*', '*', '**', '_', '__', '`',
            '``', '```', '~~~', '~~', '~', '[', ']', '(', ')', '![', '](u)',
            '[r]', '[r]: /u', '[^1]', '[^1]: ', '*[a]: t', '<', '</', '>',
            '<b>', '</b>', '<div>', '</div>', '<p>', '</p>', '<br>',
            '<img x="y">', "<a href='b'>", '</a>', '<!--', '-->', '<code>',
            '</code>', '<script>', '</script>', '<pre>', '</pre>',
            '<div markdown="1">', '<p markdown="1">', '<i markdown="0">',
            '</i>', '<td>', '"', "'", '--', '---', '...', '<<', '>>', '\\',
            '\\\\', '$$', '{:', '}', '{: .c}', '{:#i}', '{:r: .x}', '{: r}',
            '{::comment}', '{:/}', '{:/comment}', '{::nomarkdown}', '{:toc}',
            '^', "^\n", '#', '# ', '## ', '===', '---', '- ', '- ', '* ',
            '1. ', '+ ', ': ', ': ', '> ', '>', '|', '|', '|---|', '|===',
            '&', '&amp;', '&copy;', '&x;', '#1;', '!', ':', '=', '-',
            '- [ ] ', '- [x] ', 'http://x', '<http://x>', '<m@x.y>', "  \n",
            "\\\n", '"t"', '(u "t")', 's', "'80s"].freeze

  OPTIONS = ['', '', '', 'parse_block_html="true"', 'auto_ids="false"',
             'parse_span_html="false"', 'footnote_backlink_inline="true"',
             'header_offset="1"', 'entity_output="numeric"'].freeze

  def initialize(seed)
    @r = Random.new(seed)
  end

  def text
    option = OPTIONS[@r.rand(OPTIONS.size)]
    first = option.empty? ? '' : "{::options #{option} /}\n\n"
    size = 3 + @r.rand([20, 100][@r.rand(2)])
    first + (0...size).map { PIECES[@r.rand(PIECES.size)] }.join
  end
end


# What a site may say under `kramdown:`; one of so many sets for a run.
class RandomOptions
  SETS = 48

  POOL = {
    'html_to_native' => [true],
    'input' => ['kramdown'],
    'auto_id_stripping' => [false, true],
    'parse_block_html' => [true],
    'parse_span_html' => [false],
    'auto_ids' => [false],
    'auto_id_prefix' => ['p-'],
    'entity_output' => %w[numeric symbolic as_input :as_char],
    'footnote_backlink' => ['', 'up <b> &amp;'],
    'footnote_backlink_inline' => [true],
    'footnote_nr' => [5],
    'footnote_prefix' => ['x-'],
    'gfm_quirks' => [[], ['no_auto_typographic'],
                     %w[paragraph_end no_auto_typographic]],
    'hard_wrap' => [true],
    'header_offset' => [-1, 2],
    'math_engine' => [nil],
    'remove_line_breaks_for_cjk' => [true],
    'smart_quotes' => ['apos,apos,quot,quot', 'lsquo,rsquo,bdquo,8220'],
    'guess_lang' => [false],
    'toc_levels' => ['2..3', [1, 4]],
    'syntax_highlighter_opts' => [{ 'disable' => true },
                                  { 'default_lang' => 'ruby' },
                                  { 'block' => { 'line_numbers' => true } },
                                  { 'span' => { 'disable' => true },
                                    'css_class' => 'k' }],
    'typographic_symbols' => [{ 'hellip' => '...', 'ndash' => '<-&amp;',
                                'laquo_space' => '<< ', 'mdash' => '' }],
    'link_defs' => [{ 'Ref' => ['/given', 'Given "t"'],
                      'two  words' => ['/2'], 'none' => ['/n', nil] }]
  }.freeze

  def self.set(seed)
    r = Random.new(seed % SETS)
    keys = POOL.keys.sample(1 + r.rand(4), random: r)
    keys |= ['html_to_native'] if (seed % 3).zero?
    keys.sort.to_h { |k| [k, POOL[k].sample(random: r)] }
  end
end
