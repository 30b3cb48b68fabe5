# frozen_string_literal: true

# Compares what plugins do to HTML with Debian's jekyll-mentions and jekyll-toc.
#
#     ruby t/conformance/html.rb DRIVER [SEED [COUNT]]
#
# Documents are put together at random from well-formed parts.  What is
# compared is their trees, without white space at the ends of texts: the
# serializer of the plugins adds line breaks.  Emoji are left out: Debian has no
# gemoji.

require "jekyll"
require "jekyll-mentions"
require "jekyll-toc"
require "nokogiri"
require "open3"

PARTS = [
  "@a", "@foo-bar", "@x.", "@x.y", "@x..y", "@x/", "a@b", " @mention", "@a@b",
  "@@c", "é@d", "(@e)", "\n@f", "@g\n", "<pre>@h</pre>",
  "<a href='x'>@i</a>", "<code>@y <b>@z</b> @y</code>", "<b>@b @c</b>",
  "<p class=\"x\" title='@t'>@u</p>", "<!-- @c -->", "&amp;@j", "@k&lt;", " ",
  "\n", "text ", "<script>@s < <b></script>", "<h2 id=\"q\">q</h2>",
  "<h2>Ünï &amp; <em>x</em> y!</h2>", "<h3 class=\"no_toc\">n</h3>",
  "<h3>T</h3>", "<h1>A-B_c 1</h1>", "<br>", "<h2>T</h2>", "<img alt='a>b'>",
  "<div class=\"a no_toc_section\"><p>x<br></p><h2>no</h2></div>",
  "<h4>a 'q' \"r\" &amp; s</h4>", "<h5 id='é'>five</h5>",
  "<h6>six &#65;&#x42;</h6>"
].freeze

def merge(nodes)
  nodes.each_with_object([]) do |node, list|
    next if node == ""

    if node.is_a?(String) && list[-1].is_a?(String)
      list[-1] += node
    else
      list << node
    end
  end
end

def tree(node)
  return node.text.gsub(/\s+/, " ").strip if node.text?
  return node.to_s unless node.element?

  [node.name, node.attributes.map { |k, v| [k, v.value] }.sort,
   merge(node.children.map { |child| tree(child) })]
end

def canonical(html)
  merge(Nokogiri::HTML::DocumentFragment.parse(html).children
        .map { |node| tree(node) })
end

def reference(what, html)
  parser = Jekyll::TableOfContents::Parser

  case what
  when "mentions"
    Jekyll::Mentions.filter_with_mention("https://github.com")
                    .call(html)[:output].to_s
  when "toc" then parser.new(html, {}).build_toc
  else parser.new(html, {}).inject_anchors_into_html
  end
end

driver, seed, count = ARGV
random = Random.new((seed || 1).to_i)
count = (count || 200).to_i
compared = differ = 0

count.times do
  html = Array.new(1 + random.rand(8)) { PARTS[random.rand(PARTS.size)] }.join

  %w[mentions toc anchors].each do |what|
    ours, = Open3.capture2(driver, what, stdin_data: html)
    theirs = reference(what, html)
    compared += 1
    next if canonical(ours.force_encoding("UTF-8")) == canonical(theirs)

    differ += 1
    warn "#{what}: #{html.inspect}\n  Jekyll: #{theirs.inspect}" \
         "\n  ours:   #{ours.inspect}"
  end
end

puts "#{compared} compared, #{differ} differ"
exit(compared.positive? && differ.zero?)
