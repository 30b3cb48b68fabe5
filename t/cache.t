# Pages are kept, and asked for again by their validators.  What needs the
# ETag of an earlier answer is in live/cache.t.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(1);
plan tests => repeat_each() * (blocks() * 15 + 12);
run_tests();

__DATA__

=== TEST 1: rendered once
--- user_files
>>> site/a.md
BODY-A
>>> site/b.md
BODY-B
--- request eval
["GET /a.html", "GET /a.html", "GET /a", "GET /b", "GET /b"]
--- response_headers eval
["X-Cache: MISS", "X-Cache: HIT", "X-Cache: HIT", "X-Cache: MISS",
 "X-Cache: HIT"]
--- response_body_like eval
[("BODY-A") x 3, ("BODY-B") x 2]



=== TEST 2: HEAD renders and hits, too
--- user_files
>>> site/a.md
BODY
--- request eval
["HEAD /a", "GET /a"]
--- response_headers eval
["X-Cache: MISS", "X-Cache: HIT"]



=== TEST 3: what is no page has no cache status
--- user_files
>>> site/a.md
---
redirect_from: /old
---
BODY
>>> site/a.txt
static
--- request eval
["GET /old", "GET /a.txt", "GET /nothing"]
--- error_code eval
[301, 200, 404]
--- response_headers eval
["! X-Cache", "! X-Cache", "! X-Cache"]



=== TEST 4: a strong ETag
--- user_files
>>> site/a.md
BODY
--- request eval
["GET /a", "GET /a"]
--- response_headers_like eval
['ETag: "[^"]+"', 'ETag: "[^"]+"']



=== TEST 5: any ETag is asked for
--- user_files
>>> site/a.md
BODY
--- request
GET /a
--- more_headers
If-None-Match: *
--- error_code: 304
--- response_headers_like
ETag: "[^"]+"
Cache-Control: no-cache
X-Cache: MISS
--- response_body:



=== TEST 6: another one
--- user_files
>>> site/a.md
BODY
--- request
GET /a
--- more_headers
If-None-Match: "another"
--- response_body_like: BODY



=== TEST 7: If-Match that does not
--- user_files
>>> site/a.md
BODY
--- request
GET /a
--- more_headers
If-Match: "another"
--- error_code: 412



=== TEST 8: a date in the past and one to come
--- user_files
>>> site/a.md
BODY
--- request
GET /a
--- more_headers
If-Modified-Since: Sat, 17 Jan 1998 19:35:33 GMT
--- response_body_like: BODY



=== TEST 9: ranges
--- user_files
>>> site/a.txt
---
layout: none
---
0123456789
--- request eval
["GET /a.txt", "GET /a.txt", "GET /a.txt", "GET /a.txt"]
--- more_headers eval
["Range: bytes=0-4", "Range: bytes=5-", "Range: bytes=-3",
 "Range: bytes=100-"]
--- error_code eval
[206, 206, 206, 416]
--- response_headers eval
["Content-Range: bytes 0-4/11", "Content-Range: bytes 5-10/11",
 "Content-Range: bytes 8-10/11", "Content-Range: bytes */11"]
--- response_body_like eval
['^01234$', '^56789\n$', '^89\n$', '416']



=== TEST 10: several ranges
--- user_files
>>> site/a.txt
---
layout: none
---
0123456789
--- request
GET /a.txt
--- more_headers
Range: bytes=0-1,8-9
--- error_code: 206
--- response_headers_like
Content-Type: multipart/byteranges; boundary=.*
--- response_body_like: \r\n\r\n01\r\n.*\r\n\r\n89\r\n



=== TEST 11: a page that is larger than the zone
--- user_files
>>> site/a.txt
---
layout: none
---
{% for i in (1..40000) %}0123456789012345678901234567890123456789012345678901234567890
{% endfor %}
>>> site/b.txt
---
layout: none
---
small
--- request eval
["GET /a.txt", "GET /a.txt", "GET /b.txt", "GET /b.txt", "GET /status"]
--- response_headers eval
["X-Cache: MISS", "X-Cache: MISS", "X-Cache: MISS", "X-Cache: HIT",
 "! X-Cache"]
--- response_body_filters eval
sub { length($_[0]) > 2_000_000 ? "long" : $_[0] }
--- response_body_like eval
["long", "long", "small", "small", '"too_large":\s*[12]\b']
--- no_error_log
[alert]
[emerg]



=== TEST 12: a zone that is too small for all of the pages
--- user_files eval
[map { ["site/p$_.txt", "---\nlayout: none\n---\n" . ("page $_ " x 30000)] }
     1 .. 12]
--- request eval
[(map { "GET /p$_.txt" } 1 .. 12), "GET /p12.txt",
 "GET /status?check=zone"]
--- response_body_like eval
[(map { "^page $_ page $_ " } 1 .. 12), "^page 12 ",
 '"evictions":\s*[1-9].*"sound":\s*true']
--- response_headers eval
[("X-Cache: MISS") x 12, "X-Cache: HIT", "! X-Cache"]



=== TEST 13: an empty page
--- user_files
>>> site/a.txt
---
layout: none
---
--- request eval
["GET /a.txt", "GET /a.txt", "HEAD /a.txt"]
--- response_headers eval
["Content-Length: 0", "Content-Length: 0", "Content-Length: 0"]
--- response_body eval
["", "", ""]



=== TEST 14: two pages of the same bytes are two pages
--- user_files
>>> site/a.txt
---
layout: none
---
same
>>> site/b.txt
---
layout: none
---
same
--- request eval
["GET /a.txt", "GET /b.txt", "GET /a.txt", "GET /b.txt"]
--- response_body eval
[("same\n") x 4]
