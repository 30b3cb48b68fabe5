# Slow clients take all descriptors of a worker: what it still answers are
# pages, and it knows the site when they have gone.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use IO::Socket::INET;
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;
use Faimi::Server;

my $LIMIT   = 64;
my $CLIENTS = 120;
my $SECONDS = $ENV{FAIMI_STRESS} ? 75 : 3;    # two rounds of rescans

my $server = Faimi::Server->start(
    workers => 1,
    main    => "worker_rlimit_nofile $LIMIT;",
    files   => {
        (map { +"p$_.md" => "TEXT-$_\n" } 1 .. 20),
        'big.bin' => 'x' x 8_000_000,
    },
);

is($server->get('/p1')->status, 200, 'a page, at first');

# It was connected before: a worker without descriptors accepts nothing.
my @kept = grep { $_ } map { $server->connect(10) } 1 .. 4;
$_->get('/p2') for @kept;

my @clients;

for (1 .. $CLIENTS) {
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
                                       PeerPort => $server->port,
                                       Timeout  => 1) or last;

    print {$socket} "GET /big.bin HTTP/1.1\r\nHost: localhost\r\n\r\n";
    $socket->flush;
    push @clients, $socket;
}

ok($server->log_has(qr/Too many open files/, 5), 'descriptors run out');

my $end  = time + $SECONDS;
my $edit = 0;
my (%seen, @wrong);

while (time < $end) {
    $edit++;
    $server->write("p$_.md", "TEXT-$_ $edit\n") for 1, 2;
    $server->write("new$edit.md", "NEW\n") if $edit < 20;
    sleep 0.1;

    for my $client (@kept) {
        my $path   = '/p' . (1 + int rand 20);
        my $answer = $client->get($path);

        $seen{$answer ? $answer->status : 'none'}++;
        push @wrong, "$path " . $answer->status
            if $answer && $answer->status != 200;
    }
}

is_deeply(\@wrong, [], 'every answer is the page') or diag(explain(\%seen));
cmp_ok($seen{200} // 0, '>', 0, 'there were answers');

close $_ for @clients;
@clients = ();

$server->write('p1.md', "TEXT-1 AFTER\n");
ok(wait_until(sub {
    my $answer = $server->get('/p1');

    return $answer && $answer->body =~ /AFTER/;
}, 10), 'when they have gone, an edit is live');

my @lost = grep {
    my $answer = $server->get("/p$_");

    !$answer || $answer->status != 200;
} 1 .. 20;

is_deeply(\@lost, [], 'and every page is there');
cmp_ok($server->status->{pages}, '>=', 20, 'as the status says');

done_testing();
