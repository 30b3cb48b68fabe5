# baseurl: the site stands below a path.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 9 + 8);
run_tests();

__DATA__

=== TEST 1: it is taken off the path
--- user_files
>>> site/_config.yml
baseurl: /base
>>> site/index.md
BODY-FRONT
>>> site/about.md
BODY-ABOUT
--- request eval
["GET /base/", "GET /base/about.html", "GET /base/about"]
--- response_body_like eval
["BODY-FRONT", "BODY-ABOUT", "BODY-ABOUT"]



=== TEST 2: and nothing is elsewhere
--- user_files
>>> site/_config.yml
baseurl: /base
>>> site/index.md
BODY-FRONT
>>> site/about.md
BODY-ABOUT
>>> site/base2.md
BODY-BASE2
--- request eval
["GET /", "GET /about.html", "GET /base2", "GET /baseabout.html"]
--- error_code eval
[404, 404, 404, 404]



=== TEST 3: the front page without its slash
--- user_files
>>> site/_config.yml
baseurl: /base
>>> site/index.md
BODY-FRONT
--- request
GET /base?x
--- error_code: 301
--- response_headers
Location: /base/?x



=== TEST 4: it is in front of every Location
--- user_files
>>> site/_config.yml
baseurl: /base
>>> site/new.md
---
redirect_from: /old
---
BODY
>>> site/folder/index.md
BODY
>>> site/to.md
---
redirect_to: /new.html
---
>>> site/out.md
---
redirect_to: https://example.org/
---
>>> site/2025-x.md
BODY
--- request eval
["GET /base/old", "GET /base/folder", "GET /base/to", "GET /base/out",
 "GET /base/latest/", "GET /old"]
--- error_code eval
[301, 301, 301, 301, 302, 404]
--- response_headers eval
["Location: /base/new.html", "Location: /base/folder/",
 "Location: /base/new.html", "Location: https://example.org/",
 "Location: /base/2025/", "! Location"]



=== TEST 5: a slash behind it, or none before it
--- user_files
>>> site/_config.yml
baseurl: /base/
>>> site/index.md
BODY-FRONT
>>> site/a.md
---
redirect_from: /old
---
--- request eval
["GET /base/", "GET /base/old"]
--- error_code eval
[200, 301]
--- response_headers eval
["! Location", "Location: /base/a.html"]



=== TEST 6: two levels
--- user_files
>>> site/_config.yml
baseurl: /a/b
>>> site/index.md
BODY-FRONT
>>> site/x/y.txt
static
--- request eval
["GET /a/b/", "GET /a/b/x/y.txt", "GET /a/"]
--- error_code eval
[200, 200, 404]
--- response_body_like eval
["BODY-FRONT", "^static\$", "404"]



=== TEST 7: an empty one is none
--- user_files
>>> site/_config.yml
baseurl: ""
>>> site/index.md
BODY-FRONT
--- request
GET /
--- response_body_like: BODY-FRONT



=== TEST 8: templates see it
--- user_files
>>> site/_config.yml
baseurl: /base
url: https://example.org
>>> site/a.txt
---
layout: none
---
{{ site.baseurl }} {{ page.url }} {{ "/x" | relative_url }} {{ "/x" | absolute_url }}
--- request
GET /base/a.txt
--- response_body
/base /a.txt /base/x https://example.org/base/x



=== TEST 9: what is not published stays so below it
--- user_files
>>> site/_config.yml
baseurl: /base
>>> site/_secret.txt
secret
--- request eval
["GET /base/_config.yml", "GET /base/_secret.txt", "GET /_config.yml"]
--- error_code eval
[404, 404, 404]
