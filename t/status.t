# The status page: JSON of what a worker knows of its site.

use lib 't/lib';
use Faimi::Blocks;
use Test::Nginx::Socket;
use JSON::PP;

# What a filter makes of the body is what the block compares: the value of an
# expression over the decoded status, as canonical JSON.
sub part
{
    my ($code) = @_;

    return sub {
        my $status = eval { decode_json($_[0]) } or return "no JSON: $@";
        local $_ = $status;

        return JSON::PP->new->canonical->allow_nonref->encode($code->($status))
               . "\n";
    };
}

repeat_each(2);
plan tests => repeat_each() * (blocks() * 6 + 11);
run_tests();

__DATA__

=== TEST 1: its members
--- user_files
>>> site/a.md
text
--- request
GET /status
--- response_headers
Content-Type: application/json
Cache-Control: no-cache
--- response_body_filters eval
main::part(sub { [sort keys %$_] })
--- response_body
["aliases","conflicts","errors","generation","highlight","pages","root","sass","sections","site","static","version","watch","worker","zone"]



=== TEST 2: of the site
--- user_files
>>> site/a.md
text
--- request
GET /status
--- response_body_filters eval
main::part(sub { [$_->{site}, $_->{root} eq "$ENV{TEST_NGINX_HTML_DIR}/site",
                  $_->{watch}, $_->{worker} > 1, $_->{generation} > 0,
                  $_->{version} =~ /^\d+\.\d+\.\d+$/ ? 1 : 0] })
--- response_body eval
qr/^\["s",(?:true|1),"inotify",(?:true|1),(?:true|1),1\]$/



=== TEST 3: pages
--- user_files
>>> site/_layouts/event.html
{{ content }}
>>> site/events/a.md
---
title: The "event"
layout: event
permalink: /2025-event/
---
text
>>> site/feed.xml
---
layout: none
---
text
--- request
GET /status
--- response_body_filters eval
main::part(sub { [grep { $_->{kind} eq 'page' } @{ $_->{pages} }] })
--- response_body
[{"broken":false,"kind":"page","layout":"event","output":"2025-event/index.html","source":"events/a.md","title":"The \"event\"","url":"/2025-event/","year":"2025"},{"broken":false,"kind":"page","layout":"","output":"feed.xml","source":"feed.xml","title":"","url":"/feed.xml","year":""}]



=== TEST 4: sections, and their pages
--- user_files
>>> site/2025-a.md
---
title: A
---
>>> site/2024-b.md
---
title: B
---
--- request eval
["GET /status", "GET /status"]
--- response_body_filters eval
[[main::part(sub { [map { [$_->{year}, $_->{title}, $_->{url},
                           [map { $_->{url} } @{ $_->{pages} }]] }
                    @{ $_->{sections} }] })],
 [main::part(sub { [map { [@$_{qw(kind url source)}] }
                    grep { $_->{kind} eq 'section' } @{ $_->{pages} }] })]]
--- response_body_like eval
['^\[\["?2025"?,"2025","/2025/",\["/2025-a\.html"\]\],\["?2024"?,"2024","/2024/",\["/2024-b\.html"\]\]\]$',
 '^\[\["section","/2024/",""\],\["section","/2025/",""\]\]$']



=== TEST 5: aliases and redirects
--- user_files
>>> site/a.md
---
redirect_from: [/old, /older/]
---
>>> site/b.md
---
redirect_to: https://example.org/
---
--- request
GET /status
--- response_body_filters eval
main::part(sub { $_->{aliases} })
--- response_body
[{"kind":"redirect","source":"b.md","status":301,"target":"https://example.org/","url":"/b.html"},{"kind":"alias","source":"a.md","status":301,"target":"/a.html","url":"/old"},{"kind":"alias","source":"a.md","status":301,"target":"/a.html","url":"/older/"}]



=== TEST 6: static files
--- user_files
>>> site/a/b.txt
text
>>> site/.git/config
hidden
--- request
GET /status
--- response_body_filters eval
main::part(sub { $_->{static} })
--- response_body
[{"source":"a/b.txt","url":"/a/b.txt"}]



=== TEST 7: errors, with file, line and column
--- user_files
>>> site/a.md
---
title: A
tags: [
---
text
>>> site/b.md
---
---
one
{% if x %}
>>> site/good.md
text
--- request eval
["GET /status", "GET /status"]
--- response_body_filters eval
[[main::part(sub { [map { [$_->{file}, $_->{line} >= 2 ? 'line' : $_->{line},
                           $_->{column} >= 1 ? 'column' : $_->{column},
                           length $_->{message} ? 'message' : ''] }
                    @{ $_->{errors} }] })],
 [main::part(sub { [map { $_->{source} }
                    grep { !$_->{broken} && $_->{kind} eq 'page' }
                    @{ $_->{pages} }] })]]
--- response_body eval
[qq{[["a.md","line","column","message"],["b.md","line","column","message"]]\n},
 qq{["good.md"]\n}]
--- error_log eval
[qr/\[error\].*faimi: site "s": a\.md:\d+:\d+: /,
 qr/\[error\].*faimi: site "s": b\.md:\d+:\d+: /]



=== TEST 8: no errors, no conflicts
--- user_files
>>> site/a.md
text
--- request
GET /status
--- response_body_filters eval
main::part(sub { [$_->{errors}, $_->{conflicts}, $_->{sections}, $_->{aliases}] })
--- response_body
[[],[],[],[]]



=== TEST 9: conflicts
--- user_files
>>> site/a.md
---
permalink: /x/
---
>>> site/b.md
---
permalink: /x/
---
--- request
GET /status
--- response_body_filters eval
main::part(sub { [map { [$_->{file}, $_->{message}] } @{ $_->{conflicts} }] })
--- response_body_like: ^\[\["b\.md",".*/x/.*a\.md.*"\]\]$
--- error_log eval
qr/\[error\].*faimi: site "s": b\.md: \S/
--- no_error_log
[alert]



=== TEST 10: counters of the zone
--- http_config
    faimi_site s $TEST_NGINX_HTML_DIR/site zone=1024k;
--- user_files
>>> site/a.md
text
>>> site/b.md
text b
--- request eval
["GET /a", "GET /a", "GET /b", "GET /status?check=zone"]
--- response_body_filters eval
[([sub { "" }]) x 3,
 [main::part(sub { my $z = $_->{zone};
                   [$z->{size}, $z->{used} > 0 ? 1 : 0, $z->{entries},
                    $z->{evictions}, $z->{too_large}, $z->{rebuilds},
                    $z->{sound}, $z->{bypassed}, $z->{hits} >= 1 ? 1 : 0,
                    $z->{misses} >= 2 ? 1 : 0, $z->{stores}] })]]
--- response_body eval
["", "", "", "[1048576,1,2,0,0,0,true,0,1,1,2]\n"]



=== TEST 11: HEAD and other methods
--- user_files
>>> site/a.md
text
--- request eval
["HEAD /status", "POST /status", "DELETE /status"]
--- error_code eval
[200, 405, 405]
--- response_headers eval
["Content-Type: application/json", "Allow: GET, HEAD", "Allow: GET, HEAD"]
--- response_body_like eval
["^\$", "405", "405"]



=== TEST 12: ?format=json is the same
--- user_files
>>> site/a.md
text
--- request
GET /status?format=json
--- response_headers
Content-Type: application/json
--- response_body_filters eval
main::part(sub { $_->{site} })
--- response_body
"s"



=== TEST 13: names that JSON has to escape
--- user_files eval
[["site/a\"b.txt", "x"], ["site/\xc3\xbc.md", "---\ntitle: \"\\u00dc \\\"\\\\\"\n---\n"]]
--- request
GET /status
--- response_body_filters eval
main::part(sub { [[map { $_->{source} } @{ $_->{static} }],
                  [map { $_->{title} } grep { $_->{source} } @{ $_->{pages} }]] })
--- response_body eval
qq{[["a\\"b.txt"],["\x{dc} \\"\\\\"]]\n}



=== TEST 14: a site that is down
--- user_files
>>> site/_config.yml
title: [
>>> site/a.md
text
--- request
GET /status
--- response_body_filters eval
main::part(sub { [map { [$_->{file}, $_->{line}] } @{ $_->{errors} }] })
--- response_body_like: ^\[\["_config\.yml",\d+\]\]$
--- error_log eval
qr/\[error\].*_config\.yml:\d+/



=== TEST 15: the counters alone
--- user_files
>>> site/a.md
text
--- request eval
["GET /status?part=zone", "GET /status?part=zone&check=zone",
 "GET /status?part=zones"]
--- response_body_filters eval
[([main::part(sub { [sort keys %$_, keys %{ $_->{zone} }] })]) x 3]
--- response_body_like eval
[('^\["bypassed","children","entries","evictions","generation","highlight","hits",'
  . '"misses","rebuilds","renders","root","sass","site","size","sound","sources","stores",'
  . '"too_large","used","version","watch","worker","zone"\]$') x 2,
 '"pages"']
