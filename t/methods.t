# GET and HEAD; anything else is 405 with Allow.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 11 + 6);
run_tests();

__DATA__

=== TEST 1: GET and HEAD of a page
--- user_files
>>> site/a.md
text
--- request eval
["GET /a.html", "HEAD /a.html"]
--- response_headers eval
["! Allow", "! Allow"]
--- response_body_like eval
["text", "^\$"]



=== TEST 2: GET and HEAD of a static file
--- user_files
>>> site/a.txt
text
--- request eval
["GET /a.txt", "HEAD /a.txt"]
--- response_headers eval
["Content-Length: 5", "Content-Length: 5"]
--- response_body eval
["text\n", ""]



=== TEST 3: other methods on a page
--- user_files
>>> site/a.md
text
--- request eval
[map { "$_ /a.html" } qw(POST PUT DELETE OPTIONS PATCH PROPFIND PURGE)]
--- error_code eval
[(405) x 7]
--- response_headers eval
[("Allow: GET, HEAD") x 7]



=== TEST 4: other methods on a static file
--- user_files
>>> site/a.txt
text
--- request eval
[map { "$_ /a.txt" } qw(POST PUT DELETE OPTIONS PATCH)]
--- error_code eval
[(405) x 5]
--- response_headers eval
[("Allow: GET, HEAD") x 5]



=== TEST 5: other methods on an alias, and on what is not there
--- user_files
>>> site/a.md
---
redirect_from: /old
---
text
--- request eval
["POST /old", "POST /nothing"]
--- error_code eval
[405, 405]
--- response_headers eval
["Allow: GET, HEAD", "Allow: GET, HEAD"]



=== TEST 6: a body that is not asked for is read away
--- user_files
>>> site/a.md
text
--- pipelined_requests eval
["GET /a.html\nbody", "POST /a.html\nbody", "GET /a.html"]
--- error_code eval
[200, 405, 200]



=== TEST 7: where the site is off, NGINX's own answer
--- config
    location / { faimi s; }
    location /t/ { faimi off; }
--- user_files
>>> t/a.txt
text
>>> site/.keep
--- request
POST /t/a.txt
--- error_code: 405
--- response_headers
! Allow



=== TEST 8: HEAD of a redirect
--- user_files
>>> site/a.md
---
redirect_from: /old
---
text
--- request
HEAD /old
--- error_code: 301
--- response_headers
Location: /a.html
--- response_body
