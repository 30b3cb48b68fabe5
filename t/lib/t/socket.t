# What our suites take Test::Nginx::Socket to do, on plain NGINX: OpenResty's
# and our stand-in.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/..";

BEGIN { $ENV{TEST_NGINX_LOAD_MODULES} = '' }

use Faimi::Suite;
use Test::Nginx::Socket 'no_plan';

$ENV{TEST_NGINX_HTML_DIR} ||= html_dir();
repeat_each(2);
run_tests();

__DATA__

=== TEST 1: a body, a header, and one that is not there
--- config
    location = /t { add_header X-A "one two"; return 200 "hello\n"; }
--- request
GET /t
--- response_headers
X-A: one two
! X-B
--- response_body
hello
--- no_error_log
[error]



=== TEST 2: status codes
--- config
    location = /t { return 404 "no"; }
--- request
GET /t
--- error_code: 404
--- response_body chomp
no
--- raw_response_headers_like: ^HTTP/1\.1 404 Not Found\r\nServer: nginx
--- raw_response_headers_unlike: Location



=== TEST 3: more headers, the method, a port
--- config
    location = /t { return 200 "$request_method $http_x_a $http_host\n"; }
--- request
HEAD /t
--- more_headers
X-A: b
--- response_headers
Content-Length: 17
--- response_body



=== TEST 4: several requests, each with its own headers
--- config
    location = /t { return 200 "$http_x_a\n"; }
    location = /u { return 302 /elsewhere; }
--- request eval
["GET /t", "GET /u"]
--- more_headers eval
["X-A: b", ""]
--- error_code eval
[200, 302]
--- response_body_like eval
["^b\$", "302 Found"]



=== TEST 5: a pipeline on one connection
--- config
    location = /t { return 200 "$connection_requests $http_connection\n"; }
--- pipelined_requests eval
["GET /t", "GET /none", "GET /t"]
--- response_body_like eval
['^1 keep-alive$', '404', '^3 close$']
--- error_code eval
[200, 404, 200]
--- no_error_log
[crit]



=== TEST 6: files of the block, with a date
--- config
    location /f/ { alias $TEST_NGINX_HTML_DIR/; }
--- user_files
>>> a/b.txt 199801171935.33
one
two
>>> c.txt
three
--- request eval
["GET /f/a/b.txt", "GET /f/c.txt"]
--- response_headers eval
["Last-Modified: Sat, 17 Jan 1998 19:35:33 GMT", ""]
--- response_body eval
["one\ntwo\n", "three\n"]



=== TEST 7: the error log
--- config
    location /f/ { root $TEST_NGINX_HTML_DIR; }
--- request
GET /f/none
--- error_code: 404
--- error_log eval
["No such file", qr/open\(\) ".*none"/]
--- no_error_log
[crit]
--- access_log
GET /f/none
--- no_access_log
GET /f/some



=== TEST 8: a configuration that must not start
--- config
    no_such_directive;
--- must_die
--- error_log
unknown directive "no_such_directive"



=== TEST 9: a body, filters
--- config
    location = /t { return 200 "$content_length $content_type\n"; }
--- request
# a comment
POST /t
four
--- more_headers
Content-Type: text/x
--- response_body_filters
uc
--- response_body
4 TEXT/X



=== TEST 10: raw bytes in pieces
--- config
    location = /t { return 200 "$request_uri\n"; }
--- raw_request eval
["GET /t?a HTTP/1.1\r\nHos", "t: x\r\nConnection: close\r\n\r\n"]
--- raw_request_middle_delay: 0.02
--- response_body
/t?a



=== TEST 11: chunks are put together
--- config
    location /f/ { alias $TEST_NGINX_HTML_DIR/; ssi on; ssi_types *; }
--- user_files eval
[["long.txt", "x" x 70000]]
--- request
GET /f/long.txt
--- raw_response_headers_like: Transfer-Encoding: chunked
--- response_body eval
"x" x 70000



=== TEST 12: skipped for this nginx
--- config
    no_such_directive;
--- request
GET /t
--- skip_nginx
2: > 1.2.0



=== TEST 13: the default location
--- config
--- request
GET /
--- response_body_like: It works!
--- response_headers_like
Server: nginx.*
Content-Type: text/.*



=== TEST 14: an answer that does not come
--- config
    location = /t { limit_rate 1; return 200 "slow slow slow\n"; }
--- request
GET /t
--- timeout: 200ms
--- abort
--- ignore_response



=== TEST 15: the block's own code
--- init
$main::initialised++;
--- config
    location = /t { return 200 "x"; }
--- request
GET /t
--- response_body_filters eval
sub { $main::initialised > 0 ? "ran" : "did not run" }
--- response_body chomp
ran



=== TEST 16: each request has its own part of the error log
--- config
    location /f/ { root $TEST_NGINX_HTML_DIR; }
--- request eval
["GET /f/none", "GET /f/none"]
--- error_code eval
[404, 404]
--- grep_error_log eval
qr/No such file/
--- grep_error_log_out
No such file
