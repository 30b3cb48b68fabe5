/*
 * The grammar of a site's templates: what looks at pages, by all the ways on
 * which a value can come from one place to another.
 */

#include "site.h"


#define SITE_CHOICES(name)  static const char *const  site_##name[]


SITE_CHOICES(include_name) = {
    "a.html", "b.html", "c.html", "sub/d.md", NULL
};

/* Members of documents, of what lists them, and of what is like them. */
SITE_CHOICES(member) = {
    "title", "url", "content", "excerpt", "output", "date", "path", "name",
    "dir", "id", "next", "previous", "tags", "categories", "word", "k",
    "modified_time", "relative_path", "collection", "year", "event", "draft",
    "layout", "slug", "docs", "files", "label", "size", "first", "last",
    "posts", "pages", "image", "basename", "inc", "next.content",
    "previous.title", "excerpt.content", "next.next.word", "foo.bar",
    "next.next.title", "previous.previous.content", "next.previous.k",
    "description", "items", "time", "data", "x", "static_files", "published",
    NULL
};

SITE_CHOICES(site_member) = {
    "posts", "pages", "documents", "html_pages", "staff", "notes",
    "related_posts", "static_files", "collections", "sections", "tags",
    "categories", "tags.one", "tags[page.word]", "categories['two']", "data",
    "data.d", "data.e", "data.sub.one", "data.d.x", "data.t", "time", "title",
    "foo.bar", "config", "pages.last", "posts.first", "staff.first", "url",
    "data[page.word]", "[page.word]", "[k]", "posts[0]", "pages[1]",
    "posts.last.next", "collections[1].docs", "static_files.first", "github",
    "sections.first.pages", NULL
};

SITE_CHOICES(document) = {
    "page", "p", "x", "include.p", "site.posts.first", "site.pages.first",
    "page.next", "page.previous", "site.staff.first", "site.notes.last", "c",
    "include", "site.pages[2]", "paginator.posts.first", "layout", "site",
    "page.excerpt", "site.posts[k]", "paginator", "forloop", "include.q",
    "site.documents.last", "y", "kv[1]", "kv", "site.static_files.last", NULL
};

SITE_CHOICES(value) = {
    "$document.$member", "$document.$member", "site.$site_member",
    "$document", "$document[page.word]", "$document[k]", "site.$site_member",
    "x", "k", "content", "'$word'", "page.title", "page.word", "p.$member",
    "$document['$member']", "'now'", "site.time", "include.p.$member", "site",
    "page.date", "jekyll.environment", "$document[include.m]", "5", "(1..3)",
    "$document.$member.$member", "\"site.posts\"", "paginator.$member",
    "page.next.$member", "page.previous.$member", "content.size", NULL
};

/* Expressions in strings. */
SITE_CHOICES(condition) = {
    "p.title", "p.$member == '$word'", "p.$member", "p.$member == page.word",
    "p.content contains 'x'", "p.$member != nil", "p == page",
    "p[page.word] == 'x'", "p.date > site.time", "site.$site_member",
    "p.$member contains '$word' or p.$member", "p.next.$member == p.$member",
    "p.tags contains 'one'", "p.$member < 'now'", "p[k]", NULL
};

SITE_CHOICES(filter) = {
    "size", "map: '$member'", "where: '$member', '$word'", "sort: '$member'",
    "where_exp: 'p', \"$condition\"", "group_by: '$member'", "jsonify",
    "inspect", "find: '$member', '$word'", "find_exp: 'p', \"$condition\"",
    "group_by_exp: 'p', \"$condition\"", "map: k", "map: page.word", "first",
    "where: page.word, '$word'", "sort: k", "last", "join: ','", "uniq",
    "compact: '$member'", "compact", "reverse", "concat: site.posts",
    "concat: $value", "push: page", "unshift: $value", "pop", "shift",
    "sample", "sort_natural: '$member'", "default: $value", "upcase",
    "append: $value", "prepend: 'x'", "strip_html", "markdownify", "slugify",
    "date: '%Y-%m-%d'", "date: '%s'", "date_to_string", "date_to_xmlschema",
    "truncatewords: 2", "escape", "number_of_words", "xml_escape",
    "array_to_sentence_string", "absolute_url", "relative_url", "to_integer",
    "split: ','", "replace: 'x', $value", "sum: '$member'", "uniq: '$member'",
    "where_exp: 'p', k", "where_exp: 'p', page.word", "normalize_whitespace",
    "slice: 0, 3", "smartify", "where: '$member', $value", "sum",
    "where: '$member'", "group_by: page.word", "find: k, nil", "plus: 1",
    "url_encode", "cgi_escape", "unknown_filter: $value", "date: $value",
    "date_to_rfc822", "date_to_long_string: 'ordinal'", "strip_index",
    "compact: k", "uniq: k", "has: '$member'", "reject: '$member'",
    "base64_encode", "at_most: 3", "floor", "times: $value", "round: 1",
    "divided_by: $value", "scssify", "sassify", "capitalize", "modulo: 2",
    "sort: '$member', 'last'", "truncate: 5", "remove: $value", "abs",
    "newline_to_br", "date: '%b %-d, %Y'", "minus: $value", "strip", NULL
};

SITE_CHOICES(output) = {
    "{{ $value }}", "{{ $value }}", "{{ $value | $filter }}",
    "{{ $value | $filter | $filter }}", "{{ site.$site_member | $filter }}",
    "{{ site.$site_member | $filter | $filter }}", "{{ $document.$member }}",
    "{{- $value | $filter -}}",
    "{{ site.$site_member | $filter | $filter | $filter }}", NULL
};

SITE_CHOICES(test) = {
    "$value", "$value == $value", "$value contains $value", "$value != nil",
    "$value == blank", "$value > $value and $value", "$value == empty",
    "$value <= $value or $value contains '$word'", NULL
};

/* What gives values names. */
SITE_CHOICES(binding) = {
    "{% assign x = $value %}", "{% assign x = $value | $filter %}",
    "{% assign k = page.word %}", "{% assign k = '$word' %}",
    "{% assign k = 'con' | append: 'tent' %}", "{% assign p = $document %}",
    "{% assign k = 'ti' | append: 'tle' %}",
    "{% assign x = site.$site_member | $filter %}",
    "{% assign y = $value %}{% assign x = y %}",
    "{% capture x %}$output{% endcapture %}",
    "{% capture k %}$word{% endcapture %}",
    "{% assign x = site %}", "{% assign x = site.$site_member %}",
    "{% assign k = \"$condition\" %}", "{% increment x %}",
    "{% assign x = x | $filter %}", "{% assign k = 'da' | append: 'ta' %}",
    "{% assign page = $document %}", "{% assign site = $value %}",
    "{% assign include = $value %}", "{% assign k = 'no' | append: 'w' %}",
    "{% liquid\nassign x = $value\necho x\n%}", NULL
};

SITE_CHOICES(item) = {
    "{{ p.$member }},", "{{ p }}", "{{ p.$member }}={{ p.$member }},",
    "{{ p[k] }}", "{{ p[page.word] }},", "{{ p | $filter }}", "{{ p[1] }}",
    "{% for kv in p %}{{ kv[1] }}{% endfor %}", "{{ p[0] }}",
    "{% include a.html p=p %}", "{% include b.html q=p m='$member' %}",
    "{% assign x = p %}", "{{ forloop.index }}{{ p.$member | $filter }}",
    "{% for c in p.$member %}{{ c.$member }};{% endfor %}",
    "{% if p == page %}*{% endif %}", "{% cycle p.$member, '$word' %}",
    "{% for c in p[1] %}{{ c.$member }}{% endfor %}",
    "{% ifchanged %}{{ p.$member }}{% endifchanged %}",
    "{% if p.$member == page.$member %}{{ p.$member }}{% endif %}",
    "{% for kv in p %}{{ kv }}{% endfor %}", "{% break %}", NULL
};

SITE_CHOICES(loop_options) = {
    "", "", " limit: 2", " reversed", " offset: 1", " limit: page.k",
    " offset: continue", NULL
};

SITE_CHOICES(loop) = {
    "{% for p in site.$site_member$loop_options %}$item{% endfor %}",
    "{% for p in $value$loop_options %}$item{% endfor %}",
    "{% for p in x %}$item{% endfor %}",
    "{% for p in site.$site_member %}$item$item{% endfor %}",
    "{% tablerow p in $value cols: 2 %}$item{% endtablerow %}",
    "{% for p in paginator.posts %}$item{% endfor %}",
    "{% for p in include.p %}$item{% else %}$word{% endfor %}",
    "{% assign x = site.$site_member | $filter %}"
        "{% for p in x$loop_options %}$item{% endfor %}", NULL
};

SITE_CHOICES(inclusion) = {
    "{% include a.html %}", "{% include b.html p=$value %}",
    "{% include c.html p=$value q=$value %}", "{% include {{ page.inc }} %}",
    "{% include sub/d.md p=page %}", "{% include $include_name p=x m=k %}",
    "{% include {{ page.inc }} p=$value m='$member' %}",
    "{% include_cached a.html p=page.title %}", "{% include {{ k }} %}",
    "{% include_relative part.md %}", "{% include_relative part.txt %}",
    "{% include_relative {{ page.rel }} p=$value %}",
    "{% include_relative docs/part.md q=$value %}",
    "{% render 'a.html', p: $value %}", "{% render \"b.html\" for $value %}",
    "{% include_cached b.html p=$value q=page.word %}",
    "{% render 'c.html' with $value as p %}", NULL
};

SITE_CHOICES(branch) = {
    "{% if $test %}$output{% endif %}",
    "{% if $test %}$output{% elsif $test %}$output{% else %}$word{% endif %}",
    "{% unless $test %}$output{% endunless %}",
    "{% case $value %}{% when $value %}$output{% else %}$word{% endcase %}",
    NULL
};

SITE_CHOICES(tag) = {
    "{% link p1.md %}", "{% link img/a.png %}", "{% link $any_path %}",
    "{% post_url 2024-01-02-two %}", "{% post_url docs/2023-03-03-x %}",
    "{% seo %}", "{% feed_meta %}", "{% seo title=false %}",
    "{% highlight ruby %}$output{% endhighlight %}", "{% unknown %}",
    "{% comment %}$output{% endcomment %}", "{% raw %}{{ x }}{% endraw %}",
    "{{ broken", "{% if", "{% endfor %}", "{% # no %}",
    "{% link {{ page.rel }} %}", "{% post_url {{ page.word }} %}",
    "{% gist a/1 $word %}", "{% gist page.word %}", NULL
};

SITE_CHOICES(markdown) = {
    "$word", "$word\n\n$word two\n\nthree", "# $word\n", "[$word](p1.md)",
    "[a](docs/one.md#x) [b](../p1.md)", "- $word\n- $output\n",
    "*$word* `$word`", "![$word](img/a.png)", "> $output\n",
    "| a | b |\n|---|---|\n| $output | c |\n", "<div markdown=\"1\">\n"
    "$word\n</div>\n", "{:toc}\n- x\n", "```\n$word\n```\n",
    "[r]: $link_target\n\n[r]", "text[^1]\n\n[^1]: $word\n",
    "{::options hard_wrap=\"true\" /}\n", "<!--more-->", NULL
};

SITE_CHOICES(block) = {
    "$word", "$output", "$output", "$binding$output", "$loop", "$loop",
    "$inclusion", "$binding$inclusion", "$branch", "$tag", "$markdown",
    "$binding$loop", "$binding$binding$output", "$loop$output",
    "$binding{{ x | $filter }}", "$binding{{ x.$member }}",
    "$binding{{ x[k] }}", "$inclusion", "$binding$branch", NULL
};

SITE_CHOICES(include_block) = {
    "{{ include.p }}", "{{ include.p.$member }}", "{{ include.q.$member }}",
    "{{ include.p | $filter }}", "{{ include.p[include.m] }}",
    "{% for p in include.p %}$item{% endfor %}", "{{ x.$member }}",
    "{{ p.$member }}", "{{ page.$member }}", "{{ include }}",
    "{% assign x = include.p %}{{ x.$member }}", "{{ include.q }}",
    "{% include b.html p=include.p %}", "{% include c.html p=include %}",
    "{% for kv in include %}{{ kv[1] }}{% endfor %}",
    "{{ include | $filter }}", "{% assign x = site.$site_member %}",
    "{{ include[page.word] }}", "{{ include.p | $filter | $filter }}", NULL
};

SITE_CHOICES(body) = {
    "$block\n", "$block\n", "$block\n$block\n", "$block\n\n$block\n$block\n",
    "$markdown\n\n$block\n", "$block $block $block\n", NULL
};


#define SITE_RULE(name)  { #name, site_##name }

const site_rule_t  site_templates[] = {
    SITE_RULE(include_name), SITE_RULE(member), SITE_RULE(site_member),
    SITE_RULE(document), SITE_RULE(value), SITE_RULE(condition),
    SITE_RULE(filter), SITE_RULE(output), SITE_RULE(test),
    SITE_RULE(binding), SITE_RULE(item), SITE_RULE(loop_options),
    SITE_RULE(loop), SITE_RULE(inclusion), SITE_RULE(branch), SITE_RULE(tag),
    SITE_RULE(markdown), SITE_RULE(block), SITE_RULE(include_block),
    SITE_RULE(body), { NULL, NULL }
};
