# Headers of answers, and NGINX's own directives about them.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 9 + 38);
run_tests();

__DATA__

=== TEST 1: Cache-Control of what the site answers itself
--- user_files
>>> site/a.md
---
redirect_from: /old
---
BODY
>>> site/b/index.md
BODY
--- request eval
["GET /a", "HEAD /a", "GET /old", "GET /b", "GET /nothing", "GET /status"]
--- error_code eval
[200, 200, 301, 301, 404, 200]
--- response_headers eval
[("Cache-Control: no-cache") x 6]



=== TEST 2: also of the site's own 404 page
--- user_files
>>> site/404.html
---
---
BODY
--- request
GET /nothing
--- error_code: 404
--- response_headers
Cache-Control: no-cache



=== TEST 3: static files have what NGINX gives them
--- user_files
>>> site/a.txt
static
--- request
GET /a.txt
--- response_headers
! Cache-Control
! Expires



=== TEST 4: expires replaces ours
--- config
    expires 1h;
    location / { faimi s; }
--- user_files
>>> site/a.md
BODY
>>> site/a.txt
static
--- request eval
["GET /a", "GET /a.txt"]
--- response_headers eval
[("Cache-Control: max-age=3600") x 2]



=== TEST 5: expires epoch, too
--- config
    expires epoch;
    location / { faimi s; }
--- user_files
>>> site/a.md
BODY
--- request
GET /a
--- response_headers
Cache-Control: no-cache



=== TEST 6: add_header replaces ours
--- config
    location / {
        faimi s;
        add_header Cache-Control "public, max-age=60";
    }
--- user_files
>>> site/a.md
BODY
--- request
GET /a
--- response_headers
Cache-Control: public, max-age=60



=== TEST 7: but where it says nothing, ours stays
--- config
    location / {
        faimi s;
        add_header Cache-Control "public, max-age=60";
    }
--- user_files
>>> site/a.md
BODY
--- request
GET /nothing
--- error_code: 404
--- response_headers
Cache-Control: no-cache



=== TEST 8: media types
--- user_files eval
[map { ["site/a.$_", "---\nlayout: none\n---\nx\n"] }
     qw(md html txt css xml json js svg)]
--- request eval
["GET /a.html", "GET /a.txt", "GET /a.css", "GET /a.xml", "GET /a.json",
 "GET /a.js", "GET /a.svg"]
--- response_headers_like eval
["Content-Type: text/html; charset=utf-8",
 "Content-Type: text/plain; charset=utf-8",
 "Content-Type: text/css; charset=utf-8",
 "Content-Type: (?:application|text)/xml(?:; charset=utf-8)?",
 "Content-Type: application/json(?:; charset=utf-8)?",
 "Content-Type: (?:application|text)/javascript(?:; charset=utf-8)?",
 "Content-Type: image/svg\\+xml(?:; charset=utf-8)?"]
--- no_error_log
[alert]
[emerg]



=== TEST 9: the type of a page follows its permalink
--- user_files
>>> site/a.md
---
layout: none
permalink: /feed.xml
---
x
>>> site/b.txt
---
layout: none
permalink: /b/
---
x
--- request
GET /feed.xml
--- response_headers_like
Content-Type: (?:application|text)/xml(?:; charset=utf-8)?



=== TEST 10: gzip weakens the ETag
--- config
    gzip on;
    gzip_min_length 1;
    gzip_types text/plain;
    location / { faimi s; }
--- user_files
>>> site/a.md
BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY
>>> site/b.txt
---
layout: none
---
BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY
--- request eval
["GET /a", "GET /b.txt"]
--- more_headers
Accept-Encoding: gzip
--- response_headers_like eval
["Content-Encoding: gzip\nETag: W/\".+\"",
 "Content-Encoding: gzip\nETag: W/\".+\""]



=== TEST 11: and where it does not compress, it does not
--- config
    gzip on;
    gzip_min_length 1;
    location / { faimi s; }
--- user_files
>>> site/a.txt
---
layout: none
---
BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY BODY
--- request
GET /a.txt
--- more_headers
Accept-Encoding: gzip
--- response_headers_like
ETag: ".+"
--- raw_response_headers_unlike: (?i)content-encoding



=== TEST 12: NGINX's charset has nothing to add
--- config
    charset koi8-r;
    location / { faimi s; }
--- user_files
>>> site/a.md
BODY
--- request
GET /a
--- response_headers
Content-Type: text/html; charset=utf-8



=== TEST 13: the lengths are right
--- user_files eval
[["site/a.txt", "---\nlayout: none\n---\n\xc3\xbc\n"]]
--- request eval
["GET /a.txt", "HEAD /a.txt"]
--- response_headers eval
["Content-Length: 3", "Content-Length: 3"]
--- response_body eval
["\xc3\xbc\n", ""]



=== TEST 14: access control is NGINX's
--- config
    location / { faimi s; }
    location /closed/ { faimi s; deny all; }
--- user_files
>>> site/closed/a.md
BODY
>>> site/a.md
BODY
--- request eval
["GET /a", "GET /closed/a"]
--- error_code eval
[200, 403]
--- no_error_log
[alert]
[emerg]



=== TEST 15: a page on a connection that stays
--- user_files
>>> site/a.txt
---
layout: none
---
text
>>> site/b.txt
static
>>> site/c.md
---
redirect_from: /old
---
--- pipelined_requests eval
["GET /a.txt", "GET /old", "GET /b.txt", "GET /nothing", "GET /a.txt"]
--- error_code eval
[200, 301, 200, 404, 200]
--- response_body_like eval
['^text$', '301', '^static$', '404', '^text$']



=== TEST 16: HTML made from Markdown is HTML, whatever its URL's ending
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
    types { text/html html; application/x-seven 7; }
--- user_files eval
[map { ["site/$_.md", "---\nlayout: none\npermalink: /news/$_\n---\nx\n"] }
     qw(0.6.7 0.7 plain)]
--- request eval
["GET /news/0.6.7", "GET /news/0.7", "GET /news/plain", "GET /news/0.6.7"]
--- response_headers eval
[("Content-Type: text/html; charset=utf-8") x 4]



=== TEST 17: another page has the type of NGINX's table, then the default
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
    types { text/html html; application/x-seven 7; text/x-vtt vtt; }
--- config
    default_type application/x-default;
    location / { faimi s; }
    location /typed/ { faimi s; default_type text/x-typed; }
--- user_files eval
[["site/a.txt", "---\npermalink: /0.7\n---\nx\n"],
 ["site/b.vtt", "---\n---\nx\n"],
 ["site/c.unknown", "---\n---\nx\n"],
 ["site/CNAME", "---\n---\nx\n"],
 ["site/typed/d", "---\n---\nx\n"]]
--- request eval
["GET /0.7", "GET /b.vtt", "GET /c.unknown", "GET /CNAME", "GET /typed/d",
 "GET /0.7"]
--- response_headers eval
["Content-Type: application/x-seven", "Content-Type: text/x-vtt",
 "Content-Type: application/x-default", "Content-Type: application/x-default",
 "Content-Type: text/x-typed", "Content-Type: application/x-seven"]



=== TEST 18: etag off
--- config
    etag off;
    location / { faimi s; }
    location /with/ { faimi s; etag on; }
--- user_files
>>> site/a.md
BODY
>>> site/b.txt
static
>>> site/with/a.md
BODY
>>> site/with/b.txt
static
--- request eval
["GET /a", "GET /b.txt", "GET /with/a", "GET /with/b.txt"]
--- raw_response_headers_like eval
['Last-Modified', 'Last-Modified', 'ETag: "', 'ETag: "']
--- raw_response_headers_unlike eval
['ETag', 'ETag', 'nothing', 'nothing']
--- error_code eval
[200, 200, 200, 200]
