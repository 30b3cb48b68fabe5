/*
 * The grammar of a site: where files are, and what stands in them but for
 * templates.  Names are few, so that edits meet each other.
 */

#include "site.h"


#define SITE_CHOICES(name)  static const char *const  site_##name[]


/* Places. */

SITE_CHOICES(page_path) = {
    "index.md", "p1.md", "p2.html", "p3.md", "docs/one.md", "docs/README.md",
    "docs/deep/two.html", "2025-one.md", "2024/t.html", "2024/index.md",
    "404.html", "README.md", "feed.xml", "part.md", "docs/part.md",
    "a b.md", "\xC3\x9C.md", "x.y/z.markdown", "page2/index.html",
    "plain.txt", "style.css", "index.html", NULL
};

SITE_CHOICES(post_path) = {
    "_posts/2024-01-01-one.md", "_posts/2024-01-02-two.md",
    "_posts/2025-05-05-three.html", "docs/_posts/2023-03-03-x.md",
    "_posts/sub/2024-02-29-y.md", "_posts/2030-01-05-ahead.md",
    "_drafts/d.md", "_drafts/2024-04-04-e.md", "_posts/no-date.md", NULL
};

SITE_CHOICES(document_path) = {
    "_staff/ann.md", "_staff/bob.md", "_staff/sub/cy.html",
    "_staff/2024-01-01-dated.md", "_notes/n1.md", "_notes/n2.html",
    "_notes/2030-01-04-soon.md", NULL
};

SITE_CHOICES(include_path) = {
    "_includes/a.html", "_includes/b.html", "_includes/c.html",
    "_includes/sub/d.md", NULL
};

SITE_CHOICES(layout_path) = {
    "_layouts/default.html", "_layouts/page.html", "_layouts/post.html",
    "_layouts/section.html", "_layouts/home.html", "_layouts/sub/l.html", NULL
};

SITE_CHOICES(data_path) = {
    "_data/d.yml", "_data/e.json", "_data/t.csv", "_data/u.tsv",
    "_data/sub/one.yml", "_data/d.json", "_data/e.yaml", NULL
};

SITE_CHOICES(static_path) = {
    "img/a.png", "img/b.png", "part.txt", "docs/part.txt", "_staff/photo.png",
    "docs/rel.html", "robots.txt", "_notes/data.yml", ".hidden", "old~", NULL
};

SITE_CHOICES(theme_path) = {
    "_layouts/default.html", "_layouts/post.html", "_includes/a.html",
    "_includes/c.html", "_data/d.yml", "assets/a.png", "assets/s.css",
    "_config.yml", "_sass/v.scss", "assets/t.scss", NULL
};

SITE_CHOICES(sass_path) = {
    "s.scss", "css/main.scss", "css/t.sass", "_sass/v.scss", "_sass/_w.scss",
    "_sass/sub/_index.scss", "css/_v.scss", "_sass/x.sass", NULL
};

SITE_CHOICES(folder_path) = {
    "docs", "_posts", "_layouts", "_includes", "_data", "_staff", "img",
    "docs/deep", "sub", "_drafts", "2024", NULL
};

SITE_CHOICES(any_path) = {
    "$page_path", "$post_path", "$document_path", "$include_path",
    "$layout_path", "$data_path", "$static_path", "$folder_path",
    "$sass_path",
    "_config.yml", "_config.yaml", "p1", "p1.html", "docs/one.html",
    "_staff", "_notes", NULL
};

SITE_CHOICES(link_target) = {
    "p1.md", "docs", "../outside", "../outside/secret.md", "nowhere", ".",
    "_posts/2024-01-01-one.md", "_includes/a.html", "/proc/self/status", "..",
    "loop", "img/a.png", NULL
};


/* Front matter. */

SITE_CHOICES(word) = {
    "one", "two", "three", "x", "now", "content", "excerpt", "title", "posts",
    "a.html", "p", "site", "output", "next", "d", "page", NULL
};

SITE_CHOICES(day) = {
    "2024-06-06", "2030-01-03 12:00", "2024-01-01 00:00:00 +0200",
    "2023-12-31", "2029-12-31 23:59:59", NULL
};

SITE_CHOICES(scalar) = {
    "$word", "1", "2.5", "true", "~", "\"\"", "$day", "[$word, $word]",
    "{k: $word}", "\"*a* & <b>\"", "''", "[{title: $word}, {title: $word}]",
    "|\n  $block\n  more", "\xC3\xA9", "0x1f", "-1", NULL
};

SITE_CHOICES(layout_name) = {
    "default", "page", "post", "none", "missing", "home", "sub/l", "section",
    NULL
};

SITE_CHOICES(permalink) = {
    "/one/", "/two", "pretty", "/p1", "/404.html", "/:title/", "/x/:path",
    "/docs/", "rel", "/%C3%9C", "/a?b#c", NULL
};

SITE_CHOICES(matter_line) = {
    "title: $word", "title: $scalar", "layout: $layout_name",
    "layout: $layout_name", "permalink: $permalink", "date: $day",
    "tags: [$word, $word]", "tags: $word", "categories: $word",
    "category: $word", "word: $word", "word: $word", "k: $scalar",
    "inc: $include_name", "rel: part.md", "excerpt: $scalar",
    "excerpt_separator: two", "published: false", "published: true",
    "year: 2024", "event: $word", "weight: 3",
    "redirect_from: [/a/, /p1, /$word]", "redirect_from: /old",
    "redirect_to: /p1", "redirect_to: http://h/", "slug: $word",
    "render_with_liquid: false", "sitemap: false", "hidden: true",
    "draft: true", "url: $word", "path: $word", "content: $word",
    "last_modified_at: $day", "description: $scalar", "image: /img/a.png",
    "author: $scalar", "next: $word", "output: $word", "d: *a", "k: &a [1]",
    "x: [broken", "tag: $word", "name: $word", "id: $word", "feed: {}", NULL
};

SITE_CHOICES(matter) = {
    "", "$matter_line\n", "$matter_line\n$matter_line\n",
    "$matter_line\n$matter_line\n$matter_line\n",
    "layout: $layout_name\n$matter_line\n", "# none\n", NULL
};


/* Files. */

SITE_CHOICES(page) = {
    "---\n$matter---\n$body", "---\n$matter---\n$body",
    "---\n$matter---\n$body\n\n$body", "---\n$matter---\n$body",
    "---\n$matter---\n", "---\n$matter---\n# $word\n\n$body", "$body",
    "# $word\n\n$body", "", "---\n$matter",
    "---\nlayout: $layout_name\n---\n", "---\nlayout: page\n---\n$markdown",
    "---\nlayout: page\n$matter_line\n---\n", NULL
};

SITE_CHOICES(layout) = {
    "<{{ content }}>", "<{{ content }}>$body",
    "---\nlayout: $layout_name\n---\n$block{{ content }}",
    "---\n$matter---\n{{ layout.word }}$body{{ content }}",
    "{{ page.title }}{{ content }}$block", "$body", "",
    "{{ page.$member.$member }}$block{{ content }}",
    "{% for p in site.$site_member %}$item{% endfor %}{{ content }}", NULL
};

SITE_CHOICES(include) = {
    "$include_block", "$include_block$include_block", "$block",
    "$include_block$block", "", "---\n---\n$include_block", NULL
};

SITE_CHOICES(data_line) = {
    "x: 1\n", "x: $scalar\n", "one: $scalar\n", "content: $word\n",
    "d: {x: $scalar}\n", "two: [$word, $word]\n", "b: [\n", "- $word\n",
    "title: $word\n", "? $word\n", NULL
};

SITE_CHOICES(json) = {
    "{\"x\": 1}", "[\"$word\", {\"title\": \"$word\"}]",
    "{\"one\": \"$word\", \"d\": {\"x\": \"$word\"}}", "null", "{\"x\": ",
    "\"$word\"", NULL
};

SITE_CHOICES(table) = {
    "title,x\n$word,1\n", "title,x\n$word,1\n$word,\"two\nlines\"\n",
    "title\tx\n$word\t$word\n", "x\n", "\"", "a,b\n1,2,3\n,\n", "\n\n", NULL
};

SITE_CHOICES(data) = {
    "$data_line", "$data_line$data_line", "$data_line$data_line$data_line",
    "$json", "$table", "---\n$data_line---\n$data_line", "", NULL
};

SITE_CHOICES(setting) = {
    "title: $word", "foo: {bar: $scalar}", "baseurl: /b", "url: http://h",
    "exclude: [p3.md]", "exclude: [docs]", "include: [_drafts, .hidden]",
    "permalink: pretty", "permalink: /:year/:title",
    "permalink: /:categories/:title/", "future: true", "show_drafts: true",
    "unpublished: true", "timezone: Asia/Tokyo", "timezone: Nowhere/X",
    "limit_posts: 1", "page_excerpts: true", "excerpt_separator: two",
    "collections: {staff: {output: false, word: two}, notes: {output: true}}",
    "collections: {staff: {}, notes: {output: true, permalink: '/n/:path'}}",
    "collections: [staff, notes]",
    "collections: {staff: {output: true, sort_by: title}, notes: {}}",
    "collections: {posts: {output: true, permalink: '/:title'}}",
    "collections_dir: docs",
    "defaults: [{scope: {path: ''}, values: {layout: page, word: one}}]",
    "defaults: [{scope: {path: '', type: posts}, values: {k: $word}}]",
    "defaults: [{scope: {path: img}, values: {image: true, k: $word}}]",
    "defaults: [{scope: {path: docs/*}, values: {title: $word}}]",
    "titles_from_headings: {enabled: false}",
    "titles_from_headings: {strip_title: true, collections: true}",
    "relative_links: {collections: true}",
    "plugins: [jekyll-feed, jekyll-sitemap]", "plugins: [jekyll-feed]",
    "faimi: {sections: false}", "data: {d: own}", "posts: own",
    "includes_dir: _layouts", "layouts_dir: _includes", "data_dir: docs",
    "paginate: 1", "paginate: 2\npaginate_path: /p/:num/",
    "time: 2025-05-06", "theme: minima", "markdown: CommonMark",
    "kramdown: {hard_wrap: true, toc_levels: 2..3}", "highlighter: none",
    "sections: $word", "related_posts: $word", "static_files: $word",
    "feed: {posts_limit: 1, collections: [notes]}", "broken: [",
    "optional_front_matter: {remove_originals: true}",
    "readme_index: {with_frontmatter: true}", "markdown_ext: md,txt",
    "sass: {style: compressed, sourcemap: never}", "sass: {sass_dir: css}",
    "sass: {load_paths: [css, '_s*']}", "faimi: {redirect_status: 302}",
    "faimi: {index_alias: serve}", "feed: {path: f.xml, tags: true}",
    "feed: {categories: [one], excerpt_only: true}", NULL
};

SITE_CHOICES(config) = {
    "collections: [staff, notes]\n$setting\n", "$setting\n",
    "$setting\n$setting\n", "paginate: 1\n$setting\n$setting\n",
    "collections: {staff: {output: true}}\n$setting\n$setting\n", "", NULL
};

SITE_CHOICES(static) = {
    "$word", "", "\x89PNG\r\n\x1a\n", "<p>$word</p>", "---\n---\n$body",
    "\xff\xfe", NULL
};

SITE_CHOICES(sass_line) = {
    "$$a: red;\n", "@import 'v';\n", "p { color: $$a; }\n",
    "@import 'w', \"sub\";\n", "b { i { content: '{{ page.title }}'; } }\n",
    "/* $word */\n", "p\n  color: $$a\n", "@import v\n", "$output\n",
    "@import 'x', 's';\n", "q { width: 1px + $$a }\n", "p {\n", NULL
};

SITE_CHOICES(sass) = {
    "---\n---\n$sass_line", "---\n---\n$sass_line$sass_line$sass_line",
    "$sass_line$sass_line", "---\n$matter_line\n---\n$sass_line", "", NULL
};

SITE_CHOICES(any) = {
    "$page", "$body", "$layout", "$include", "$data", "$config", "$static",
    "$sass", NULL
};


#define SITE_RULE(name)  { #name, site_##name }

const site_rule_t  site_grammar[] = {
    SITE_RULE(page_path), SITE_RULE(post_path), SITE_RULE(document_path),
    SITE_RULE(include_path), SITE_RULE(layout_path), SITE_RULE(data_path),
    SITE_RULE(static_path), SITE_RULE(theme_path), SITE_RULE(sass_path),
    SITE_RULE(sass_line), SITE_RULE(sass), SITE_RULE(folder_path),
    SITE_RULE(any_path), SITE_RULE(link_target), SITE_RULE(word),
    SITE_RULE(day), SITE_RULE(scalar), SITE_RULE(layout_name),
    SITE_RULE(permalink), SITE_RULE(matter_line), SITE_RULE(matter),
    SITE_RULE(page), SITE_RULE(layout), SITE_RULE(include),
    SITE_RULE(data_line), SITE_RULE(json), SITE_RULE(table), SITE_RULE(data),
    SITE_RULE(setting), SITE_RULE(config), SITE_RULE(static), SITE_RULE(any),
    { NULL, NULL }
};
