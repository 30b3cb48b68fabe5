# Broken from its first day: 500 for that page, one line that says where, and
# all else goes on.  What had a good version before is in live/faults.t.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 7 + 6);
run_tests();

__DATA__

=== TEST 1: front matter that is no YAML
--- user_files
>>> site/a.md
---
title: A
list: [1, 2
---
text
>>> site/b.md
BODY-B
>>> site/c.txt
static
--- request eval
["GET /a.html", "GET /a", "GET /b", "GET /c.txt"]
--- error_code eval
[500, 500, 200, 200]
--- response_headers eval
["X-Cache: ERROR", "X-Cache: ERROR", "! Warning", "! X-Cache"]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md:[34]:\d+: \S/
--- no_error_log
[alert]



=== TEST 2: front matter that is a list, or a scalar
--- user_files
>>> site/a.md
---
- one
- two
---
text
>>> site/b.md
---
just words
---
text
>>> site/c.md
BODY-C
--- request eval
["GET /a", "GET /b", "GET /c"]
--- error_code eval
[500, 500, 200]
--- error_log eval
[qr/\[error\].*faimi: site "s": a\.md:\d+/,
 qr/\[error\].*faimi: site "s": b\.md:\d+/]



=== TEST 3: a Liquid tag that is not closed
--- user_files
>>> site/a.md
---
---
one

{% if page.title %}
never ends
>>> site/b.md
BODY-B
--- request eval
["GET /a", "GET /b"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md:\d+:\d+: .*if/
--- no_error_log
[alert]



=== TEST 4: a Liquid tag that there is not
--- user_files
>>> site/a.md
---
---
one
two {% nosuchtag %}
>>> site/b.md
BODY-B
--- request eval
["GET /a", "GET /b"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md:4:\d+: .*nosuchtag/



=== TEST 5: an include that is missing
--- user_files
>>> site/a.md
---
---
one
{% include nosuch.html %}
>>> site/b.md
BODY-B
--- request eval
["GET /a", "GET /b"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md:4:\d+: .*nosuch\.html/



=== TEST 6: text that is not UTF-8
--- user_files eval
[["site/a.md", "---\ntitle: A\n---\none\ntwo \xe4\xf6 three\n"],
 ["site/b.md", "BODY-B\n"]]
--- request eval
["GET /a", "GET /b"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md:5:5: .*UTF-8/



=== TEST 7: front matter that is not UTF-8
--- user_files eval
[["site/a.md", "---\ntitle: \xe4\n---\none\n"], ["site/b.md", "BODY-B\n"]]
--- request eval
["GET /a", "GET /b"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md:2:8: .*UTF-8/



=== TEST 8: a page over max_page
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m max_page=1k;
--- user_files eval
[["site/a.md", "x" x 1025], ["site/b.md", "BODY-B" . "x" x 1018],
 ["site/c.txt", "static" x 1000]]
--- request eval
["GET /a", "GET /b", "GET /c.txt"]
--- error_code eval
[500, 200, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md\b.*(?:large|max_page)/



=== TEST 9: a layout that is broken is as one that is missing: the page goes without
--- user_files
>>> site/_layouts/default.html
<p>
{% if %}{{ content }}
>>> site/_layouts/good.html
{{ content }}
>>> site/a.md
---
layout: default
---
text
>>> site/b.md
---
layout: good
---
BODY-B
--- request eval
["GET /a", "GET /b"]
--- response_body_like eval
['^<p>text</p>\s*$', "BODY-B"]
--- error_log eval
qr/\[error\].*faimi: site "s": _layouts\/default\.html:\d+/



=== TEST 10: an include that is broken
--- user_files
>>> site/_includes/x.html
one
{% for %}
>>> site/a.md
{% include x.html %}
>>> site/b.md
BODY-B
--- request eval
["GET /a", "GET /b"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": _includes\/x\.html:2/



=== TEST 11: a data file that is broken
--- user_files
>>> site/_data/x.yml
- a
- [b
>>> site/b.md
BODY-B
--- request
GET /b
--- response_body_like: BODY-B
--- error_log eval
qr/\[error\].*faimi: site "s": _data\/x\.yml:\d+/



=== TEST 12: _config.yml, broken at the first start: all is down
--- user_files
>>> site/_config.yml
title: A
exclude: [secret.txt
>>> site/a.md
BODY-A
>>> site/secret.txt
SECRET
>>> site/b.txt
static
--- request eval
["GET /a", "GET /secret.txt", "GET /b.txt", "GET /", "POST /a",
 "HEAD /b.txt"]
--- error_code eval
[503, 503, 503, 503, 405, 503]
--- response_body_unlike eval
[("SECRET|BODY|static") x 6]
--- error_log eval
qr/\[error\].*faimi: site "s": _config\.yml:\d+:\d+: \S/
--- no_error_log
[alert]



=== TEST 13: _config.yml that is not a map
--- user_files
>>> site/_config.yml
- one
- two
>>> site/a.md
BODY-A
--- request
GET /a
--- error_code: 503
--- error_log eval
qr/\[error\].*faimi: site "s": _config\.yml/



=== TEST 14: an empty _config.yml is as none
--- user_files
>>> site/_config.yml
>>> site/a.md
BODY-A
--- request
GET /a
--- response_body_like: BODY-A



=== TEST 15: _config.yml that is only a comment
--- user_files eval
[["site/_config.yml", "# nothing yet\n"], ["site/a.md", "BODY-A\n"]]
--- request
GET /a
--- response_body_like: BODY-A



=== TEST 16: values of the wrong kind
--- user_files
>>> site/_config.yml
title: [1, 2]
baseurl: {a: b}
exclude: 5
include: {x: y}
permalink: [a]
defaults: yes
collections: 7
markdown_ext: [md]
faimi: [1]
kramdown: no
plugins: 3
timezone: 9
>>> site/a.md
---
title: {a: b}
permalink: [1]
redirect_from: {a: b}
redirect_to: {a: b}
layout: [x]
year: {a: 1}
weight: heavy
date: [1]
published: {}
tags: {a: b}
---
BODY-A
>>> site/b.md
BODY-B
--- request
GET /b
--- response_body_like: BODY-B
--- no_error_log
[alert]
[emerg]



=== TEST 17: one line of the log, however often it is asked for
--- user_files
>>> site/a.md
---
title: [
---
--- request eval
["GET /a", "GET /a", "GET /a"]
--- error_code eval
[500, 500, 500]
--- grep_error_log: faimi: site "s": a.md
--- grep_error_log_out
faimi: site "s": a.md
--- no_error_log
[alert]



=== TEST 18: the broken page is at the URL that its path gives, alone
--- user_files
>>> site/a.md
---
permalink: /p/
redirect_from: /old
title: [
---
>>> site/sub/index.md
---
title: [
---
--- request eval
["GET /a.html", "GET /a", "GET /p/", "GET /old", "GET /sub/"]
--- error_code eval
[500, 500, 404, 404, 500]
--- error_log
[error]
--- no_error_log
[alert]



=== TEST 19: YAML that expands without end
--- user_files
>>> site/a.md
---
a: &a [x,x,x,x,x,x,x,x,x,x]
b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]
c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]
d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]
e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]
f: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]
g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]
---
text
>>> site/b.md
BODY-B
--- request eval
["GET /a", "GET /b"]
--- error_code eval
[500, 200]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md:\d+:\d+: /
--- no_error_log
[alert]



=== TEST 20: nested without end
--- user_files eval
[["site/a.md", "---\na: " . "[" x 5000 . "]" x 5000 . "\n---\n"],
 ["site/b.md", "BODY-B\n"],
 ["site/c.md", ">" x 20000 . " x\n"],
 ["site/d.txt", "---\nlayout: none\n---\n" . "{% if true %}" x 5000 . "{% endif %}" x 5000]]
--- request eval
["GET /a", "GET /b", "GET /c", "GET /d.txt"]
--- error_code_like eval
["500", "200", "200|500", "500"]
--- no_error_log
[alert]
[emerg]
