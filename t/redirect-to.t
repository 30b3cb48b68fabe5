# redirect_to: a page that leads elsewhere, in one hop.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 9 + 13);
run_tests();

__DATA__

=== TEST 1: a path of the site
--- user_files
>>> site/a.md
---
redirect_to: /b.html
---
BODY-A
>>> site/b.md
BODY-B
--- request eval
["GET /a.html", "GET /a", "GET /b"]
--- error_code eval
[301, 301, 200]
--- response_headers eval
["Location: /b.html", "Location: /b.html", "! Location"]



=== TEST 2: another site's URL
--- user_files
>>> site/a.md
---
redirect_to: https://example.org/x?y=1#z
---
>>> site/b.md
---
redirect_to: //example.org/x
---
>>> site/c.md
---
redirect_to: mailto:a@example.org
---
--- request eval
["GET /a", "GET /b", "GET /c"]
--- error_code eval
[301, 301, 301]
--- response_headers eval
["Location: https://example.org/x?y=1#z", "Location: //example.org/x",
 "Location: mailto:a\@example.org"]



=== TEST 3: the first of a list
--- user_files
>>> site/a.md
---
redirect_to: [~, /b.html, /c.html]
---
>>> site/b.md
BODY-B
>>> site/c.md
BODY-C
--- request
GET /a
--- error_code: 301
--- response_headers
Location: /b.html



=== TEST 4: a relative one is taken from the site's root
--- user_files
>>> site/deep/a.md
---
redirect_to: b/
---
>>> site/b/index.md
BODY-B
--- request
GET /deep/a
--- error_code: 301
--- response_headers
Location: /b/



=== TEST 5: the query is joined, before a fragment
--- user_files
>>> site/a.md
---
redirect_to: https://example.org/x?y=1
---
>>> site/b.md
---
redirect_to: https://example.org/x#z
---
>>> site/c.md
---
redirect_to: https://example.org/x?y=1#z
---
>>> site/d.md
---
redirect_to: /e.html#top
---
>>> site/e.md
BODY-E
--- request eval
["GET /a?q=2", "GET /b?q=2", "GET /c?q=2", "GET /d?q=2", "GET /d"]
--- error_code eval
[(301) x 5]
--- response_headers eval
["Location: https://example.org/x?y=1&q=2",
 "Location: https://example.org/x?q=2#z",
 "Location: https://example.org/x?y=1&q=2#z",
 "Location: /e.html?q=2#top", "Location: /e.html#top"]



=== TEST 6: a chain goes to its end in one hop
--- user_files
>>> site/a.md
---
redirect_to: /b.html
---
>>> site/b.md
---
redirect_to: /c.html
---
>>> site/c.md
---
redirect_to: /d.html
---
>>> site/d.md
BODY-D
--- request eval
["GET /a", "GET /b.html", "GET /c", "GET /d.html"]
--- error_code eval
[301, 301, 301, 200]
--- response_headers eval
[("Location: /d.html") x 3, "! Location"]



=== TEST 7: also out of the site, and through aliases
--- user_files
>>> site/a.md
---
redirect_to: /old
---
>>> site/b.md
---
redirect_from: [/old, /older]
redirect_to: https://example.org/
---
>>> site/c.md
---
redirect_to: /was
---
>>> site/d.md
---
redirect_from: /was
---
BODY-D
--- request eval
["GET /a", "GET /b", "GET /older", "GET /c"]
--- error_code eval
[(301) x 4]
--- response_headers eval
[("Location: https://example.org/") x 3, "Location: /d.html"]



=== TEST 8: a redirect goes to where a slash is missing
--- user_files
>>> site/a.md
---
redirect_to: /docs
---
>>> site/docs/index.md
BODY
>>> site/b.md
---
redirect_to: /page/
---
>>> site/p.md
---
permalink: /page/index.html
redirect_from: /page/
---
BODY
>>> site/c.md
---
redirect_to: /latest/
---
>>> site/2025-x.md
BODY
--- request eval
["GET /a", "GET /b", "GET /c"]
--- error_code eval
[301, 301, 301]
--- response_headers eval
["Location: /docs/", "Location: /page/index.html", "Location: /2025/"]



=== TEST 9: a circle is 404, and reported
--- user_files
>>> site/a.md
---
redirect_to: /b.html
---
>>> site/b.md
---
redirect_to: /a.html
---
>>> site/c.md
BODY-C
--- request eval
["GET /a", "GET /b", "GET /c", "GET /status"]
--- error_code eval
[404, 404, 200, 200]
--- response_body_like eval
["404", "404", "BODY-C", '"(?:file|source)":"a\.md".*\S']
--- error_log eval
[qr/\[error\].*faimi: site "s": [ab]\.md\b/]



=== TEST 10: a redirect to itself
--- user_files
>>> site/a.md
---
redirect_to: /a.html
---
>>> site/b.md
---
permalink: /x/
redirect_to: /x
---
--- request eval
["GET /a.html", "GET /x/", "GET /x"]
--- error_code eval
[404, 404, 404]
--- error_log eval
[qr/\[error\].*faimi: site "s": a\.md\b/,
 qr/\[error\].*faimi: site "s": b\.md\b/]



=== TEST 11: a redirect to nowhere is reported, and redirects all the same
--- user_files
>>> site/a.md
---
redirect_to: /nowhere.html
---
--- request
GET /a?x=1
--- error_code: 301
--- response_headers
Location: /nowhere.html?x=1
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md\b.*nowhere/



=== TEST 12: a redirect to a static file
--- user_files
>>> site/a.md
---
redirect_to: /files/b.pdf
---
>>> site/files/b.pdf
PDF
--- request
GET /a
--- error_code: 301
--- response_headers
Location: /files/b.pdf



=== TEST 13: blanks are encoded, Liquid is not evaluated
--- user_files
>>> site/a.md
---
redirect_to: "https://example.org/a b"
---
--- request
GET /a
--- error_code: 301
--- response_headers
Location: https://example.org/a%20b



=== TEST 14: nothing in it: a page
--- user_files
>>> site/a.md
---
redirect_to:
---
BODY-A
>>> site/b.md
---
redirect_to: []
---
BODY-B
--- request eval
["GET /a", "GET /b"]
--- response_body_like eval
["BODY-A", "BODY-B"]



=== TEST 15: with a permalink that is a folder
--- user_files
>>> site/a.md
---
permalink: /short/
redirect_to: /b.html
---
>>> site/b.md
BODY-B
--- request eval
["GET /short/", "GET /short", "GET /short/index.html"]
--- error_code eval
[301, 301, 301]
--- response_headers eval
[("Location: /b.html") x 3]
