# Static files are sent as NGINX's own handler would send them, as long as they
# are published.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 9 + 21);
run_tests();

__DATA__

=== TEST 1: NGINX's own validators
--- user_files
>>> site/a.txt 199801171935.33
static
--- request
GET /a.txt
--- response_headers
Last-Modified: Sat, 17 Jan 1998 19:35:33 GMT
ETag: "34c10805-7"
Accept-Ranges: bytes
! X-Cache
--- response_body
static



=== TEST 2: not modified
--- user_files
>>> site/a.txt 199801171935.33
static
--- request eval
["GET /a.txt", "GET /a.txt"]
--- more_headers eval
["If-Modified-Since: Sat, 17 Jan 1998 19:35:33 GMT",
 'If-None-Match: "34c10805-7"']
--- error_code eval
[304, 304]



=== TEST 3: a range
--- user_files
>>> site/a.txt
0123456789
--- request
GET /a.txt
--- more_headers
Range: bytes=2-4
--- error_code: 206
--- response_headers
Content-Range: bytes 2-4/11
--- response_body chomp
234



=== TEST 4: types are those of NGINX's configuration
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
    types { text/css css; image/png png; text/html html; }
--- config
    default_type application/octet-stream;
    location / { faimi s; }
--- user_files
>>> site/a.css
a
>>> site/b.png
b
>>> site/c.unknown
c
>>> site/d.html
d
--- request eval
["GET /a.css", "GET /b.png", "GET /c.unknown", "GET /d"]
--- response_headers eval
["Content-Type: text/css", "Content-Type: image/png",
 "Content-Type: application/octet-stream", "Content-Type: text/html"]



=== TEST 5: names with blanks and other letters
--- user_files eval
[["site/a b.txt", "blank\n"], ["site/\xc3\xbc/\xe2\x82\xac.txt", "euro\n"],
 ["site/100%.txt", "percent\n"], ["site/a+b?c.txt", "marks\n"]]
--- request eval
["GET /a%20b.txt", "GET /%C3%BC/%E2%82%AC.txt", "GET /100%25.txt",
 "GET /a+b%3Fc.txt", "GET /a+b?c.txt"]
--- error_code eval
[200, 200, 200, 200, 404]
--- response_body_like eval
['^blank$', '^euro$', '^percent$', '^marks$', '404']



=== TEST 6: bytes are not touched
--- user_files eval
[["site/a.bin", pack "C*", 0 .. 255],
 ["site/b.html", "\xef\xbb\xbf---\ntitle: x\n---\n{{ page.title }}\n"],
 ["site/c.html", "\n---\ntitle: x\n---\n{{ page.title }}\n"],
 ["site/d.html", "----\ntitle: x\n----\n"]]
--- request eval
["GET /a.bin", "GET /b.html", "GET /c.html", "GET /d.html"]
--- response_body eval
[pack("C*", 0 .. 255),
 "\xef\xbb\xbf---\ntitle: x\n---\n{{ page.title }}\n",
 "\n---\ntitle: x\n---\n{{ page.title }}\n", "----\ntitle: x\n----\n"]



=== TEST 7: an empty file
--- user_files
>>> site/a.txt
>>> site/b.txt
b
--- request
GET /a.txt
--- response_headers
Content-Length: 0
--- response_body



=== TEST 8: a file of another spelling is another file
--- user_files
>>> site/a.txt
a
--- request eval
["GET /A.txt", "GET /a.txt/", "GET /a.txt.html", "GET /a"]
--- error_code eval
[(404) x 4]



=== TEST 9: a static page below a name without ending
--- user_files
>>> site/a.html
page
>>> site/b/index.html
index
--- request eval
["GET /a", "GET /b/", "GET /a?x"]
--- response_body eval
["page\n", "index\n", "page\n"]



=== TEST 10: the index module does not look for files
--- config
    location / {
        faimi s;
        index secret.txt _config.yml;
        autoindex on;
    }
--- user_files
>>> site/a/b.txt
b
>>> site/a/secret.txt
secret
>>> site/_config.yml
title: x
--- request eval
["GET /a/", "GET /a/secret.txt"]
--- error_code eval
[404, 200]



=== TEST 11: a large file
--- user_files eval
[["site/a.bin", "0123456789abcdef" x 65536 x 2]]
--- request
GET /a.bin
--- response_headers
Content-Length: 2097152
--- response_body_filters
md5_hex
--- response_body eval
use Digest::MD5; Digest::MD5::md5_hex("0123456789abcdef" x 65536 x 2)



=== TEST 12: baseurl is in front of static files, too
--- user_files
>>> site/_config.yml
baseurl: /base
>>> site/a.txt
static
--- request
GET /base/a.txt
--- response_body
static



=== TEST 13: NGINX's ways to read a file
--- config
    location / { faimi s; sendfile off; }
    location /sendfile/ { faimi s; sendfile on; sendfile_max_chunk 64k; }
    location /direct/ { faimi s; directio 1k; output_buffers 1 32k; }
    location /ahead/ { faimi s; read_ahead 256k; open_file_cache max=9; }
--- user_files eval
[map { ["site/$_/a.bin", "0123456789abcdef" x 65536] }
     qw(plain sendfile direct ahead)]
--- request eval
[map { "GET /$_/a.bin" } qw(plain sendfile direct ahead)]
--- response_headers eval
[("Content-Length: 1048576") x 4]
--- response_body_filters
md5_hex
--- response_body eval
use Digest::MD5;
[(Digest::MD5::md5_hex("0123456789abcdef" x 65536)) x 4]



=== TEST 14: several parts, and a condition on them
--- user_files
>>> site/a.txt 199801171935.33
0123456789
--- request eval
["GET /a.txt", "GET /a.txt", "GET /a.txt"]
--- more_headers eval
["Range: bytes=0-1,5-6", "Range: bytes=99-",
 "Range: bytes=2-4\nIf-Range: Sat, 17 Jan 1998 19:35:32 GMT"]
--- error_code eval
[206, 416, 200]
--- response_body_like eval
["(?s)bytes 0-1/11.*01.*bytes 5-6/11.*56", "416", "0123456789"]



=== TEST 15: the file is also found in open_file_cache's time after an edit
--- config
    location / {
        faimi s;
        open_file_cache max=10;
        open_file_cache_valid 60s;
        open_file_cache_errors on;
    }
--- user_files
>>> site/a.txt
static
--- request eval
["GET /a.txt", "GET /b.txt", "GET /a.txt"]
--- error_code eval
[200, 404, 200]
