# The module is loaded, and nothing of it is used.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * blocks() * 5;
run_tests();

__DATA__

=== TEST 1: NGINX is as it was
--- http_config
--- config
    location / { root $TEST_NGINX_HTML_DIR; }
--- user_files
>>> a.txt
a
--- request eval
["GET /a.txt", "GET /b.txt"]
--- error_code eval
[200, 404]
--- response_headers eval
["! Cache-Control", "! Cache-Control"]
--- no_error_log
[alert]
[emerg]



=== TEST 2: POST to a static file is NGINX's own 405
--- http_config
--- config
    location / { root $TEST_NGINX_HTML_DIR; }
--- user_files
>>> a.txt
a
--- request
POST /a.txt
--- error_code: 405
--- response_headers
! Allow



=== TEST 3: variables are empty
--- http_config
--- config
    location = /t {
        return 200 "[$faimi_cache_status$faimi_page$faimi_year$faimi_layout$faimi_title]\n";
    }
--- request
GET /t
--- response_body
[]



=== TEST 4: a site is declared, and not served
--- config
    location / { root $TEST_NGINX_HTML_DIR; }
--- user_files
>>> site/a.md
raw
--- request
GET /site/a.md
--- response_body
raw
