# frozen_string_literal: true

# A random site: every choice by a seeded generator, so that a number names it.

require 'fileutils'
require 'yaml'

class RandomSite
  WORDS = %w[alpha Beta gamma-ray 2024 delta_x Übung naïve it's & a.b x--y
             C++ the quick brown fox].freeze
  STYLES = ['date', 'pretty', 'ordinal', 'none', 'weekdate',
            '/:categories/:title/', '/:year/:title:output_ext',
            '/blog/:year/:i_month/:slug', '/:title', '/a/:path/:name/'].freeze
  ZONES = [nil, 'UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata',
           'Pacific/Auckland'].freeze
  DATES = ['2024-03-31', '2024-03-31 02:30:00', '2023-12-31 23:59:59 -0800',
           '2024-02-29 12:00', '2024-06-01T10:00:00Z', '2026-01-01',
           '2024-10-27 02:30:00 +0200'].freeze
  FOLDERS = ['', '', '', 'docs/', 'docs/deep/', 'a b/', 'Übung/', 'x.y/',
             '_hidden/', 'docs/_skip/'].freeze

  # So few that pages collide, at URLs where no page is.
  ALIASES = %w[/old/ /old /old.html old/2.html /o/x /Inc./y.html
               /sp%20ace/].freeze

  # `include:`, and hidden files, some of which it names.
  INCLUDES = [%w[_hidden], %w[.well-known], %w[./_hidden /_pages], %w[_pa*],
              %w[_hidden/.env _pages/x.md~], %w[docs/_skip], %w[.env],
              %w[.well-known/security.txt _hidden/deep/_in.md],
              %w[node_modules/m/x.js], %w[_hidden/deep/]].freeze
  HIDDEN = ['_hidden/.env', '_hidden/_draft.md', '_hidden/p.html',
            '_hidden/deep/q.md', '_hidden/deep/_in.md', '_hidden/#y#',
            '_pages/x.md', '_pages/x.md~', '_pages/.p.swp', '.env',
            '.well-known/security.txt', '.well-known/.h/a.txt',
            'docs/_skip/s.html', 'docs/.d.txt', 'node_modules/m/x.js',
            'node_modules/m/.x', '~t.txt'].freeze

  BODY = [
    "# A heading with \"quotes\"\n\n", "Setext heading\n===\n\n",
    "Some *text* with a [link](docs/one.md) and `code`.\n\n",
    "- one\n- two\n  - three\n\n", "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "<div class=\"x\">\n\n<p>raw</p>\n</div>\n\n", "{:.cls}\nA paragraph.\n\n",
    "More text.<!--more-->\n\nand the rest\n\n",
    "{{ page.title }}|{{ page.url }}|{{ page.path }}|{{ page.name }}|" \
    "{{ page.dir }}|{{ page.id }}|{{ page.date | date: '%F %T %z' }}|" \
    "{{ page.slug }}|{{ page.layout }}|{{ page.ext }}\n\n",
    "{{ page.categories | join: ',' }}/{{ page.tags | join: ',' }}/" \
    "{{ page.category }}/{{ page.k }}/{{ page.list | join: '+' }}/" \
    "{{ page.map | jsonify }}\n\n",
    "{% for p in site.posts %}{{ p.url }} {{ p.title }} {{ p.id }} " \
    "{{ p.date | date_to_xmlschema }} {{ p.excerpt | strip_html | strip }};" \
    "{% endfor %}\n\n",
    "{% for p in site.pages %}{% unless p.redirect.from %}{{ p.url }} " \
    "{{ p.title }} {{ p.path }};{% endunless %}{% endfor %}\n\n",
    "{% for f in site.static_files %}{{ f.path }} {{ f.k }};{% endfor %}\n\n",
    "{% for d in site.things %}{{ d.url }} {{ d.title }} {{ d.path }} " \
    "{{ d.content | strip_html | truncatewords: 3 }};{% endfor %}\n\n",
    "{{ page.next.url }} {{ page.previous.url }} " \
    "{{ page.excerpt | size | at_most: 1 }}\n\n",
    "{% for c in site.categories %}{{ c[0] }}:{{ c[1].size }} {% endfor %}" \
    "{% for t in site.tags %}{{ t[0] }}:{{ t[1] | map: 'title' | join: ',' }}" \
    "{{ t[0] | inspect }}{% endfor %}{{ site.tags['2019'] | size }}" \
    "{{ site.categories['2020'].first.url }}{{ page.tags | jsonify }}" \
    "{{ page.categories | inspect }}\n\n",
    "{% assign g = site.posts | group_by: 'layout' %}" \
    "{% for x in g %}{{ x.name }}={{ x.size }}{% endfor %}\n\n",
    "{% include inc.html a=page.title b=\"two\" %}\n\n",
    "{% include /inc.html a=1 %}{% include /sub/deep.html b=2 %}\n\n",
    "{% assign n = '/sub/deep.html' %}{% include {{ n }} a=page.url %}" \
    "{% assign m = 'sub' %}{% include /{{ m }}/deep.html %}\n\n",
    "{{ page.redirect.to }} {{ page.redirect.from }} {{ page.sitemap }} " \
    "{{ page.permalink }}\n\n",
    "{{ '/docs/one.html' | relative_url }} {{ 'x y' | absolute_url }}\n\n",
    "{{ site.data.d.list | join: ' ' }} {{ site.title }} {{ site.k.x }}\n\n",
    "{% for d in site.documents %}{{ d.relative_path }},{% endfor %}\n\n",
    "[a](one.md) [b](../README.md) [c](/docs/one.md#x \"t\") [d](two.html) " \
    "![e](s.png)\n[r]\n\n[r]: docs/one.md\n\n",
    "{% for p in site.html_pages %}{% unless p.redirect.from %}{{ p.url }} " \
    "{% endunless %}{% endfor %}\n\n",
    "{{ site.pages | where: 'title', 'alpha' | map: 'path' | join: ' ' }} " \
    "{{ site.related_posts | map: 'title' | join: ',' }}\n\n",
    "{% for c in site.collections %}{{ c.label }} {{ c.docs | size }} " \
    "{{ c.files | size }} {{ c.output }} {{ c.sort_by }};{% endfor %}\n\n",
    "{% seo %}\n\n", "{% feed_meta %}\n\n",
    "{{ site.posts | where_exp: 'p', 'p.tags contains \"t1\"' | size }} " \
    "{{ site.documents | map: 'url' | sort | join: ' ' }}\n\n",
    "{% assign s = site.posts | sort: 'url' %}{% for p in s reversed %}" \
    "{{ p.title | escape }} {{ p.categories.first }} " \
    "{{ p.date | date_to_string: 'ordinal' }};{% endfor %}\n\n",
    "{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n",
    "```sh\nls \"x\"\n```\n\n", "Term\n: Definition[^1]\n\n[^1]: Note\n\n",
    "{% if page.published %}p{% endif %}{% unless page.missing %}u" \
    "{% endunless %}\n\n"
  ].freeze

  def initialize(seed)
    @r = Random.new(seed)
  end

  def write(dir)
    FileUtils.mkdir_p(dir)
    put("#{dir}/_config.yml", config.to_yaml, marked: false)
    put("#{dir}/_includes/inc.html", "<i>{{ include.a }} {{ include.b }}</i>")
    put("#{dir}/_includes/sub/deep.html", "<u>{{ include | jsonify }}</u>")
    put("#{dir}/_data/d.yml", "list: [1, two, 3.5]\n")
    layouts(dir)
    (2 + @r.rand(8)).times { page(dir) }
    (1 + @r.rand(6)).times { post(dir) }
    @r.rand(4).times { thing(dir) }
    @r.rand(4).times { static(dir) }
    put("#{dir}/index.html", matter({}) + body) if chance(0.7)
    some(HIDDEN, 6).each { |path| hidden("#{dir}/#{path}") }
    copy(dir) if chance(0.2)
  end

  private

  def chance(share)
    @r.rand < share
  end

  def one(list)
    list[@r.rand(list.size)]
  end

  def some(list, most)
    Array.new(@r.rand(most + 1)) { one(list) }
  end

  # Some have a byte order mark, or the line ends of Windows.  Under Jekyll a
  # page with such a mark is published whatever it says.
  def put(path, text, marked: true)
    FileUtils.mkdir_p(File.dirname(path))
    text = text.gsub("\n", "\r\n") if chance(0.05)
    marked &&= !text.include?('published: false')
    text = "\uFEFF#{text}" if marked && chance(0.05)
    File.write(path, text) unless File.exist?(path)
  end

  def hidden(path)
    put(path, chance(0.5) ? "#{matter({})}hidden {{ page.url }}\n" : "h\n")
  end

  # What a sync tool leaves.
  def copy(dir)
    name = one(['a - Copy.md', 'a (conflicted copy).md', 'Copy of a.md'])
    text = "---\npermalink: #{one(%w[/copied/ /copied.html])}\n---\n"
    put("#{dir}/a.md", "#{text}the original")
    put("#{dir}/#{name}", "#{text}a copy")
  end

  def config
    c = { 'title' => one(WORDS), 'time' => Time.utc(2025, 5, 6, 7, 8, 9),
          'k' => { 'x' => 1 },
          'optional_front_matter' => { 'remove_originals' => true },
          'readme_index' => { 'remove_originals' => true } }
    c['url'] = 'https://x.example' if chance(0.7)
    c['baseurl'] = one(['/b', '', '/b/c']) if chance(0.5)
    c['permalink'] = one(STYLES.first(5) + STYLES[5, 4]) if chance(0.7)
    c['timezone'] = one(ZONES)
    c['future'] = chance(0.5)
    c['unpublished'] = chance(0.2)
    c['show_drafts'] = chance(0.3)
    c['limit_posts'] = 2 if chance(0.1)
    c['excerpt_separator'] = '<!--more-->' if chance(0.3)
    c['page_excerpts'] = true if chance(0.2)
    c['paginate'] = 1 + @r.rand(3) if chance(0.3)
    c['plugins'] = %w[jekyll-feed jekyll-seo-tag jekyll-redirect-from]
    c['plugins'] << 'jekyll-sitemap' if chance(0.3)
    c['collections'] = { 'things' => things } if chance(0.7)
    c['collections_dir'] = 'coll' if chance(0.1)
    c['titles_from_headings'] = { 'strip_title' => chance(0.5),
                                  'collections' => chance(0.5) } if chance(0.3)
    c['relative_links'] = { 'collections' => true } if chance(0.2)
    c['defaults'] = defaults if chance(0.5)
    c['include'] = one(INCLUDES) if chance(0.3)
    c['exclude'] = [one(['docs/deep', '*.txt', 'x.y/', 'docs'])] if chance(0.2)
    c.compact
  end

  def things
    t = { 'output' => chance(0.7) }
    t['permalink'] = one(['/t/:name/', '/:collection/:title', '/:path.html',
                          '/t/:year/:slug/']) if chance(0.5)
    t['sort_by'] = one(%w[k title date]) if chance(0.3)
    t
  end

  def defaults
    Array.new(1 + @r.rand(3)) do
      scope = { 'path' => one(['', 'docs', '_posts', 'docs/deep', 'a b',
                               'docs/*']) }
      scope['type'] = one(%w[pages posts things drafts]) if chance(0.5)
      { 'scope' => scope, 'values' => values.slice('layout', 'k', 'map',
                                                   'published', 'list') }
    end
  end

  def layouts(dir)
    put("#{dir}/_layouts/base.html",
        "<html><body data-k=\"{{ layout.k }}\">{{ content }}</body></html>\n")
    put("#{dir}/_layouts/in.html",
        "---\nlayout: base\nk: in\n---\n<main>{{ content }}</main>\n")
    one([%w[default], %w[page post], %w[home default post], []]).each do |name|
      put("#{dir}/_layouts/#{name}.html",
          "---\nlayout: base\nk: #{name}\n---\n<b>#{name}</b>{{ content }}\n")
    end
  end

  def values
    v = {}
    v['layout'] = one(['base', 'in', 'none', nil, 'missing']) if chance(0.4)
    v['title'] = one([*WORDS, 1.5, 2024, true, nil, '<b>b</b> & "c"']) \
      if chance(0.6)
    v['date'] = one(DATES) if chance(0.3)
    v['categories'] = one(['one two', %w[b a], 'Übung', %w[A a], [2020, 'a'],
                           %w[2020]]) if chance(0.3)
    v['category'] = one(%w[x y]) if chance(0.15)
    v['tags'] = one(['t1 t2', %w[t3 t1], %w[C++ t1], [2019, 't1'], ['2019'],
                     [1.5, true]]) if chance(0.3)
    v['redirect_from'] = some(ALIASES, 3) if chance(0.1)
    v['redirect_to'] = one(['/docs/one.html', 'https://e.example/x?y', '/',
                            false]) \
      if chance(0.05) && !v['redirect_from']
    v['k'] = one([1, 2, 'z', nil]) if chance(0.4)
    v['list'] = some(WORDS, 3) if chance(0.2)
    v['map'] = { 'a' => @r.rand(9) } if chance(0.2)
    v['published'] = one([true, false]) if chance(0.1)
    v['slug'] = one(['My Slug', 'sl']) if chance(0.1)
    v['excerpt'] = 'own *excerpt*' if chance(0.1)
    v['sitemap'] = false if chance(0.1)
    v
  end

  def permalink
    one(['/p/:basename/', '/fix.html', 'rel/path', '/p/x/index.html',
         '/:path/z-:basename:output_ext', '/n/', 'pretty', nil])
  end

  def matter(values)
    return one(["---\n---\n", "---\n# nothing\n---\n"]) if values.empty?

    "#{values.to_yaml.sub(/ \{\}\n/, "\n")}---\n"
  end

  # Documents that show each other's contents go round in Jekyll for ever.
  def body(document: false)
    parts = document ? BODY.grep_v(/[pd]\.(?:excerpt|content)|seo/) : BODY
    some(parts, 5).join
  end

  # Of two files with one name in two folders Jekyll's order is the file
  # system's.
  def unique(name)
    @names ||= Hash.new(0)
    n = (@names[name] += 1)
    n == 1 || %w[index README].include?(name) ? name : "#{name}#{n}"
  end

  def name
    one(%w[one two Three index README about 404 a.b with\ space Übung x_y])
  end

  def page(dir)
    v = values
    v['permalink'] = permalink if chance(0.2)
    ext = one(%w[.md .md .md .html .html .markdown .txt .xml .json .css])
    text = chance(0.15) ? "# Bare *page*\n\n#{body}" : matter(v) + body
    put("#{dir}/#{one(FOLDERS)}#{unique(name)}#{ext}", text)
  end

  def post(dir)
    day = one(%w[2024-03-31 2024-1-2 2023-12-31 2024-02-29 2026-05-05])
    slug = one(['a-post', 'Cased Post!', 'x', 'with.dots', 'Übung', '2024'])
    above = one(['', '', '', 'docs/', 'a b/'])
    below = one(['', '', 'sub/'])
    ext = one(%w[.md .md .html .markdown])
    draft = chance(0.1)
    file = "_posts/#{below}#{day}-#{slug}#{ext}"
    file = "_drafts/#{slug}#{ext}" if draft
    v = values
    v['date'] ||= '2024-08-08' if draft
    v['permalink'] = one(['/post/:title/', '/q/:slug', 'rel']) if chance(0.1)
    put("#{dir}/#{above}#{file}", matter(v) + body(document: true))
  end

  def thing(dir)
    file = one(%w[a.md b.html sub/c.md 2024-01-02-dated.md D_e.md])
    put("#{dir}/_things/#{file}", matter(values) + body(document: true),
        marked: false)
    put("#{dir}/_things/#{one(%w[s.txt sub/Z_z.x.pdf])}", 'x') if chance(0.3)
  end

  def static(dir)
    name = one(%w[s.pdf s.txt s.png page.htm])
    put("#{dir}/#{one(FOLDERS)}#{name}", 'static')
  end
end
