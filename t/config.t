# The configuration: what is wrong is found when it is read, with file and
# line; what is right works.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(1);
plan tests => repeat_each() * (blocks() * 3 + 5);
run_tests();

__DATA__

=== TEST 1: faimi names no site
--- config
    location / { faimi nobody; }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi nobody".* in \S+nginx\.conf:\d+/



=== TEST 2: faimi_status names no site
--- config
    location / { faimi_status nobody; }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi_status nobody".* in \S+nginx\.conf:\d+/



=== TEST 3: faimi_status off is no site
--- config
    location / { faimi_status off; }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi_status off".* in \S+nginx\.conf:\d+/



=== TEST 4: the folder is missing
--- user_files
>>> other/.keep
--- must_die
--- error_log eval
qr{\[emerg\].*html/site".*No such file.* in \S+nginx\.conf:\d+}



=== TEST 5: the folder is a file
--- user_files
>>> site
a file
--- must_die
--- error_log eval
qr{\[emerg\].*html/site".*Not a directory.* in \S+nginx\.conf:\d+}



=== TEST 6: the folder has no name
--- http_config
    faimi_site s "";
--- must_die
--- error_log eval
qr/\[emerg\].*faimi_site.* in \S+nginx\.conf:\d+/



=== TEST 7: the zone is too small
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1023k;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"zone=1023k".*too small.* in \S+nginx\.conf:\d+/



=== TEST 8: the smallest zone
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1024k;
--- user_files
>>> site/index.md
BODY
--- request
GET /
--- response_body_like: BODY



=== TEST 9: no size
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=much;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"much".* in \S+nginx\.conf:\d+/



=== TEST 10: an empty size
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"zone=.* in \S+nginx\.conf:\d+/



=== TEST 11: a negative size
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=-16m;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"-16m".* in \S+nginx\.conf:\d+/



=== TEST 12: declared twice
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"s".*twice.* in \S+nginx\.conf:\d+/



=== TEST 13: two names for one folder
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
    faimi_site t $TEST_NGINX_HTML_DIR/site zone=1m;
--- config
    location / { faimi t; }
--- user_files
>>> site/index.md
BODY
--- request
GET /
--- response_body_like: BODY



=== TEST 14: a name with a slash
--- http_config
    faimi_site a/b $TEST_NGINX_HTML_DIR/site;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*name "a\/b".* in \S+nginx\.conf:\d+/



=== TEST 15: an empty name
--- http_config
    faimi_site "" $TEST_NGINX_HTML_DIR/site;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*name "".* in \S+nginx\.conf:\d+/



=== TEST 16: off is no name
--- http_config
    faimi_site off $TEST_NGINX_HTML_DIR/site;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*name "off".* in \S+nginx\.conf:\d+/



=== TEST 17: a name of all that a name may have
--- http_config
    faimi_site a_B-1.x $TEST_NGINX_HTML_DIR/site zone=1m;
--- config
    location / { faimi a_B-1.x; }
--- user_files
>>> site/index.md
BODY
--- request
GET /
--- response_body_like: BODY



=== TEST 18: an unknown option
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site size=16m;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"size=16m".* in \S+nginx\.conf:\d+/



=== TEST 19: an option without a value
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"zone".* in \S+nginx\.conf:\d+/



=== TEST 20: an option twice
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site watch=on zone=1m watch=on;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*duplicate.*watch.* in \S+nginx\.conf:\d+/



=== TEST 21: a way of watching that there is not
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site watch=yes;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"yes".*watch.* in \S+nginx\.conf:\d+/



=== TEST 22: an interval that is no time
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site interval=often;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"often".*interval.* in \S+nginx\.conf:\d+/



=== TEST 23: an interval that is too short
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site interval=99ms;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"99ms".*interval.* in \S+nginx\.conf:\d+/



=== TEST 24: an interval that is too long
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site interval=25h;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"25h".*interval.* in \S+nginx\.conf:\d+/



=== TEST 25: max_page is no size
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site max_page=all;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"all".*max_page.* in \S+nginx\.conf:\d+/



=== TEST 26: max_page is nothing
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site max_page=0;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"max_page=0".* in \S+nginx\.conf:\d+/



=== TEST 27: max_page is too large
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site max_page=65m;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"max_page=65m".*too large.* in \S+nginx\.conf:\d+/



=== TEST 28: the theme is missing
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site theme=$TEST_NGINX_HTML_DIR/none;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr{\[emerg\].*theme.*html/none".*No such file.* in \S+nginx\.conf:\d+}



=== TEST 29: the theme has no name
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site theme=;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*theme.* in \S+nginx\.conf:\d+/



=== TEST 30: root after faimi
--- config
    location / {
        faimi s;
        root $TEST_NGINX_HTML_DIR;
    }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi s" stands beside "root" .* in \S+nginx\.conf:\d+/



=== TEST 31: root before faimi
--- config
    location / {
        root $TEST_NGINX_HTML_DIR;
        faimi s;
    }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi s" stands beside "root" .* in \S+nginx\.conf:\d+/



=== TEST 32: alias after faimi
--- config
    location / {
        faimi s;
        alias $TEST_NGINX_HTML_DIR/;
    }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi s" stands beside "alias" .* in \S+nginx\.conf:\d+/



=== TEST 33: alias before faimi
--- config
    location / {
        alias $TEST_NGINX_HTML_DIR/;
        faimi s;
    }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi s" stands beside "alias" .* in \S+nginx\.conf:\d+/



=== TEST 34: root after faimi in a server
--- config
    faimi s;
    root $TEST_NGINX_HTML_DIR/plain;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi s" stands beside "root" .* in \S+nginx\.conf:\d+/



=== TEST 35: faimi twice
--- config
    location / {
        faimi s;
        faimi s;
    }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi" directive is duplicate in \S+nginx\.conf:\d+/



=== TEST 36: faimi_status twice
--- config
    location / {
        faimi_status s;
        faimi_status s;
    }
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi_status" directive is duplicate in \S+nginx\.conf:\d+/



=== TEST 37: faimi_site without a folder
--- http_config
    faimi_site s;
--- must_die
--- error_log
invalid number of arguments in "faimi_site" directive



=== TEST 38: faimi_site has no place in a server
--- config
    faimi_site t $TEST_NGINX_HTML_DIR/site;
--- user_files
>>> site/.keep
--- must_die
--- error_log
"faimi_site" directive is not allowed here



=== TEST 39: faimi has no place in http
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site;
    faimi s;
--- user_files
>>> site/.keep
--- must_die
--- error_log
"faimi" directive is not allowed here



=== TEST 40: faimi_status has no place in a server
--- config
    faimi_status s;
--- user_files
>>> site/.keep
--- must_die
--- error_log
"faimi_status" directive is not allowed here



=== TEST 41: a relative path is taken from the configuration's prefix
--- http_config
    faimi_site s ../html/site zone=1m;
--- user_files
>>> site/index.md
BODY
>>> site/a.txt
static
--- request eval
["GET /", "GET /a.txt"]
--- response_body_like eval
["BODY", "^static\$"]



=== TEST 42: slashes behind the path do not matter
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site// zone=1m;
--- user_files
>>> site/index.md
BODY
>>> site/a.txt
static
--- request eval
["GET /", "GET /a.txt"]
--- response_body_like eval
["BODY", "^static\$"]



=== TEST 43: every option
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=2m watch=poll interval=100ms
               max_page=64m theme=$TEST_NGINX_HTML_DIR/theme;
--- user_files
>>> site/index.md
BODY
>>> theme/_layouts/.keep
--- request eval
["GET /", "GET /status"]
--- response_body_like eval
["BODY", '"watch":\s*"poll"']



=== TEST 44: watch=off, and the longest interval
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m watch=off interval=24h;
--- user_files
>>> site/index.md
BODY
--- request eval
["GET /", "GET /status"]
--- response_body_like eval
["BODY", '"watch":\s*"off"']



=== TEST 45: faimi off restores the server's root
--- config
    root $TEST_NGINX_HTML_DIR/plain;
    location / { faimi s; }
    location /files/ { faimi off; }
--- user_files
>>> site/files/a.txt
of the site
>>> plain/files/a.txt
plain
--- request
GET /files/a.txt
--- response_body
plain



=== TEST 46: also from within the site's location
--- config
    root $TEST_NGINX_HTML_DIR/plain;
    location / {
        faimi s;
        location /files/ { faimi off; }
    }
--- user_files
>>> site/files/a.txt
of the site
>>> site/b.txt
site
>>> plain/files/a.txt
plain
--- request eval
["GET /files/a.txt", "GET /b.txt"]
--- response_body eval
["plain\n", "site\n"]



=== TEST 47: also under a server that serves the site: http's root
--- http_config
    root $TEST_NGINX_HTML_DIR/plain;
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
--- config
    faimi s;
    location /files/ { faimi off; }
    location /off/ { faimi off; location /off/on/ { faimi s; } }
--- user_files
>>> site/files/a.txt
of the site
>>> site/off/on/a.txt
on again
>>> plain/files/a.txt
plain
--- request eval
["GET /files/a.txt", "GET /off/on/a.txt"]
--- response_body eval
["plain\n", "on again\n"]



=== TEST 48: where no root holds, NGINX's default
--- config
    location / { faimi s; }
    location /files/ { faimi off; }
--- user_files
>>> site/files/a.txt
of the site
>>> files/a.txt
plain
--- request
GET /files/a.txt
--- response_body
plain



=== TEST 49: faimi off where nothing was on
--- config
    location / {
        faimi off;
        root $TEST_NGINX_HTML_DIR/plain;
    }
--- user_files
>>> site/.keep
>>> plain/a.txt
plain
--- request
GET /a.txt
--- response_body
plain



=== TEST 50: an own root inside ends the site there
--- config
    location / {
        faimi s;
        location /files/ { root $TEST_NGINX_HTML_DIR/plain; }
        location /more/ { add_header X-More yes; }
    }
--- user_files
>>> site/files/a.txt
of the site
>>> site/more/b.md
BODY-MORE
>>> plain/files/a.txt
plain
--- request eval
["GET /files/a.txt", "GET /more/b"]
--- response_body_like eval
["^plain\$", "BODY-MORE"]



=== TEST 51: an own alias inside ends the site there
--- config
    location / {
        faimi s;
        location /files/ { alias $TEST_NGINX_HTML_DIR/plain/; }
    }
--- user_files
>>> site/files/a.txt
of the site
>>> plain/a.txt
plain
--- request
GET /files/a.txt
--- response_body
plain



=== TEST 52: a broken _config.yml does not stop NGINX
--- user_files
>>> site/_config.yml
title: [
>>> site/index.md
BODY
--- request
GET /
--- error_code: 503
--- error_log eval
qr/\[error\].*faimi: site "s": _config\.yml:\d+:\d+: /
--- no_error_log
[emerg]



=== TEST 53: broken pages do not stop NGINX
--- user_files
>>> site/index.md
---
title: [
---
BODY
>>> site/_layouts/default.html
{% if %}{% nothing %
>>> site/a.txt
static
--- request
GET /a.txt
--- response_body
static
--- error_log
[error]
--- no_error_log
[emerg]



=== TEST 54: NGINX's default as a root of its own, before faimi
--- config
    root html;
    faimi s;
--- user_files
>>> site/.keep
--- must_die
--- error_log eval
qr/\[emerg\].*"faimi s" stands beside "root" .* in \S+nginx\.conf:\d+/
