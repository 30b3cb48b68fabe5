# watch=poll: an edit is visible after the interval and the time to hold still.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;

my $interval = 0.3;
my $within   = $interval + 2 + 0.4;

my $server = live(
    options => 'zone=4m watch=poll interval=300ms',
    files   => {
        '_layouts/default.html' => "LAYOUT-1 {{ content }}\n",
        'a.md'                  => "---\nlayout: default\n---\nTEXT-1\n",
        'b.txt'                 => "static-1\n",
        'c.md'                  => "BODY-C\n",
        'w.txt'                 => "---\nlayout: none\n---\nFIRST-1\nLAST-1\n",
    },
);

is($server->status->{watch}, 'poll', 'the status says so');
eventually($server, 'at first', 1, '/a', 200, qr/LAYOUT-1.*TEXT-1/);

# All at once, since each has to hold still.
my $hammer = hammer($server, '/w.txt');

$server->write('a.md', "---\nlayout: default\n---\nTEXT-2\n");
$server->write('_layouts/default.html', "LAYOUT-2 {{ content }}\n");
$server->write('new/d.md', "BODY-D\n");
$server->replace('b.txt', "static-2\n");
$server->remove('c.md');
$server->write_slowly('w.txt', 0.4,
                      ["---\nlayout: none\n---\nFIRST-2\n", "LAST-2\n"]);

eventually($server, 'a page and its layout', $within, '/a', 200,
           qr/LAYOUT-2.*TEXT-2/);
eventually($server, 'in a new folder', $within, '/new/d', 200, qr/BODY-D/);
eventually($server, 'a static file', $within, '/b.txt', 200, qr/static-2/);
eventually($server, 'a page deleted', $within, '/c', 404);
eventually($server, 'a slow write', $within, '/w.txt', 200, qr/LAST-2/);

is_deeply([sort keys $hammer->stop->%*],
          ["200 FIRST-1\nLAST-1\n", "200 FIRST-2\nLAST-2\n"],
          'which was never seen in part');

is_deeply($server->status->{errors}, [], 'no errors');

done_testing();
