# The main job: a folder of pages is a site.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 6 + 2);
run_tests();

__DATA__

=== TEST 1: a page
--- user_files
>>> site/about.md
---
title: About
---
Some *text*.
--- request
GET /about.html
--- response_headers
Content-Type: text/html; charset=utf-8
--- response_body_like: <p>Some <em>text</em>\.</p>



=== TEST 2: the front page
--- user_files
>>> site/index.md
---
---
front
--- request
GET /
--- response_body_like: <p>front</p>



=== TEST 3: Markdown without front matter is a page, too
--- user_files
>>> site/notes.md
# Heading

text
--- request
GET /notes.html
--- response_body_like: <h1 id="heading">Heading</h1>



=== TEST 4: a static file
--- user_files
>>> site/a/b.txt
as it is: {{ page.title }} *a*
--- request
GET /a/b.txt
--- response_body
as it is: {{ page.title }} *a*



=== TEST 5: what is not there
--- user_files
>>> site/index.md
front
--- request
GET /nothing
--- error_code: 404
--- response_body_like: 404 Not Found



=== TEST 6: an empty folder is a site
--- user_files
>>> site/.keep
--- request eval
["GET /", "GET /index.html", "GET /status"]
--- error_code eval
[404, 404, 200]



=== TEST 7: the synopsis of README.md, below the server block that uses it
--- http_config
    server {
        listen $TEST_NGINX_SERVER_PORT;
        server_name synopsis;

        location / {
            faimi workshop;
        }

        location = /faimi-status {
            faimi_status workshop;
            allow 127.0.0.1;
            deny all;
        }
    }

    faimi_site workshop $TEST_NGINX_HTML_DIR/site zone=32m;
--- config
    return 204;
--- user_files
>>> site/index.md
front
--- more_headers
Host: synopsis
--- request eval
["GET /", "GET /faimi-status"]
--- response_body_like eval
["<p>front</p>", '"site":\s*"workshop"']



=== TEST 8: two sites
--- http_config
    faimi_site one $TEST_NGINX_HTML_DIR/one zone=1m;
    faimi_site two $TEST_NGINX_HTML_DIR/two zone=1m;
--- config
    location / { faimi one; }
    location /two/ { faimi two; }
--- user_files
>>> one/index.md
BODY-ONE
>>> one/two/index.md
BODY-HIDDEN
>>> two/two/index.md
BODY-TWO
--- request eval
["GET /", "GET /two/"]
--- response_body_like eval
["BODY-ONE", "BODY-TWO"]



=== TEST 9: one site under two servers
--- http_config
    server {
        listen $TEST_NGINX_SERVER_PORT;
        server_name other;
        faimi s;
    }

    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
--- config
    faimi s;
--- user_files
>>> site/index.md
BODY
--- request eval
["GET /", "GET /"]
--- more_headers eval
["Host: other", ""]
--- response_body_like eval
["BODY", "BODY"]



=== TEST 10: beside other locations of the server
--- config
    faimi s;
    location = /t { return 200 "plain\n"; }
--- user_files
>>> site/t.md
hidden
>>> site/u.md
BODY-U
--- request eval
["GET /t", "GET /u"]
--- response_body_like eval
["^plain\$", "BODY-U"]
