# Random documents out of the constructs of the dialect, the same for a seed.
# Most of it is what pages have; some of it is noise at the seams.

class RandomText
  WORDS = %w[alpha beta gamma Delta the of and workshop 2025 paper's "quoted"
             it's naïve Über AI-based a_b_c x*y 1st (see) [note] e.g. -- ...
             AT&T &amp; &copy; <b>bold</b> R&D 10% #1 C++ foo@bar.org
             http://x.org/a_b don't '90s --- << >> 3*4*5 _u_ ML HTML].freeze

  def initialize(seed)
    @r = Random.new(seed)
    @depth = 0
  end

  def text
    count = 1 + rand(6)
    parts = (0...count).map { block }
    parts << definitions if rand(3).zero?
    parts.map { |p| p + separator }.join
  end

  private

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
          "\n{: .cls}\n\n", "\n{: #idx title=\"t\"}\n", "\n^\n"])
  end

  SPANS = %i[word word word word word word emphasis strong code link image
             html strike quote math note escape ial raw comment autolink
             reference brk entity noise].freeze

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

  def span_math = pick(['$$a_1 * b$$', '$5', '$$'])

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
              toc extension task ald].freeze

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
          "{::options auto_ids=\"false\" /}", "{:/}"])
  end

  def block_ald = pick(['{:r: .rc #rid}', '{: r}', '{: .before}'])

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
