# Several claim one URL: who gets it, and that it is told and never fatal.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 11 + 12);
run_tests();

__DATA__

=== TEST 1: a post before a static file
--- user_files
>>> site/_posts/2024-01-02-x.md
---
permalink: /c/x.html
---
BODY-POST
>>> site/c/x.html
BODY-STATIC
--- request eval
["GET /c/x.html", "GET /c/x", "GET /status"]
--- response_body_like eval
["BODY-POST", "BODY-POST", '"conflicts":\s*\[\s*\{"file":"[^"]+","line":\d+,"column":\d+,"message":"[^"]*/c/x']
--- error_log eval
qr/\[error\].*faimi: site "s": c\/x\.html: \S/
--- no_error_log
[alert]



=== TEST 2: a static file before a page
--- user_files
>>> site/a.md
---
permalink: /c.html
---
BODY-PAGE
>>> site/c.html
BODY-STATIC
--- request eval
["GET /c.html", "GET /c", "GET /status"]
--- response_body_like eval
["^BODY-STATIC\$", "^BODY-STATIC\$", '"conflicts":\s*\[\s*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md: \S/
--- no_error_log
[alert]



=== TEST 3: a page before an alias
--- user_files
>>> site/a.md
---
redirect_from: /b.html
---
BODY-A
>>> site/b.md
BODY-B
--- request eval
["GET /b.html", "GET /b", "GET /a", "GET /status"]
--- response_body_like eval
["BODY-B", "BODY-B", "BODY-A", '"conflicts":\s*\[\s*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md: \S/
--- no_error_log
[alert]



=== TEST 4: a page before an alias that is spelled another way
--- user_files
>>> site/a.md
---
redirect_from: [/b, /c, /d/index.html]
---
BODY-A
>>> site/b.md
BODY-B
>>> site/x.md
---
permalink: /c.html
---
BODY-C
>>> site/d/index.md
BODY-D
--- request eval
["GET /b", "GET /b.html", "GET /c", "GET /c.html", "GET /d/",
 "GET /d/index.html"]
--- response_body_like eval
["BODY-B", "BODY-B", "BODY-C", "BODY-C", "BODY-D", "BODY-D"]
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md: \S/
--- no_error_log
[alert]



=== TEST 5: a static file before an alias
--- user_files
>>> site/a.md
---
redirect_from: [/b.txt, /c, /d/]
---
BODY-A
>>> site/b.txt
STATIC-B
>>> site/c.html
STATIC-C
>>> site/d/index.html
STATIC-D
--- request eval
["GET /b.txt", "GET /c", "GET /c.html", "GET /d/", "GET /status"]
--- response_body_like eval
["^STATIC-B\$", "^STATIC-C\$", "^STATIC-C\$", "^STATIC-D\$", '"conflicts":\s*\[\s*\{.*\{.*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md: \S/
--- no_error_log
[alert]



=== TEST 6: an alias onto the index of another page
--- user_files
>>> site/a.md
---
redirect_from: /p/
---
BODY-A
>>> site/b.md
---
permalink: /p/index.html
---
BODY-B
--- request eval
["GET /p/", "GET /p/index.html", "GET /status"]
--- response_body_like eval
["BODY-B", "BODY-B", '"conflicts":\s*\[\s*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md: \S/
--- no_error_log
[alert]



=== TEST 7: but onto the page's own index it is an alias, and no conflict
--- user_files
>>> site/a.md
---
permalink: /p/index.html
redirect_from: /p/
---
BODY-A
--- request eval
["GET /p/", "GET /p/index.html", "GET /status"]
--- error_code eval
[301, 200, 200]
--- response_body_like eval
["301", "BODY-A", '"conflicts":\s*\[\s*\]']



=== TEST 8: an alias before a section's page
--- user_files
>>> site/a.md
---
permalink: /2025-event/
redirect_from: /2025/
---
BODY-A
--- request eval
["GET /2025/", "GET /latest/"]
--- error_code eval
[301, 302]
--- response_headers eval
["Location: /2025-event/", "Location: /2025-event/"]



=== TEST 9: a page before a section's page
--- user_files
>>> site/a.md
---
permalink: /2025/
---
BODY-A
--- request
GET /2025/
--- response_body_like: BODY-A



=== TEST 10: a static file before a section's page
--- user_files
>>> site/2025-event.md
BODY-A
>>> site/2025/index.html
STATIC
--- request eval
["GET /2025/", "GET /2025"]
--- error_code eval
[200, 301]
--- response_body_like eval
["^STATIC\$", "301"]



=== TEST 11: a permalink before a path
--- user_files
>>> site/a.md
BODY-DERIVED
>>> site/z.md
---
permalink: /a.html
---
BODY-EXPLICIT
--- request eval
["GET /a.html", "GET /a", "GET /status"]
--- response_body_like eval
["BODY-EXPLICIT", "BODY-EXPLICIT", '"conflicts":\s*\[\s*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md: \S/
--- no_error_log
[alert]



=== TEST 12: of two permalinks, the smaller path
--- user_files
>>> site/b.md
---
permalink: /x/
---
BODY-B
>>> site/a.md
---
permalink: /x/
---
BODY-A
--- request eval
["GET /x/", "GET /x/index.html", "GET /status"]
--- response_body_like eval
["BODY-A", "BODY-A", '"conflicts":\s*\[\s*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": b\.md: \S/
--- no_error_log
[alert]



=== TEST 13: of two derived ones, the shorter path
--- user_files
>>> site/a.md
BODY-MD
>>> site/a.html
---
---
BODY-HTML
--- request eval
["GET /a.html", "GET /status"]
--- response_body_like eval
["BODY-MD", '"conflicts":\s*\[\s*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": a\.html: \S/
--- no_error_log
[alert]



=== TEST 14: one output file, spelled two ways
--- user_files
>>> site/a.md
---
permalink: /x
---
BODY-A
>>> site/b.md
---
permalink: /x.html
---
BODY-B
--- request eval
["GET /x", "GET /x.html", "GET /status"]
--- response_body_like eval
["BODY-A", "BODY-A", '"conflicts":\s*\[\s*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": b\.md: \S/
--- no_error_log
[alert]



=== TEST 15: two want one alias: the last in Jekyll's order
--- user_files
>>> site/a.md
---
redirect_from: /old/
---
BODY-A
>>> site/b.md
---
redirect_from: /old/
---
BODY-B
--- request eval
["GET /old/", "GET /old", "GET /status"]
--- error_code eval
[301, 301, 200]
--- response_headers eval
["Location: /b.html", "Location: /b.html", "! Location"]
--- response_body_like eval
["", "", '"conflicts":\s*\[\s*\{']
--- error_log eval
qr/\[error\].*faimi: site "s": a\.md: \S/
--- no_error_log
[alert]



=== TEST 16: an alias at the page's own output file
--- user_files
>>> site/a.md
---
redirect_from: [/a.html, /a, /a.html]
---
BODY-A
--- request eval
["GET /a.html", "GET /a"]
--- error_code eval
[200, 301]
--- response_body_like eval
["BODY-A", "301"]



=== TEST 17: no conflict where there is none
--- user_files
>>> site/x.md
BODY-PAGE
>>> site/x/index.md
BODY-FOLDER
>>> site/x.txt
STATIC
>>> site/y.md
---
redirect_from: [/z, /z/]
---
BODY-Y
--- request
GET /status
--- response_body_like: "conflicts":\s*\[\s*\]
