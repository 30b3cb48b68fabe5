# A page through Liquid, Markdown and its layouts.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 7 + 6);
run_tests();

__DATA__

=== TEST 1: a chain of layouts
--- user_files
>>> site/_layouts/base.html
<html>{{ content }}</html>
>>> site/_layouts/default.html
---
layout: base
---
<main>{{ page.title }}: {{ content }}</main>
>>> site/a.md
---
layout: default
title: A
---
Some *text*.
--- request
GET /a
--- response_body_like: ^<html><main>A: <p>Some <em>text</em>\.</p>\s*</main>\s*</html>\s*$



=== TEST 2: Liquid before Markdown
--- user_files
>>> site/_layouts/none.html
>>> site/a.md
---
word: very
---
Some *{{ page.word }}* {{ "big" | upcase }} {% if page.word == "very" %}text{% else %}no{% endif %}
--- request
GET /a
--- response_body_like: ^<p>Some <em>very</em> BIG text</p>\s*$



=== TEST 3: no Liquid, no Markdown in other files but their own
--- user_files
>>> site/a.txt
---
layout: none
---
{{ 1 | plus: 2 }} *a*
>>> site/b.css
---
---
{% assign c = "red" %}a { color: {{ c }} }
--- request eval
["GET /a.txt", "GET /b.css"]
--- response_body_like eval
['^3 \*a\*$', '^a \{ color: red \}$']



=== TEST 4: includes
--- user_files
>>> site/_layouts/default.html
{% include head.html title="x" %}{{ content }}
>>> site/_includes/head.html
<head>{{ include.title }} {{ page.title }}</head>
>>> site/a.html
---
layout: default
title: A
---
text
--- request
GET /a
--- response_body_like: ^<head>x A</head>\s*text\s*$



=== TEST 5: for, over what the site has
--- user_files
>>> site/_config.yml
title: The site
list: [a, b, c]
>>> site/_data/people.yml
- name: Ann
- name: Bob
>>> site/a.txt
---
layout: none
---
{{ site.title }}:{% for x in site.list %} {{ forloop.index }}{{ x }}{% unless forloop.last %},{% endunless %}{% endfor %}
{% for p in site.data.people %}{{ p.name }} {% endfor %}
--- request
GET /a.txt
--- response_body eval
"The site: 1a, 2b, 3c\nAnn Bob \n"



=== TEST 6: raw and comment
--- user_files
>>> site/a.txt
---
layout: none
---
{% raw %}{{ x }}{% endraw %}{% comment %}gone {{ x }}{% endcomment %}.
--- request
GET /a.txt
--- response_body
{{ x }}.



=== TEST 7: the built-in layout, where there is no _layouts
--- user_files
>>> site/a.md
---
title: The title
---
text
--- request
GET /a
--- response_body_like: (?is)^\s*<!doctype html>.*<title>[^<]*The title[^<]*</title>.*<p>text</p>.*</html>\s*$



=== TEST 8: and none, where there is one
--- user_files
>>> site/_layouts/other.html
{{ content }}
>>> site/a.md
---
title: The title
---
text
--- request
GET /a
--- response_body_like: ^<p>text</p>\s*$



=== TEST 9: a layout that does not exist is reported, and the page goes without
--- user_files
>>> site/_layouts/other.html
{{ content }}
>>> site/a.md
---
layout: missing
---
text
--- request
GET /a
--- response_body_like: ^<p>text</p>\s*$
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md.*missing/



=== TEST 10: layout: none and layout: null
--- user_files
>>> site/_layouts/default.html
LAYOUT {{ content }}
>>> site/_config.yml
defaults:
  - scope: { path: "" }
    values: { layout: default }
>>> site/a.txt
---
layout: none
---
a
>>> site/b.txt
---
layout: null
---
b
>>> site/c.txt
---
---
c
--- request eval
["GET /a.txt", "GET /b.txt", "GET /c.txt"]
--- response_body_like eval
['^a$', '^b$', '^LAYOUT c\s*$']



=== TEST 11: layouts that contain each other
--- user_files
>>> site/_layouts/a.html
---
layout: b
---
A{{ content }}
>>> site/_layouts/b.html
---
layout: a
---
B{{ content }}
>>> site/p.md
---
layout: a
---
text
>>> site/q.md
---
layout: none
---
BODY-Q
--- request eval
["GET /p", "GET /q"]
--- error_code_like eval
["200|500", "200"]
--- response_body_like eval
[".", "BODY-Q"]
--- no_error_log
[alert]
[emerg]



=== TEST 12: an include that includes itself
--- user_files
>>> site/_includes/a.html
{% include a.html %}
>>> site/p.md
---
layout: none
---
{% include a.html %}
>>> site/q.md
---
layout: none
---
BODY-Q
--- request eval
["GET /p", "GET /q"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": \S+:\d+/
--- no_error_log
[alert]
[emerg]



=== TEST 13: a loop that would take for ever
--- user_files
>>> site/p.txt
---
layout: none
---
{% for a in (1..100000) %}{% for b in (1..100000) %}{% assign c = a %}{% endfor %}{% endfor %}
>>> site/q.txt
---
layout: none
---
BODY-Q
--- timeout: 20
--- request eval
["GET /p.txt", "GET /q.txt"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": p\.txt:\d+/
--- no_error_log
[alert]
[emerg]



=== TEST 14: an include does not lead out of its folder
--- user_files
>>> secret.txt
SECRET
>>> site/_config.yml
title: SECRET
>>> site/_includes/a.html
a
>>> site/p.txt
---
layout: none
---
{% include ../_config.yml %}
>>> site/q.txt
---
layout: none
---
{% include ../../secret.txt %}
>>> site/r.txt
---
layout: none
file: /etc/passwd
---
{% include {{ page.file }} %}
--- request eval
["GET /p.txt", "GET /q.txt", "GET /r.txt"]
--- error_code eval
[500, 500, 500]
--- response_body_unlike eval
["SECRET", "SECRET", "root:"]
--- error_log
[error]
--- no_error_log
[alert]



=== TEST 15: a theme stands behind the site's own
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m theme=$TEST_NGINX_HTML_DIR/theme;
--- user_files
>>> theme/_layouts/page.html
THEME {% include head.html %} {% include foot.html %} {{ content }}
>>> theme/_includes/head.html
theme-head
>>> theme/_includes/foot.html
theme-foot
>>> theme/assets/a.css
theme-css
>>> theme/assets/b.css
theme-css
>>> theme/secret.txt
SECRET
>>> site/_includes/head.html
site-head
>>> site/assets/b.css
site-css
>>> site/a.html
---
layout: page
---
text
--- request eval
["GET /a", "GET /assets/a.css", "GET /assets/b.css", "GET /secret.txt",
 "GET /_layouts/page.html"]
--- error_code eval
[200, 200, 200, 404, 404]
--- response_body_like eval
['^THEME site-head\s+theme-foot\s+text', '^theme-css$', '^site-css$', '404', '404']



=== TEST 16: the theme that the site names, in a folder of themes
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m themes=$TEST_NGINX_HTML_DIR/themes;
--- user_files
>>> themes/one-1.9/_layouts/page.html
ONE 1.9 {{ content }}
>>> themes/one-1.10/_layouts/page.html
ONE 1.10 {{ content }}
>>> themes/one-1.10/assets/a.css
css of one
>>> site/_config.yml
theme: one
>>> site/a.html
---
layout: page
---
text
--- request eval
["GET /a", "GET /assets/a.css"]
--- response_body_like eval
["^ONE 1.10 text", "^css of one"]
--- no_error_log
[error]



=== TEST 17: a theme's asset on a connection that stays
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m theme=$TEST_NGINX_HTML_DIR/theme;
--- user_files
>>> theme/assets/a.css
theme-css
>>> site/a.txt
site
--- pipelined_requests eval
["GET /assets/a.css", "GET /a.txt", "GET /assets/a.css"]
--- response_body eval
["theme-css\n", "site\n", "theme-css\n"]
