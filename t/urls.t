# Which URL gives what: the rules of docs/urls.md, one after the other.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 13 + 16);
run_tests();

__DATA__

=== TEST 1: a page's URL from its path
--- user_files
>>> site/index.md
BODY-FRONT
>>> site/about.md
BODY-ABOUT
>>> site/docs/index.md
BODY-DOCS
>>> site/docs/setup.md
BODY-SETUP
>>> site/data.json
---
---
BODY-DATA
--- request eval
["GET /", "GET /about.html", "GET /docs/", "GET /docs/setup.html",
 "GET /data.json"]
--- response_body_like eval
[map { "BODY-$_" } qw(FRONT ABOUT DOCS SETUP DATA)]



=== TEST 2: a permalink, as it is written
--- user_files
>>> site/a.md
---
permalink: /p/
---
BODY-A
>>> site/b.md
---
permalink: /q
---
BODY-B
>>> site/c.md
---
permalink: /r.html
---
BODY-C
>>> site/d.md
---
permalink: /s/index.html
---
BODY-D
>>> site/e.md
---
permalink: /t/index
---
BODY-E
--- request eval
["GET /p/", "GET /q", "GET /r.html", "GET /s/index.html", "GET /t/index"]
--- response_body_like eval
[map { "BODY-$_" } qw(A B C D E)]



=== TEST 3: and not where it would be without
--- user_files
>>> site/a.md
---
permalink: /p/
---
BODY-A
--- request eval
["GET /a.html", "GET /a", "GET /a/", "GET /p.html"]
--- error_code eval
[404, 404, 404, 404]



=== TEST 4: permalinks that are not quite URLs
--- user_files
>>> site/deep/a.md
---
permalink: p/
---
BODY-A
>>> site/b.md
---
permalink: //x//y/
---
BODY-B
>>> site/c.md
---
permalink: pretty
---
BODY-C
>>> site/deep/d.md
---
permalink: /:path/:basename/z/
---
BODY-D
>>> site/e.md
---
permalink:
---
BODY-E
--- request eval
["GET /p/", "GET /x/y/", "GET /pretty", "GET /deep/d/z/", "GET /e.html"]
--- response_body_like eval
[map { "BODY-$_" } qw(A B C D E)]



=== TEST 5: permalink: pretty in _config.yml
--- user_files
>>> site/_config.yml
permalink: pretty
>>> site/about.md
BODY-ABOUT
>>> site/docs/index.md
BODY-DOCS
--- request eval
["GET /about/", "GET /docs/", "GET /about.html"]
--- error_code eval
[200, 200, 404]
--- response_body_like eval
["BODY-ABOUT", "BODY-DOCS", "404"]



=== TEST 6: rule 1 before rule 3: the URL as written, before output files
--- user_files
>>> site/a.md
---
permalink: /x
---
BODY-PAGE
>>> site/x/index.md
BODY-FOLDER
--- request eval
["GET /x", "GET /x.html", "GET /x/", "GET /x/index.html"]
--- response_body_like eval
["BODY-PAGE", "BODY-PAGE", "BODY-FOLDER", "BODY-FOLDER"]



=== TEST 7: rule 2 before rule 5: an alias as written, before the folder
--- user_files
>>> site/a.md
---
permalink: /w/index.html
redirect_from: /w/
---
BODY-PAGE
--- request eval
["GET /w/", "GET /w/index.html", "GET /w/index"]
--- error_code eval
[301, 200, 200]
--- response_headers eval
["Location: /w/index.html", "! Location", "! Location"]



=== TEST 8: rule 3: an output file
--- user_files
>>> site/a.md
---
permalink: /p/
---
BODY-P
>>> site/b.md
---
permalink: /q
---
BODY-Q
--- request eval
["GET /p/index.html", "GET /q.html"]
--- response_body_like eval
["BODY-P", "BODY-Q"]



=== TEST 9: rule 4: with .html behind, of pages and of static files
--- user_files
>>> site/about.md
BODY-ABOUT
>>> site/plain.html
BODY-PLAIN
>>> site/docs/index.md
BODY-DOCS
>>> site/note.txt
BODY-NOTE
--- request eval
["GET /about", "GET /plain", "GET /docs/index", "GET /index", "GET /note"]
--- error_code eval
[200, 200, 200, 404, 404]
--- response_body_like eval
["BODY-ABOUT", "^BODY-PLAIN\$", "BODY-DOCS", "404", "404"]



=== TEST 10: but a page is no folder
--- user_files
>>> site/about.md
BODY-ABOUT
>>> site/plain.html
BODY-PLAIN
>>> site/q.md
---
permalink: /q
---
BODY-Q
--- request eval
["GET /about/", "GET /about.html/", "GET /plain/", "GET /q/"]
--- error_code eval
[404, 404, 404, 404]



=== TEST 11: rule 5: a folder's index, of pages and of static files
--- user_files
>>> site/a/index.md
BODY-A
>>> site/b/index.html
BODY-B
--- request eval
["GET /a/", "GET /a/index.html", "GET /b/", "GET /b/index.html"]
--- response_body_like eval
["BODY-A", "BODY-A", "^BODY-B\$", "^BODY-B\$"]



=== TEST 12: rule 6: a folder without its slash
--- user_files
>>> site/a/index.md
BODY-A
>>> site/b/index.html
BODY-B
>>> site/c/d/index.md
BODY-D
--- request eval
["GET /a", "GET /b", "GET /c/d", "GET /a?x=1&y"]
--- error_code eval
[301, 301, 301, 301]
--- response_headers eval
["Location: /a/", "Location: /b/", "Location: /c/d/",
 "Location: /a/?x=1&y"]



=== TEST 13: goes straight to where that ends
--- user_files
>>> site/a.md
---
permalink: /w/index.html
redirect_from: /w/
---
BODY
--- request
GET /w?x=1
--- error_code: 301
--- response_headers
Location: /w/index.html?x=1



=== TEST 14: with an absolute Location, as NGINX makes it
--- config
    location / { faimi s; }
--- user_files
>>> site/a/index.md
BODY
--- request
GET /a
--- error_code: 301
--- response_headers
Location: http://localhost:$ServerPort/a/



=== TEST 15: rule 7: a folder without an index
--- user_files
>>> site/a/b.txt
text
>>> site/a/c/d.md
text
--- request eval
["GET /a", "GET /a/", "GET /a/c/", "GET /"]
--- error_code eval
[404, 404, 404, 404]



=== TEST 16: a page and a folder of one name
--- user_files
>>> site/both.md
BODY-PAGE
>>> site/both/index.md
BODY-FOLDER
--- request eval
["GET /both", "GET /both.html", "GET /both/", "GET /both/index.html"]
--- response_body_like eval
["BODY-PAGE", "BODY-PAGE", "BODY-FOLDER", "BODY-FOLDER"]



=== TEST 17: the same of static files
--- user_files
>>> site/both.html
BODY-PAGE
>>> site/both/index.html
BODY-FOLDER
--- request eval
["GET /both", "GET /both.html", "GET /both/", "GET /both/index.html"]
--- response_body_like eval
["BODY-PAGE", "BODY-PAGE", "BODY-FOLDER", "BODY-FOLDER"]



=== TEST 18: a query is no part of the path
--- user_files
>>> site/about.md
BODY-ABOUT
>>> site/a.txt
static
--- request eval
["GET /about.html?x=/y.html", "GET /about?", "GET /a.txt?x"]
--- response_body_like eval
["BODY-ABOUT", "BODY-ABOUT", "^static\$"]



=== TEST 19: case counts
--- user_files
>>> site/About.md
BODY-ABOUT
--- request eval
["GET /About.html", "GET /about.html", "GET /ABOUT"]
--- error_code eval
[200, 404, 404]



=== TEST 20: the path is decoded and normalised
--- user_files
>>> site/about.md
BODY-ABOUT
>>> site/docs/index.md
BODY-DOCS
--- request eval
["GET /%61bout.html", "GET /x/../about.html", "GET /./about",
 "GET //docs//", "GET /docs%2f"]
--- response_body_like eval
["BODY-ABOUT", "BODY-ABOUT", "BODY-ABOUT", "BODY-DOCS", "BODY-DOCS"]



=== TEST 21: blanks and other letters in names
--- user_files eval
[["site/sp ace.md", "BODY-SPACE\n"], ["site/\xc3\xbcn\xc3\xaf.md", "BODY-UNI\n"],
 ["site/fo lder/index.md", "BODY-FOLDER\n"]]
--- request eval
["GET /sp%20ace.html", "GET /%C3%BCn%C3%AF.html", "GET /%c3%bcn%c3%af",
 "GET /fo%20lder/"]
--- response_body_like eval
["BODY-SPACE", "BODY-UNI", "BODY-UNI", "BODY-FOLDER"]



=== TEST 22: and in the redirect to a folder
--- user_files eval
[["site/fo lder/index.md", "BODY\n"], ["site/\xc3\xbc/index.md", "BODY\n"]]
--- request eval
["GET /fo%20lder", "GET /%C3%BC"]
--- error_code eval
[301, 301]
--- response_headers eval
["Location: /fo%20lder/", "Location: /%C3%BC/"]



=== TEST 23: a permalink with an encoded blank
--- user_files
>>> site/a.md
---
permalink: "/my page/"
---
BODY
--- request eval
["GET /my%20page/", "GET /my%20page"]
--- error_code eval
[200, 301]
--- response_headers eval
["! Location", "Location: /my%20page/"]



=== TEST 24: long paths, and paths that hit nothing
--- user_files
>>> site/index.md
BODY
--- request eval
["GET /" . "a" x 3000, "GET /" . "a/" x 1000, "GET /.", "GET /%00"]
--- error_code_like eval
["404", "404", "200", "400|404"]



=== TEST 25: the defaults of _config.yml give permalinks
--- user_files
>>> site/_config.yml
defaults:
  - scope:
      path: notes
    values:
      permalink: /n/:basename/
>>> site/notes/a.md
---
---
BODY-A
--- request eval
["GET /n/a/", "GET /notes/a.html"]
--- error_code eval
[200, 404]



=== TEST 26: percent-encoded characters of a permalink name the file decoded
--- user_files
>>> site/a.md
---
permalink: /%2e%2e/up/
---
BODY-A
>>> site/b.md
---
permalink: /a%2Fb
---
BODY-B
>>> site/c.md
---
permalink: /pc%25t.html
---
BODY-C
--- request eval
["GET /up/", "GET /up", "GET /a%2Fb", "GET /a/b", "GET /a/b.html",
 "GET /pc%25t", "GET /%2e%2e/up/"]
--- error_code eval
[200, 301, 200, 200, 200, 200, 400]
--- response_body_like eval
["BODY-A", "301", "BODY-B", "BODY-B", "BODY-B", "BODY-C", "400"]



=== TEST 27: rule 7: names in another form of Unicode
--- user_files eval
[["site/u\xcc\x88ber.md", "BODY-A\n"],
 ["site/\xc3\xb6/x.txt", "text\n"]]
--- request eval
["GET /%C3%BCber", "GET /u%CC%88ber.html", "GET /o%CC%88/x.txt"]
--- response_body_like eval
["BODY-A", "BODY-A", "text"]
