# What Jekyll would not write is 404, at any spelling of its path, and is not
# even looked for on disk.  Symbolic links are in live/links.t.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

add_response_body_check(sub {
    my ($block, $body) = @_;

    unlike($body // '', qr/SECRET/, $block->name . ' - no secret');
});

repeat_each(1);
plan tests => repeat_each() * (blocks() * 26 + 1);
run_tests();

__DATA__

=== TEST 1: names that begin with a dot
--- user_files
>>> site/index.md
front
>>> site/.git/config
SECRET
>>> site/.git/HEAD
SECRET
>>> site/.htaccess
SECRET
>>> site/.well-known/a.txt
SECRET
>>> site/a/.hidden
SECRET
>>> site/a/.hidden.md
SECRET
>>> site/a/.hidden.html
SECRET
--- request eval
["GET /.git/config", "GET /.git/HEAD", "GET /.git", "GET /.git/",
 "GET /.well-known/a.txt", "GET /a/.hidden", "GET /a/.hidden.md",
 "GET /a/.hidden.html"]
--- error_code eval
[(404) x 8]



=== TEST 2: but .htaccess is in Jekyll's include
--- user_files
>>> site/.htaccess
of Jekyll's include
--- request
GET /.htaccess
--- response_body
of Jekyll's include



=== TEST 3: names that begin with an underscore
--- user_files
>>> site/_config.yml
title: SECRET
>>> site/_layouts/default.html
SECRET-{{ content }}
>>> site/_includes/a.html
SECRET
>>> site/_data/a.yml
x: SECRET
>>> site/_drafts/a.md
SECRET
>>> site/_x.md
SECRET
>>> site/a/_b/c.html
SECRET
>>> site/a/_c.html
SECRET
>>> site/_site/index.html
SECRET
--- request eval
["GET /_config.yml", "GET /_layouts/default.html", "GET /_layouts/default",
 "GET /_includes/a.html", "GET /_data/a.yml", "GET /_drafts/a.md",
 "GET /_drafts/a.html", "GET /_x.html", "GET /_x.md", "GET /a/_b/c.html",
 "GET /a/_c.html", "GET /_site/index.html", "GET /_site/", "GET /a.html"]
--- error_code eval
[(404) x 14]



=== TEST 4: names that begin with # or ~, or end in ~ or a dot
--- user_files eval
[["site/#a.html", "SECRET\n"], ["site/#a.md#", "SECRET\n"],
 ["site/~a.html", "SECRET\n"], ["site/a.html~", "SECRET\n"],
 ["site/a.md~", "SECRET\n"], ["site/b.", "SECRET\n"],
 ["site/#x/a.html", "SECRET\n"], ["site/x~/a.html", "SECRET\n"]]
--- request eval
["GET /%23a.html", "GET /%23a.md%23", "GET /~a.html", "GET /%7ea.html",
 "GET /a.html~", "GET /a.md~", "GET /a.md%7E", "GET /b.", "GET /%23x/a.html",
 "GET /x~/a.html"]
--- error_code eval
[(404) x 10]



=== TEST 5: the source of a page
--- user_files
>>> site/a.md
SECRET-SOURCE is the page's text
>>> site/b.html
---
permalink: /c/
---
page
>>> site/d/index.md
page
--- request eval
["GET /a.md", "GET /a.md/", "GET /A.md", "GET /%61.md", "GET /b.html",
 "GET /d/index.md"]
--- error_code eval
[(404) x 6]



=== TEST 6: other spellings of the path
--- user_files
>>> site/_config.yml
title: SECRET
>>> site/.git/config
SECRET
>>> site/assets/a.css
css
>>> site/_layouts/default.html
SECRET-{{ content }}
--- request eval
["GET //_config.yml", "GET ///_config.yml", "GET /assets/../_config.yml",
 "GET /assets/..//_config.yml", "GET /./_config.yml", "GET /%5fconfig.yml",
 "GET /%5Fconfig%2eyml", "GET /%2egit/config", "GET /%2Egit%2Fconfig",
 "GET /assets%2f..%2f_config.yml", "GET /assets/%2e%2e/_config.yml",
 "GET /_config.yml/", "GET /_config.yml/.", "GET /_config.yml?x",
 "GET /_config.yml%20", "GET /_config.yml.", "GET /_CONFIG.YML",
 "GET /_layouts//default.html", "GET /_layouts/./default.html",
 "GET /.git/./config", "GET /.GIT/config", "GET /_config.yml%23",
 "GET /_config.yml;x", "GET /_config%2Eyml"]
--- error_code eval
[(404) x 24]



=== TEST 7: without merged slashes
--- http_config
    merge_slashes off;
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;
--- user_files
>>> site/_config.yml
title: SECRET
>>> site/.git/config
SECRET
>>> site/assets/a.css
css
>>> site/about.md
text
--- request eval
["GET //_config.yml", "GET /assets//../_config.yml", "GET ///.git//config",
 "GET //_config.yml/", "GET /assets/..//_config.yml", "GET /about//",
 "GET //assets//"]
--- error_code eval
[(404) x 7]



=== TEST 8: out of the root
--- user_files
>>> site/index.md
front
>>> secret.txt
SECRET
--- raw_request eval
[map { "GET $_ HTTP/1.0\r\nHost: localhost\r\n\r\n" } "/../secret.txt"]
--- error_code: 400
--- no_error_log
[alert]
[emerg]



=== TEST 9: out of the root, encoded
--- user_files
>>> site/index.md
front
>>> secret.txt
SECRET
--- request eval
["GET /%2e%2e/secret.txt", "GET /%2e%2e%2fsecret.txt",
 "GET /..%2fsecret.txt", "GET /a/../../secret.txt",
 "GET /%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "GET /..%5csecret.txt",
 "GET /%252e%252e/secret.txt", "GET /%c0%ae%c0%ae/secret.txt",
 "GET /site/../../secret.txt", "GET /.../secret.txt"]
--- error_code_like eval
[("400|404") x 10]
--- no_error_log
[alert]
[emerg]



=== TEST 10: a NUL byte
--- user_files
>>> site/_config.yml
title: SECRET
>>> site/a.txt
text
--- request eval
["GET /_config.yml%00", "GET /_config.yml%00.html", "GET /a.txt%00.html",
 "GET /%00_config.yml", "GET /a%00.txt"]
--- error_code_like eval
[("400|404") x 5]
--- no_error_log
[alert]
[emerg]



=== TEST 11: bytes that are no UTF-8, and a path without end
--- user_files
>>> site/_config.yml
title: SECRET
--- request eval
["GET /%ff%fe", "GET /_config.yml%ff", "GET /%e2%82", "GET /%f8%88%80%80",
 "GET /" . ("%2f" x 900), "GET /" . ("..%2f" x 2) . "x", "GET /%"]
--- error_code_like eval
[("400|404") x 7]
--- no_error_log
[alert]
[emerg]



=== TEST 12: a folder without an index
--- config
    autoindex on;
    location / { faimi s; }
--- user_files
>>> site/images/SECRET.png
png
--- request eval
["GET /images", "GET /images/", "GET /images/.", "GET /images//", "GET /"]
--- error_code eval
[(404) x 5]



=== TEST 13: what _config.yml excludes
--- user_files
>>> site/_config.yml
exclude: [internal, notes.md, "*.log", tools/]
>>> site/internal/a.txt
SECRET
>>> site/internal/b.md
SECRET
>>> site/internal2/a.txt
SECRET
>>> site/notes.md
SECRET
>>> site/a.log
SECRET
>>> site/tools/a.txt
SECRET
>>> site/public/a.txt
public
--- request eval
["GET /internal/a.txt", "GET /internal/b.html", "GET /internal2/a.txt",
 "GET /notes.html", "GET /notes", "GET /a.log", "GET /tools/a.txt",
 "GET /public/a.txt"]
--- error_code eval
[(404) x 7, 200]



=== TEST 14: what Jekyll excludes by itself, at the root
--- user_files
>>> site/Gemfile
SECRET
>>> site/Gemfile.lock
SECRET
>>> site/gemfiles/a.txt
SECRET
>>> site/node_modules/a/package.json
SECRET
>>> site/vendor/bundle/a.txt
SECRET
>>> site/vendor/gems/a.txt
SECRET
>>> site/vendor/mine/a.txt
public
>>> site/sub/Gemfile
public
--- request eval
["GET /Gemfile", "GET /Gemfile.lock", "GET /gemfiles/a.txt",
 "GET /node_modules/a/package.json", "GET /vendor/bundle/a.txt",
 "GET /vendor/gems/a.txt", "GET /vendor/mine/a.txt", "GET /sub/Gemfile"]
--- error_code eval
[(404) x 6, 200, 200]



=== TEST 15: an exclude of the site's own adds to them
--- user_files
>>> site/_config.yml
exclude: [x]
>>> site/Gemfile
SECRET
>>> site/x/a.txt
SECRET
--- request eval
["GET /Gemfile", "GET /x/a.txt"]
--- error_code eval
[404, 404]



=== TEST 16: include publishes what would not be
--- user_files
>>> site/_config.yml
include: [.well-known, _shown]
>>> site/.well-known/a.txt
public
>>> site/_shown/b.txt
public
>>> site/_hidden/c.txt
SECRET
--- request eval
["GET /.well-known/a.txt", "GET /_shown/b.txt", "GET /_hidden/c.txt"]
--- error_code eval
[200, 200, 404]



=== TEST 17: drafts
--- user_files
>>> site/_drafts/a.md
---
permalink: /a/
---
SECRET
>>> site/sub/_drafts/b.md
---
permalink: /b/
---
SECRET
--- request eval
["GET /a/", "GET /b/", "GET /_drafts/a.md"]
--- error_code eval
[404, 404, 404]



=== TEST 18: published: false, and what looks like it
--- user_files
>>> site/a.md
---
published: false
---
SECRET
>>> site/b.md
---
published: no
---
SECRET
>>> site/c.md
---
published: "false"
---
public
>>> site/d.html
---
published: false
---
SECRET
--- request eval
["GET /a.html", "GET /b.html", "GET /c.html", "GET /d.html", "GET /a.md",
 "GET /a"]
--- error_code eval
[404, 404, 200, 404, 404, 404]



=== TEST 19: posts dated ahead, and not
--- user_files
>>> site/_posts/2999-01-01-ahead.md
---
permalink: /ahead/
---
SECRET
>>> site/_posts/2020-01-01-dated.md
---
permalink: /dated/
date: 2999-01-01
---
SECRET
>>> site/_posts/2020-01-01-past.md
---
permalink: /past/
---
public
>>> site/page.md
---
date: 2999-01-01
---
public
--- request eval
["GET /ahead/", "GET /dated/", "GET /past/", "GET /page"]
--- error_code eval
[404, 404, 200, 200]



=== TEST 20: collections without output
--- user_files
>>> site/_config.yml
collections:
  people: {}
  events:
    output: true
>>> site/_people/a.md
---
---
SECRET
>>> site/_events/a.md
---
---
public
>>> site/_events/b.txt
public
--- request eval
["GET /people/a.html", "GET /people/a", "GET /_people/a.md",
 "GET /events/a.html", "GET /events/b.txt", "GET /_events/a.md"]
--- error_code eval
[404, 404, 404, 200, 200, 404]



=== TEST 21: a permalink does not lead out of the site
--- user_files
>>> secret.txt
SECRET
>>> site/a.md
---
permalink: /../secret.txt
---
page
>>> site/b.md
---
permalink: /_config.yml
---
page
>>> site/_config.yml
title: SECRET
--- request eval
["GET /../secret.txt", "GET /secret.txt"]
--- error_code_like eval
[("200|400|404") x 2]
--- no_error_log
[alert]
[emerg]



=== TEST 22: files that only the operator's configuration names
--- user_files
>>> site/nginx.conf
published, as Jekyll would
>>> site/.env
SECRET
>>> site/.gitignore
SECRET
--- request eval
["GET /nginx.conf", "GET /.env", "GET /.gitignore"]
--- error_code eval
[200, 404, 404]
