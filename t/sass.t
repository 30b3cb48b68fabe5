# Sass: what is compiled, where it stands, and what cannot get out of its child
# process.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

BEGIN {
    my $faimi = ($ENV{FAIMI_BUILD} // 'build') . '/faimi';

    plan(skip_all => 'this build has no libsass')
        if `$faimi --version` !~ /\(libsass/;
}

repeat_each(2);
plan tests => repeat_each() * (blocks() * 4 + 29);
run_tests();

__DATA__

=== TEST 1: a page becomes CSS, and has its map beside it
--- user_files
>>> site/assets/main.scss
---
---
$c: red;
.a { .b { color: $c; } }
--- request eval
["GET /assets/main.css", "GET /assets/main.css.map", "GET /assets/main.scss"]
--- error_code eval
[200, 200, 404]
--- response_body_like eval
['^\.a \.b \{ color: red; \}\n\n/\*# sourceMappingURL=main\.css\.map \*/$',
 '(?s)"file": "main\.css".*"sources": \[\s*"main\.scss".*"mappings": "[A-Z]',
 '404']
--- response_headers eval
["Content-Type: text/css; charset=utf-8",
 "Content-Type: application/json; charset=utf-8",
 "X-Cache:"]



=== TEST 2: no front matter, no page
--- user_files
>>> site/plain.scss
.a { .b { color: red; } }
--- request eval
["GET /plain.scss", "GET /plain.css"]
--- error_code eval
[200, 404]



=== TEST 3: Liquid first, then the indented syntax
--- user_files
>>> site/_config.yml
sass: {style: compressed, sourcemap: never}
>>> site/a.sass
---
color: blue
---
.a
  .b
    color: {{ page.color }}
--- request eval
["GET /a.css", "GET /a.css.map"]
--- error_code eval
[200, 404]
--- response_body_like eval
['^\.a \.b\{color:blue\}\n$', '404']



=== TEST 4: imports: beside, _sass, load paths, an index, another syntax
--- user_files
>>> site/_config.yml
sass: {load_paths: [lib, "vendor/*/scss"], sourcemap: never}
>>> site/_sass/_a.scss
@import "more/b";
>>> site/_sass/more/_b.scss
@import "c";
>>> site/_sass/more/c.sass
.c
  x: 1
>>> site/_sass/dir/_index.scss
.dir { x: 2 }
>>> site/lib/_d.scss
.d { x: 3 }
>>> site/vendor/pack/scss/e.scss
.e { x: 4 }
>>> site/css/_f.scss
.f { x: 5 }
>>> site/css/main.scss
---
---
@import "a", "dir", "d", "e", 'css/f';
@import "http://example.org/x.css", "y.css";
--- request
GET /css/main.css
--- response_body_like eval
'(?s)^@import "http://example.org/x.css";\n@import url\(y.css\);\n'
. '\.c \{ x: 1; \}\s+\.dir \{ x: 2; \}\s+\.d \{ x: 3; \}\s+'
. '\.e \{ x: 4; \}\s+\.f \{ x: 5; \}\s+$'



=== TEST 5: what is imported is no page
--- user_files
>>> site/_sass/a.scss
---
---
.a { x: 1 }
>>> site/index.html
front
--- request eval
["GET /_sass/a.scss", "GET /_sass/a.css", "GET /a.css"]
--- error_code eval
[404, 404, 404]



=== TEST 6: an error is at its file, line and column
--- user_files
>>> site/_sass/_bad.scss
.a { x: 1 }
.b { x: $none }
>>> site/main.scss
---
---
@import "bad";
--- request
GET /main.css
--- error_code: 500
--- error_log
_sass/_bad.scss:2:9: Sass: Undefined variable



=== TEST 7: and of a page it is counted from its first line
--- user_files
>>> site/main.scss
---
title: x
---

.a { x: $none }
--- request
GET /main.css
--- error_code: 500
--- error_log
main.scss:5:9: Sass: Undefined variable



=== TEST 8: what is not there
--- user_files
>>> site/main.scss
---
---
@import "none";
--- request
GET /main.css
--- error_code: 500
--- error_log
main.scss:3:1: Sass: File to import not found or unreadable: none



=== TEST 9: nothing outside of the site
--- user_files
>>> outside/_x.scss
.x { SECRET: 1 }
>>> site/main.scss
---
---
@import "../outside/x";
--- request
GET /main.css
--- error_code: 500
--- error_log
not found or unreadable



=== TEST 10: nor by an absolute path
--- user_files
>>> site/main.scss
---
---
@import "/etc/passwd";
--- request
GET /main.css
--- error_code: 500
--- error_log
not found or unreadable: /etc/passwd



=== TEST 11: nor by the configuration
--- user_files
>>> outside/_x.scss
.x { SECRET: 1 }
>>> site/_config.yml
sass: {load_paths: ["../outside"], sass_dir: ../outside}
>>> site/main.scss
---
---
@import "x";
--- request
GET /main.css
--- error_code: 500
--- error_log eval
["load_paths: ../outside leads out of the site", "not found or unreadable"]



# The master of a reload has children that end.

=== TEST 12: an endless loop ends
--- skip_eval: 15: $ENV{TEST_NGINX_USE_HUP}
--- user_files
>>> site/main.scss
---
---
@while true {}
>>> site/b.scss
---
---
.b { x: 1 }
--- request eval
["GET /main.css", "GET /main.css", "GET /b.css"]
--- error_code eval
[500, 500, 200]
--- timeout: 20
--- error_log
main.scss:3: Sass: the page takes more than 3 s to compile
--- no_error_log
unknown process
signal 17
[alert]



=== TEST 13: so does a recursion
--- user_files
>>> site/main.scss
---
---
@function f($x) { @return f($x + 1); }
.a { x: f(1); }
--- request
GET /main.css
--- error_code: 500
--- error_log
Sass: Stack depth exceeded



=== TEST 14: an import of itself
--- user_files
>>> site/_sass/_a.scss
@import "a";
>>> site/main.scss
---
---
@import "a";
--- request
GET /main.css
--- error_code: 500
--- error_log
_sass/_a.scss:1:1: Sass: An @import loop has been found



=== TEST 15: a child that ends is nothing to the worker
--- skip_eval: 15: $ENV{TEST_NGINX_USE_HUP}
--- user_files
>>> site/main.scss
---
---
.a { x: 1 }
--- request eval
["GET /main.css", "GET /main.css.map", "GET /status"]
--- error_code eval
[200, 200, 200]
--- no_error_log
unknown process
SIGCHLD
[alert]
[error]



=== TEST 16: the status says what compiles
--- user_files
>>> site/a.md
text
--- request
GET /status
--- response_body_like: "sass":"libsass 3



=== TEST 17: an empty page has no map
--- user_files
>>> site/main.scss
---
---
--- request eval
["GET /main.css", "GET /main.css.map"]
--- error_code eval
[200, 404]



=== TEST 18: two files for one name
--- user_files
>>> site/_sass/_a.scss
.a { x: 1 }
>>> site/_sass/a.scss
.a { x: 2 }
>>> site/main.scss
---
---
@import "a";
--- request
GET /main.css
--- error_code: 500
--- error_log
It's not clear which file to import for '@import "a"'
