# watch=off: the site stays as it is until the configuration is reloaded.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep);
use Faimi::Live;

my $server = live(
    options => 'zone=4m watch=off',
    files   => { 'a.md' => "TEXT-1\n", 'b.md' => "BODY-B\n" },
);

visible($server, 'at first', '/a', 200, qr/TEXT-1/);
is($server->status->{watch}, 'off', 'the status says so');

$server->write('a.md', "TEXT-2\n");
$server->remove('b.md');
$server->write('c.md', "BODY-C\n");
sleep 1.2;

visible($server, 'an edit is not seen', '/a', 200, qr/TEXT-1/);
visible($server, 'nor a page deleted', '/b', 200, qr/BODY-B/);
visible($server, 'nor a new one', '/c', 404);

# What was changed a moment ago is read once it holds still.
sleep 1.2;
ok($server->reload, 'a reload');

visible($server, 'an edit', '/a', 200, qr/TEXT-2/);
visible($server, 'a page deleted', '/b', 404);
visible($server, 'a new page', '/c', 200, qr/BODY-C/);

done_testing();
