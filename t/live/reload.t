# A reload: what is kept, what is not, and that nobody notices.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep);
use File::Path qw(make_path);
use Faimi::Live;

sub cached ($server, $path)
{
    return join ' ', map { $_->header('x-cache') // '' }
                     values everywhere($server, $path)->%*;
}

my $server = live(
    files => { 'a.md' => "BODY-A\n", 'b.txt' => "static\n" },
    options => 'zone=4m',
);

visible($server, 'at first', '/a', 200, qr/BODY-A/);

my $etag    = $server->get('/a')->header('etag');
my @workers = $server->workers;

ok($server->reload, 'a reload');
isnt(join(' ', $server->workers), join(' ', @workers), 'new workers');
is(cached($server, '/a'), 'HIT HIT HIT', 'the page is still kept');
is($server->get('/a')->header('etag'), $etag, 'with the same ETag');

ok($server->kill_workers, 'all workers killed');
is(cached($server, '/a'), 'HIT HIT HIT', 'the page is still kept');

ok($server->reload(options => 'zone=5m'), 'a reload with another size');
is($server->get('/a')->header('x-cache'), 'MISS', 'an empty zone');
is($server->get('/a')->header('etag'), $etag, 'but the same page');

{
    my $other = $server->path . '.other';

    make_path($other);
    Faimi::Nginx::write_file("$other/a.md", "BODY-A\n");
    is(cached($server, '/a'), 'HIT HIT HIT', 'kept again');

    my $root = $server->{root};

    make_path("$root/other/site");
    Faimi::Nginx::write_file("$root/other/site/a.md", "BODY-A\n");
    $server->{root} = "$root/other";
    ok($server->reload, 'a reload with another folder');
    is($server->get('/a')->header('x-cache'), 'MISS', 'an empty zone');
    $server->{root} = $root;
    ok($server->reload, 'and back');
}

# A configuration that is wrong leaves all as it was.
$server->mark_log;
$server->{options} = 'zone=much';
Faimi::Nginx::write_file($server->nginx->root . '/conf/nginx.conf',
                         $server->configuration);
$server->nginx->signal('HUP');
ok($server->log_has(qr/\[emerg\].*"much"/), 'a reload that fails');
is($server->get('/a')->status, 200, 'and the site goes on');

# Under load.
$server->{options} = 'zone=4m';
my $hammer = hammer($server, '/a', '/b.txt');

for my $round (1 .. 10) {
    $server->reload or fail("reload $round");
}

my $said = $hammer->stop;

is_deeply([grep { !/^200 (?:static$|.*BODY-A)/s } keys %$said], [],
          'no request failed in ten reloads');
ok($server->status->{zone}{sound}, 'the zone is sound');
is(() = $server->log =~ /\[(?:alert|crit)\]/g, 0, 'no alarm in the log');

done_testing();
