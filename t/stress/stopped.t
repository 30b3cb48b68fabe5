# A worker that is stopped inside the zone's lock: the others answer without
# the zone, after one short wait, and with it again once the lock is free.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Faimi::Live;
use Faimi::Server;

my $MODULE = "$ENV{FAIMI_BUILD}/debug/ngx_faimi_module.so";
my $STOPS  = $ENV{FAIMI_STRESS} ? 100 : 2;
my $SECOND = 1 * ($ENV{FAIMI_SLOW} // 1);

plan(skip_all => "there is no $MODULE") if !-f $MODULE;
plan(skip_all => 'the build for fail points has no sanitizer')
    if $ENV{FAIMI_NGINX};

# Every so many passes, so that all is read before the first of them.
local $ENV{FAIMI_FAIL_POINT} = 'end:400:stop';

# Workers share their socket: one that is stopped accepts nothing.
my $server = Faimi::Server->start(
    workers => 3,
    module  => $MODULE,
    server  => 'add_header X-Cache $faimi_cache_status always;',
    files   => { map { +"$_.md" => "TEXT\n" } 'a' .. 'e' },
);
my @pages = map { "/$_" } 'a' .. 'e';


sub stopped
{
    my @stopped = grep {
        (Faimi::Nginx::read_file("/proc/$_/stat") // '') =~ /^\d+ \(.*\) [Tt]/s
    } $server->workers;

    return $stopped[0];
}


# Edits until one is stopped; the request that it has then has no answer.
sub stop_one
{
    my $n = 0;

    while (!stopped() && ++$n < 500) {
        $server->replace('a.md', "TEXT $n\n");
        $server->get($_, timeout => 0.2) for @pages;
    }

    return stopped();
}


for my $stop (1 .. $STOPS) {
    my $pid     = stop_one();
    my @answers = map { $server->get($_, timeout => $SECOND) } (@pages) x 4;
    my @wrong   = grep { !$_ || $_->status != 200 || $_->body !~ /TEXT/ }
                  @answers;

    ok($pid, "stop $stop: a worker is stopped in the lock");
    is(scalar @wrong, 0, 'the others answer in time');
    is(scalar grep({ $_->header('x-cache') ne 'MISS' } grep { $_ } @answers),
       0, 'without the zone');

    # One goes on where it was; another dies there.
    kill $stop % 2 ? 'CONT' : 'KILL', $pid;
    ok(wait_until(sub {
        my $answer = $server->get('/b', timeout => $SECOND);

        return $answer && $answer->header('x-cache') eq 'HIT';
    }), 'then with it again');
}

my $zone = $server->status->{zone};

cmp_ok($zone->{bypassed}, '>', 0, 'it is counted');
ok($zone->{sound}, 'the zone is sound');
like($server->log, qr/\[warn\].*zone "\S+" was locked for \d+ ms/, 'and said');

done_testing();
