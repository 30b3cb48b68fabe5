# A page as a part of another answer.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 6 + 5);
run_tests();

__DATA__

=== TEST 1: included by SSI
--- config
    location / { faimi s; }
    location /t/ { root $TEST_NGINX_HTML_DIR; ssi on; ssi_types *; }
--- user_files
>>> t/a.html
[<!--# include virtual="/part.txt" -->][<!--# include virtual="/part.txt" -->]
>>> site/part.txt
---
layout: none
---
part
--- request
GET /t/a.html
--- response_headers
! Cache-Control
! ETag
--- response_body eval
"[part\n][part\n]\n"



=== TEST 2: a page that includes
--- config
    ssi on;
    ssi_types text/plain;
    location / { faimi s; add_header X-Cache $faimi_cache_status; }
--- user_files
>>> site/a.txt
---
layout: none
---
[<!--# include virtual="/part.txt" -->]
>>> site/part.txt
---
layout: none
---
part
--- request
GET /a.txt
--- response_headers
Cache-Control: no-cache
--- response_body eval
"[part\n]\n"



=== TEST 3: of a static file, an empty page, what is not there
--- config
    location / { faimi s; }
    location /t/ { root $TEST_NGINX_HTML_DIR; ssi on; ssi_types *; }
--- user_files
>>> t/a.html
[<!--# include virtual="/static.txt" -->][<!--# include virtual="/empty.txt" -->][<!--# include virtual="/nothing" -->]
>>> site/static.txt
static
>>> site/empty.txt
---
layout: none
---
--- request
GET /t/a.html
--- response_body_like: ^\[static\n\]\[\]\[.*404 Not Found.*\]



=== TEST 4: an internal redirect to a page
--- config
    location / { faimi s; }
    location /t/ { rewrite ^/t/(.*)$ /$1.html last; }
    location /try/ { root $TEST_NGINX_HTML_DIR; try_files $uri /b.html; }
--- user_files
>>> site/a.md
BODY-A
>>> site/b.md
BODY-B
--- request eval
["GET /t/a", "GET /try/none"]
--- response_body_like eval
["BODY-A", "BODY-B"]



=== TEST 5: rewritten within the location
--- config
    location / {
        faimi s;
        rewrite ^/was/(.*)$ /$1 break;
    }
--- user_files
>>> site/a.md
BODY-A
>>> site/b.txt
static
--- request eval
["GET /was/a", "GET /was/b.txt"]
--- response_body_like eval
["BODY-A", "^static\$"]



=== TEST 6: behind a proxy of the same server
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
    server {
        listen unix:$TEST_NGINX_HTML_DIR/a.sock;
        faimi s;
    }
--- config
    location / { proxy_pass http://unix:$TEST_NGINX_HTML_DIR/a.sock; }
--- user_files
>>> site/a.md
BODY-A
--- request eval
["GET /a", "HEAD /a"]
--- response_headers eval
[("Cache-Control: no-cache") x 2]
--- response_body_like eval
["BODY-A", "^\$"]
