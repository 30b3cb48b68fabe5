# Many requests on one connection, sent at once: each answer ends where the
# next begins, also those without a body.

use v5.36;
use lib 't/lib';
use File::Temp qw(tempdir);
use Test::More;
use Faimi::Live;
use Faimi::Nginx;

my $theme = tempdir('faimi-XXXXXX', TMPDIR => 1, CLEANUP => 1);

# A worker that is another user has to get in.
chmod 0755, $theme;
mkdir "$theme/assets";
Faimi::Nginx::write_file("$theme/assets/a.css", "theme-css\n");

my $server = live(
    workers => 1,
    options => "zone=4m theme=$theme",
    files   => {
        'a.txt' => "---\nlayout: none\n---\ntext\n",
        'b.txt' => "static\n",
        'c.md'  => "---\nredirect_from: /old\n---\n",
    },
);
my $etag = $server->get('/a.txt')->header('etag');

# What is asked, and the status and the body that come.
my @pipeline = (
    ['HEAD /a.txt',        200, ''],
    ['GET /a.txt',         200, "text\n"],
    ['HEAD /old',          301, ''],
    ['GET /old',           301, qr/301 Moved/],
    ['HEAD /b.txt',        200, ''],
    ['GET /b.txt',         200, "static\n"],
    ['HEAD /nothing',      404, ''],
    ['GET /nothing',       404, qr/404 Not Found/],
    ['HEAD /assets/a.css', 200, ''],
    ['GET /assets/a.css',  200, "theme-css\n"],
    ['GET /a.txt',         304, '', "If-None-Match: $etag\r\n"],
    ['POST /a.txt',        405, qr/405 Not/, "Content-Length: 3\r\n", 'abc'],
    ['GET /a.txt',         200, "text\n", "Connection: close\r\n"],
);
my $http = $server->connect;

$http->send(join '', map {
    my ($what, undef, undef, $headers, $body) = @$_;

    "$what HTTP/1.1\r\nHost: localhost\r\n" . ($headers // '') . "\r\n"
    . ($body // '')
} @pipeline);

for (@pipeline) {
    my ($what, $status, $body) = @$_;
    my $answer = $http->answer($what =~ /^HEAD/) or last;

    is($answer->status, $status, "$what: its status");
    ref $body ? like($answer->body, $body, "$what: its body")
              : is($answer->body, $body, "$what: its body");
}

is($http->rest, '', 'no more than was asked for');

done_testing();
