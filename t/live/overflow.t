# More events than the system's queue takes: all of the site is looked at.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;

my $limit = Faimi::Nginx::read_file('/proc/sys/fs/inotify/max_queued_events');

plan(skip_all => "a queue of $limit events is too long to fill")
    if !$limit || $limit > 100_000;

my $server = live(
    files => { 'a.md' => "TEXT-1\n", 'b.md' => "BODY-B\n", 'n.txt' => '' },
);

visible($server, 'at first', '/a', 200, qr/TEXT-1/);

my @workers = $server->workers;

kill 'STOP', @workers;

# Each save is an event or more; those of one file are not joined while
# another file's stand between them.
for my $i (0 .. $limit) {
    open my $out, '>', $server->path($i % 2 ? 'n.txt' : 'm.txt')
        or die "$!\n";
    print {$out} $i;
    close $out;
}

$server->write('a.md', "TEXT-2\n");
$server->remove('b.md');
$server->write('new/c.md', "BODY-C\n");

kill 'CONT', @workers;

eventually($server, 'an edit', 4, '/a', 200, qr/TEXT-2/);
eventually($server, 'a page deleted', 4, '/b', 404);
eventually($server, 'a page in a new folder', 4, '/new/c', 200, qr/BODY-C/);
ok($server->log_has(qr/events of .* were lost/), 'the log says so');

$server->write('new/c.md', "BODY-C2\n");
visible($server, 'afterwards as before', '/new/c', 200, qr/BODY-C2/);
is_deeply([$server->workers], \@workers, 'by the same workers');

done_testing();
