# Sections: the pages of a year.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;

repeat_each(2);
plan tests => repeat_each() * (blocks() * 8 + 5);
run_tests();

__DATA__

=== TEST 1: a year's pages are listed
--- user_files
>>> site/a.md
---
title: The workshop
permalink: /2025-miccai-workshop/
---
>>> site/2025/program.md
---
title: The program
---
>>> site/2024-event.md
---
title: Another year
---
--- request eval
["GET /2025/", "GET /2025/index.html", "GET /2024/", "GET /2023/"]
--- error_code eval
[200, 200, 200, 404]
--- response_body_like eval
['(?s)^(?=.*href="/2025-miccai-workshop/")(?=.*The workshop)(?=.*href="/2025/program\.html")(?=.*The program)',
 'The workshop', 'Another year', '404']



=== TEST 2: a section without its slash
--- user_files
>>> site/2025-event.md
BODY
--- request
GET /2025
--- error_code: 301
--- response_headers
Location: /2025/



=== TEST 3: the newest section
--- user_files
>>> site/2024-event.md
BODY
>>> site/2025-event.md
BODY
>>> site/1999-event.md
BODY
--- request eval
["GET /latest/", "GET /latest", "GET /latest/?a=b"]
--- error_code eval
[302, 302, 302]
--- response_headers eval
["Location: /2025/", "Location: /2025/", "Location: /2025/?a=b"]



=== TEST 4: unless a page has that URL
--- user_files
>>> site/2025-event.md
BODY
>>> site/latest.md
---
permalink: /latest/
---
BODY-LATEST
--- request eval
["GET /latest/", "GET /latest"]
--- error_code eval
[200, 301]
--- response_body_like eval
["BODY-LATEST", "301"]



=== TEST 5: no sections, nothing newest
--- user_files
>>> site/about.md
BODY
--- request eval
["GET /latest/", "GET /latest", "GET /2025/"]
--- error_code eval
[404, 404, 404]



=== TEST 6: the newest section is an alias: one hop
--- user_files
>>> site/a.md
---
permalink: /2025-event/index.html
redirect_from: [/2025/, /2025-event/]
---
BODY
--- request eval
["GET /latest/", "GET /2025/", "GET /2025"]
--- error_code eval
[302, 301, 301]
--- response_headers eval
[("Location: /2025-event/index.html") x 3]



=== TEST 7: templates see them, sorted
--- user_files
>>> site/_layouts/default.html
{{ content }}
>>> site/menu.txt
---
layout: none
---
{% for s in site.sections %}{{ s.year }} {{ s.title }} {{ s.url }}:{% for p in s.pages %} {{ p.url }}{% endfor %}
{% endfor %}
>>> site/2024-z.md
---
layout: none
---
>>> site/2025-b.md
---
layout: none
---
>>> site/2025-a.md
---
layout: none
---
>>> site/2025-heavy.md
---
layout: none
weight: 5
date: 2025-12-01
---
>>> site/2025-light.md
---
layout: none
weight: -1
---
>>> site/2025-old.md
---
layout: none
date: 2025-01-01
---
>>> site/2025-new.md
---
layout: none
date: 2025-06-01
---
--- request
GET /menu.txt
--- response_body_like eval
qr{\A2025 2025 /2025/: /2025-light\.html /2025-new\.html /2025-old\.html /2025-a\.html /2025-b\.html /2025-heavy\.html\n2024 2024 /2024/: /2024-z\.html\n\s*\z}



=== TEST 8: a page's year and event
--- user_files
>>> site/a.txt
---
layout: none
permalink: /2025-miccai-workshop/index.txt
---
[{{ page.year }}][{{ page.event }}]
>>> site/2025/b.txt
---
layout: none
---
[{{ page.year }}][{{ page.event }}]
>>> site/c.txt
---
layout: none
---
[{{ page.year }}][{{ page.event }}]
>>> site/20255.txt
---
layout: none
---
[{{ page.year }}][{{ page.event }}]
--- request eval
["GET /2025-miccai-workshop/index.txt", "GET /2025/b.txt", "GET /c.txt",
 "GET /20255.txt"]
--- response_body eval
["[2025][miccai-workshop]\n", "[2025][]\n", "[][]\n", "[][]\n"]



=== TEST 9: year overrides the URL
--- user_files
>>> site/2025-event.md
---
title: Moved
year: 2023
---
>>> site/about.md
---
title: Taken in
year: 2023
---
--- request eval
["GET /2023/", "GET /2025/"]
--- error_code eval
[200, 404]
--- response_body_like eval
['(?s)^(?=.*Moved)(?=.*Taken in)', '404']



=== TEST 10: sections turned off
--- user_files
>>> site/_config.yml
faimi:
  sections: false
>>> site/2025-event.md
BODY
>>> site/menu.txt
---
layout: none
---
[{{ site.sections }}][{% for s in site.sections %}x{% endfor %}]
--- request eval
["GET /2025/", "GET /latest/", "GET /2025-event", "GET /menu.txt"]
--- error_code eval
[404, 404, 200, 200]
--- response_body_like eval
["404", "404", "BODY", '^\[\]\[\]$']



=== TEST 11: another pattern
--- user_files
>>> site/_config.yml
faimi:
  sections:
    pattern: '^/events/(?<year>\d{4})/(?<event>[^/]+)'
>>> site/events/2025/miccai.txt
---
layout: none
---
[{{ page.year }}][{{ page.event }}]
>>> site/2025-other.md
BODY
--- request eval
["GET /events/2025/miccai.txt", "GET /latest/"]
--- error_code eval
[200, 302]
--- response_body_like eval
['^\[2025\]\[miccai\.txt\]$', '302']



=== TEST 12: a broken pattern is reported, and the site goes on
--- user_files
>>> site/_config.yml
faimi:
  sections:
    pattern: '^/(?<year>\d{4}'
>>> site/2025-event.md
BODY
--- request
GET /2025-event
--- response_body_like: BODY
--- error_log eval
qr/\[error\].*faimi: site "s": _config\.yml/



=== TEST 13: a pattern that could take for ever does not
--- user_files
>>> site/_config.yml
faimi:
  sections:
    pattern: '^(?:/?(?:[a-z]+)+)+(?<year>\d{4})$'
>>> site/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.md
BODY
--- request
GET /aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
--- response_body_like: BODY
--- no_error_log
[alert]
[emerg]



=== TEST 14: the site's layout for sections
--- user_files
>>> site/_layouts/section.html
<ul>{% for p in page.pages %}<li>{{ p.title }}</li>{% endfor %}</ul><h1>{{ page.title }}</h1>
>>> site/2025-event.md
---
title: The event
---
BODY
--- request
GET /2025/
--- response_body_like: <h1>2025</h1>
--- response_headers
Content-Type: text/html; charset=utf-8



=== TEST 15: a key or a collection of the site's own wins
--- user_files
>>> site/_config.yml
sections: [mine]
>>> site/2025-event.md
BODY
>>> site/menu.txt
---
layout: none
---
{% for s in site.sections %}[{{ s }}]{% endfor %}
--- request
GET /menu.txt
--- response_body
[mine]



=== TEST 16: what is not published is not listed
--- user_files
>>> site/2025-a.md
---
title: Shown
---
>>> site/2025-b.md
---
title: Hidden
published: false
---
--- request
GET /2025/
--- response_body_unlike: Hidden
