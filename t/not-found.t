# What is not there: the site's own page, else NGINX's.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 9 + 13);
run_tests();

__DATA__

=== TEST 1: the site's 404.html
--- user_files
>>> site/404.html
---
layout: none
---
BODY-404 {{ page.url }}
--- request eval
["GET /nothing", "HEAD /nothing", "GET /_config.yml", "GET /a/b/"]
--- error_code eval
[404, 404, 404, 404]
--- response_headers eval
[("Content-Type: text/html; charset=utf-8\nCache-Control: no-cache\n! ETag\n! Last-Modified") x 4]
--- response_body eval
["BODY-404 /404.html\n", "", "BODY-404 /404.html\n", "BODY-404 /404.html\n"]



=== TEST 2: a Markdown page with that URL
--- user_files
>>> site/missing.md
---
permalink: /404.html
---
BODY-404
--- request eval
["GET /nothing", "GET /404.html", "GET /404"]
--- error_code eval
[404, 200, 200]
--- response_body_like eval
["BODY-404", "BODY-404", "BODY-404"]



=== TEST 3: a validator does not make a 404 a 304
--- user_files
>>> site/404.html
---
---
BODY-404
--- request eval
["GET /nothing", "GET /nothing", "GET /nothing"]
--- more_headers eval
["If-None-Match: *", "If-Modified-Since: Thu, 01 Jan 2037 00:00:00 GMT",
 "Range: bytes=0-1"]
--- error_code eval
[404, 404, 404]
--- response_body_like eval
[("BODY-404") x 3]



=== TEST 4: without one, NGINX's own
--- user_files
>>> site/a.md
BODY
--- request
GET /nothing
--- error_code: 404
--- response_headers
Cache-Control: no-cache
--- response_body_like: <center><h1>404 Not Found</h1></center>



=== TEST 5: and error_page, if the site has none
--- config
    location / { faimi s; error_page 404 /t; }
    location = /t { return 200 "operator\n"; }
--- user_files
>>> site/a.md
BODY
--- request
GET /nothing
--- error_code: 404
--- response_body
operator



=== TEST 6: a broken 404 page is 404 all the same
--- user_files
>>> site/404.html
---
title: [
---
BODY
--- request
GET /nothing
--- error_code: 404
--- error_log
[error]
--- no_error_log
[alert]



=== TEST 7: a static 404.html
--- user_files
>>> site/404.html
STATIC-404
>>> site/a.md
BODY
--- request
GET /nothing
--- error_code: 404



=== TEST 8: error_page of the operator may lead into the site
--- config
    error_page 404 /oops.html;
    location / { faimi s; }
--- user_files
>>> site/oops.md
BODY-OOPS
--- request
GET /nothing
--- error_code: 404
--- response_body_like: BODY-OOPS



=== TEST 9: the operator's error_page wins over the site's 404.html
--- config
    location / { faimi s; error_page 404 /t; }
    location /site/ { faimi s; error_page 500 /t; }
    location /below/ { error_page 404 /t; location /below/it/ { faimi s; } }
    location = /t { return 200 "operator\n"; }
--- user_files
>>> site/404.html
---
layout: none
---
site
--- request eval
["GET /nothing", "GET /site/nothing", "GET /below/it/nothing",
 "HEAD /nothing"]
--- error_code eval
[404, 404, 404, 404]
--- response_body eval
["operator\n", "site\n", "operator\n", ""]



=== TEST 10: with another status, by name, and through several hops
--- config
    location / { faimi s; error_page 404 =410 @gone; }
    location @gone { return 200 "gone\n"; }
    location /hop/ { faimi s; error_page 404 /hop/nothing; }
    location /hops/ {
        faimi s;
        recursive_error_pages on;
        error_page 404 /t;
    }
    location = /t { return 200 "operator\n"; }
--- user_files
>>> site/404.html
---
layout: none
---
site
--- request eval
["GET /nothing", "GET /hop/a", "GET /hops/a"]
--- error_code eval
[410, 404, 404]
--- response_body eval
["gone\n", "site\n", "operator\n"]
