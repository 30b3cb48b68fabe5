# redirect_from: other URLs that lead to a page.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 10 + 18);
run_tests();

__DATA__

=== TEST 1: a string
--- user_files
>>> site/new.md
---
redirect_from: /old
---
BODY
--- request eval
["GET /old", "GET /old.html", "GET /old/"]
--- error_code eval
[301, 301, 404]
--- response_headers eval
["Location: /new.html", "Location: /new.html", "! Location"]



=== TEST 2: a list
--- user_files
>>> site/new.md
---
redirect_from:
  - /one/
  - /two.html
  - /three/four
---
BODY
--- request eval
["GET /one/", "GET /one", "GET /one/index.html", "GET /two.html", "GET /two",
 "GET /three/four"]
--- error_code eval
[(301) x 6]
--- response_headers eval
[("Location: /new.html") x 6]



=== TEST 3: nothing in the list, and nothing at all
--- user_files
>>> site/a.md
---
redirect_from: [~, /old, ]
---
BODY-A
>>> site/b.md
---
redirect_from:
---
BODY-B
>>> site/c.md
---
redirect_from: []
---
BODY-C
--- request eval
["GET /old", "GET /a", "GET /b", "GET /c", "GET /"]
--- error_code eval
[301, 200, 200, 200, 404]



=== TEST 4: a number is a path, too
--- user_files
>>> site/a.md
---
redirect_from: [2023]
---
BODY
>>> site/b.md
---
redirect_from: 2022
---
BODY
--- request eval
["GET /2023", "GET /2022"]
--- error_code eval
[301, 301]
--- response_headers eval
["Location: /a.html", "Location: /b.html"]



=== TEST 5: the slash before it may be left out
--- user_files
>>> site/a.md
---
redirect_from: [old, older/, older/still.html]
---
BODY
--- request eval
["GET /old", "GET /older/", "GET /older/still.html"]
--- error_code eval
[301, 301, 301]
--- response_headers eval
[("Location: /a.html") x 3]



=== TEST 6: an empty one is the front page
--- user_files
>>> site/a.md
---
redirect_from: ""
---
BODY
--- request eval
["GET /", "GET /index.html"]
--- error_code eval
[301, 301]
--- response_headers eval
[("Location: /a.html") x 2]



=== TEST 7: the query is carried over
--- user_files
>>> site/new.md
---
redirect_from: /old/
---
BODY
--- request eval
["GET /old/?a=1&b=%20x", "GET /old?a", "GET /old/?", "GET /old/"]
--- error_code eval
[(301) x 4]
--- response_headers eval
["Location: /new.html?a=1&b=%20x", "Location: /new.html?a",
 "Location: /new.html", "Location: /new.html"]



=== TEST 8: to a page's URL as it is written, and encoded
--- user_files eval
[["site/sp ace.md", "---\nredirect_from: /a\n---\n"],
 ["site/\xc3\xbcn\xc3\xaf.md", "---\nredirect_from: /b\n---\n"],
 ["site/c.md", "---\npermalink: /c/\nredirect_from: /d\n---\n"],
 ["site/e.md", "---\npermalink: \"/100%/a+b\"\nredirect_from: /f\n---\n"],
 ["site/index.md", "---\nredirect_from: /home\n---\n"]]
--- request eval
["GET /a", "GET /b", "GET /d", "GET /f", "GET /home"]
--- error_code eval
[(301) x 5]
--- response_headers_like eval
['Location: /sp%20ace\.html', 'Location: /%C3%BCn%C3%AF\.html',
 'Location: /c/', 'Location: /100%25/a(?:\+|%2B)b', 'Location: /']



=== TEST 9: aliases with blanks and other letters
--- user_files eval
[["site/a.md", "---\nredirect_from: [\"/old page\", \"/\xc3\xbc/\", \"/x%20y\"]\n---\n"]]
--- request eval
["GET /old%20page", "GET /%C3%BC/", "GET /x%20y"]
--- error_code eval
[301, 301, 301]
--- response_headers eval
[("Location: /a.html") x 3]



=== TEST 10: an alias of another file type is itself
--- user_files
>>> site/a.md
---
redirect_from: [/old.php, /feed.rss]
---
BODY
--- request eval
["GET /old.php", "GET /feed.rss", "GET /old", "GET /old.php.html"]
--- error_code eval
[301, 301, 404, 404]



=== TEST 11: the index of the page's own folder: a redirect, then the page
--- user_files
>>> site/a.md
---
permalink: /2025-miccai-workshop/index.html
redirect_from: /2025-miccai-workshop/
---
BODY
--- request eval
["GET /2025-miccai-workshop/", "GET /2025-miccai-workshop/index.html",
 "GET /2025-miccai-workshop"]
--- error_code eval
[301, 200, 301]
--- response_headers eval
["Location: /2025-miccai-workshop/index.html", "! Location",
 "Location: /2025-miccai-workshop/index.html"]



=== TEST 12: faimi.index_alias: serve
--- user_files
>>> site/_config.yml
faimi:
  index_alias: serve
>>> site/a.md
---
permalink: /2025-miccai-workshop/index.html
redirect_from: [/2025-miccai-workshop/, /old]
---
BODY
--- request eval
["GET /2025-miccai-workshop/", "GET /2025-miccai-workshop/index.html",
 "GET /old"]
--- error_code eval
[200, 200, 301]
--- response_headers eval
["! Location", "! Location", "Location: /2025-miccai-workshop/index.html"]



=== TEST 13: redirect_status 302
--- user_files
>>> site/_config.yml
faimi:
  redirect_status: 302
>>> site/a.md
---
redirect_from: /old
---
--- request
GET /old
--- error_code: 302
--- response_headers
Location: /a.html



=== TEST 14: redirect_status 307
--- user_files
>>> site/_config.yml
faimi:
  redirect_status: 307
>>> site/a.md
---
redirect_from: /old
---
--- request
GET /old
--- error_code: 307
--- response_headers
Location: /a.html



=== TEST 15: redirect_status 308, for redirect_to, too
--- user_files
>>> site/_config.yml
faimi:
  redirect_status: 308
>>> site/a.md
---
redirect_from: /old
---
>>> site/b.md
---
redirect_to: /a.html
---
--- request eval
["GET /old", "GET /b"]
--- error_code eval
[308, 308]
--- response_headers eval
["Location: /a.html", "Location: /a.html"]



=== TEST 16: any other redirect_status is reported, and is 301
--- user_files
>>> site/_config.yml
faimi:
  redirect_status: 200
>>> site/a.md
---
redirect_from: /old
---
--- request
GET /old
--- error_code: 301
--- response_headers
Location: /a.html
--- error_log eval
qr/\[error\].*_config\.yml.*redirect_status/



=== TEST 17: a redirect is to be asked for again
--- user_files
>>> site/a.md
---
redirect_from: /old
---
--- request
GET /old
--- error_code: 301
--- response_headers
Cache-Control: no-cache
Location: /a.html
X-Cache:
--- response_body_like: 301 Moved Permanently



=== TEST 18: a page that is not published has no aliases
--- user_files
>>> site/a.md
---
published: false
redirect_from: /old
---
--- request
GET /old
--- error_code: 404



=== TEST 19: of two aliases that differ by the slash, each has its own
--- user_files
>>> site/a.md
---
redirect_from: /x
---
>>> site/b.md
---
redirect_from: /x/
---
--- request eval
["GET /x", "GET /x/"]
--- error_code eval
[301, 301]
--- response_headers eval
["Location: /a.html", "Location: /b.html"]



=== TEST 20: nothing gets into the header from an alias or a query
--- user_files eval
[["site/a.md", "---\npermalink: \"/a\\r\\nX-Evil: 1/\"\nredirect_from: /old\n---\n"],
 ["site/b.md", "---\nredirect_to: \"/b\\r\\nX-Evil: 1\"\n---\n"]]
--- request eval
["GET /old", "GET /b", "GET /old?a%0d%0aX-Evil:%201"]
--- error_code_like eval
['30\d|404', '30\d|404', '30\d|404']
--- response_headers eval
["! X-Evil", "! X-Evil", "! X-Evil"]
--- no_error_log
[alert]
[emerg]



=== TEST 21: Location is relative or absolute, as NGINX's directives say
--- config
    location / { faimi s; }
    location /rel/ { faimi s; absolute_redirect off; }
    location /port/ { faimi s; port_in_redirect off; }
    location /name/ {
        faimi s;
        server_name_in_redirect on;
    }
--- user_files eval
[map { ["site/$_/a.md", "---\nredirect_from: /$_/old\n---\n"] }
     qw(abs rel port name)]
--- request eval
["GET /abs/old?x=1", "GET /rel/old?x=1", "GET /port/old", "GET /name/old"]
--- more_headers
Host: www.example.org
--- error_code eval
[301, 301, 301, 301]
--- response_headers_like eval
["Location: http://www\\.example\\.org:\\d+/abs/a\\.html\\?x=1",
 "Location: /rel/a\\.html\\?x=1",
 "Location: http://www\\.example\\.org/port/a\\.html",
 "Location: http://localhost:\\d+/name/a\\.html"]
