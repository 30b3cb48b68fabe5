# Faults that there were, so that they do not come back.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * blocks() * 4;
run_tests();

__DATA__

=== TEST 1: a location with another root below a site, and a page of its name
--- config
    location / {
        faimi s;
        location /files/ { root $TEST_NGINX_HTML_DIR/plain; }
    }
--- user_files
>>> site/files/a.md
BODY-SITE
>>> plain/files/b.txt
plain
--- request
GET /files/b.txt
--- response_body
plain
