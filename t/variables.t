# What log lines and headers can say of a page.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 6 + 7);
run_tests();

__DATA__

=== TEST 1: of a page
--- config
    location / {
        faimi s;
        add_header X-Vars "[$faimi_page][$faimi_year][$faimi_layout][$faimi_title]" always;
    }
--- user_files
>>> site/_layouts/event.html
{{ content }}
>>> site/events/a.md
---
title: The event
layout: event
permalink: /2025-event/
---
BODY
>>> site/b.md
# A heading

BODY
--- request eval
["GET /2025-event/", "HEAD /2025-event/", "GET /b"]
--- response_headers eval
["X-Vars: [events/a.md][2025][event][The event]",
 "X-Vars: [events/a.md][2025][event][The event]",
 "X-Vars: [b.md][][][A heading]"]



=== TEST 2: year: in the front matter, a title that is a heading
--- config
    location / {
        faimi s;
        add_header X-Vars "[$faimi_year][$faimi_title]" always;
    }
--- user_files
>>> site/b.md
---
year: 2023
title: "\u00dcber"
---
BODY
--- request
GET /b
--- response_headers eval
"X-Vars: [2023][\xc3\x9cber]"



=== TEST 3: of a static file, a redirect and nothing: empty
--- config
    location / {
        faimi s;
        add_header X-Vars "[$faimi_cache_status$faimi_page$faimi_year$faimi_layout$faimi_title]" always;
    }
--- user_files
>>> site/a.txt
static
>>> site/b.md
---
redirect_from: /old
---
BODY
--- request eval
["GET /a.txt", "GET /old", "GET /nothing", "POST /b"]
--- error_code eval
[200, 301, 404, 405]
--- response_headers eval
[("X-Vars: []") x 4]



=== TEST 4: of a section's page: no source
--- config
    location / {
        faimi s;
        add_header X-Vars "[$faimi_page][$faimi_year]" always;
    }
--- user_files
>>> site/2025-a.md
BODY
--- request
GET /2025/
--- response_headers
X-Vars: [][2025]



=== TEST 5: of the 404 page
--- config
    location / {
        faimi s;
        add_header X-Vars "[$faimi_page]" always;
    }
--- user_files
>>> site/404.md
---
permalink: /404.html
---
BODY
--- request
GET /nothing
--- error_code: 404
--- response_headers
X-Vars: [404.md]



=== TEST 6: of a broken page
--- user_files
>>> site/a.md
---
title: [
---
BODY
--- request
GET /a
--- error_code: 500
--- response_headers
X-Cache: ERROR
--- error_log
[error]



=== TEST 7: in the access log
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
    log_format faimi '"$request" $status <$faimi_page>';
--- config
    access_log $TEST_NGINX_SERVER_ROOT/logs/access.log faimi;
    location / { faimi s; }
--- user_files
>>> site/a.md
BODY
--- request
GET /a
--- access_log
"GET /a HTTP/1.1" 200 <a.md>



=== TEST 8: in a condition
--- config
    location / {
        faimi s;
        add_header X-Year $faimi_year;
    }
--- user_files
>>> site/2024-a.md
BODY
>>> site/b.md
BODY
--- request eval
["GET /2024-a", "GET /b"]
--- response_headers eval
["X-Year: 2024", "! X-Year"]
