# Pages that take long are made in a child of their worker, once for all
# workers, and all other pages are served meanwhile.  What never ends is tried
# once.

use v5.36;
use lib 't/lib';
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;

# Rounds of a loop: one that takes a while, and one that takes too long.
my $WHILE = loop(300, 1000);
my $LONG  = loop(900, 1000);
my $NEVER = loop(9000, 9000);

my $server = live(
    files => {
        '_layouts/section.html' => "SECTION\n$NEVER",
        '2025-a/index.md'       => "---\nyear: 2025\n---\nA\n",
        'quick.md'              => "QUICK\n",
        'cold.md'               => "COLD\n",
        'slow.md'               => "SLOW-1\n\n$WHILE\n",
        'many.md'               => "MANY\n\n$WHILE\n",
        'part.md'               => "PART\n\n$WHILE\n",
        'head.md'               => "---\nx: 1\n---\nHEAD\n\n$WHILE\n",
        'left.md'               => "LEFT\n\n$WHILE\n",
        'never.md'              => "NEVER\n\n$NEVER\n",
        'good.md'               => "GOOD\n",
    },
    server => 'location = /both { ssi on; default_type text/html; add_header '
              . 'X-Worker $pid; return 200 "<!--# include virtual=\"/part\" '
              . '--><!--# include virtual=\"/quick\" -->"; }',
);


sub loop ($outer, $inner)
{
    return "{% for i in (1..$outer) %}{% for j in (1..$inner) %}"
           . '{% assign x = i | times: j | append: "x" | upcase %}'
           . '{% endfor %}{% endfor %}END';
}


sub zone { return $server->status->{zone} }


sub children
{
    return map { my $pid = $_; split ' ',
                 Faimi::Nginx::read_file("/proc/$pid/task/$pid/children")
                 // '' } $server->workers;
}


# Asks in a process of its own; wait for it by ended().
sub ask ($path)
{
    pipe my $in, my $out or die "pipe: $!\n";
    my $pid = fork // die "fork: $!\n";

    if (!$pid) {
        my $answer = $server->get($path, timeout => 60);

        syswrite $out, ($answer ? $answer->status . ' '
                                  . substr $answer->body, 0, 200 : 'none');
        POSIX::_exit(0);
    }

    close $out;

    return { pid => $pid, in => $in };
}


sub ended ($asked)
{
    my $said = do { local $/; readline $asked->{in} };
    waitpid $asked->{pid}, 0;

    return $said;
}


# ------------------------------------------------------------ made in a child

visible($server, 'at first', '/quick', 200, qr/QUICK/);
is(zone()->{children}, 0, 'what is quick takes no child');

like($server->get('/slow', timeout => 60)->body, qr/SLOW-1.*END/s,
     'a page that takes long');
is(zone()->{children}, 1, 'in a child');
eventually($server, 'then it is there', 5, '/slow', 200, qr/SLOW-1/);
is(zone()->{children}, 1, 'for all workers');

$server->write('slow.md', "SLOW-2\n\n$WHILE\n");
eventually($server, 'edited', 20, '/slow', 200, qr/SLOW-2.*END/s);
is(zone()->{children}, 2, 'it is made once');

like($server->get('/both', timeout => 60)->body, qr/PART.*END.*QUICK/s,
     'a part of another answer waits, too');

{
    my $head = $server->get('/head', method => 'HEAD', timeout => 60);

    is($head->status, 200, 'HEAD waits');
    is($head->body, '', 'for no body');

    my $tag = $head->header('etag');

    $server->replace('head.md', "---\nx: 2\n---\nHEAD\n\n$WHILE\n");
    sleep 0.3;
    my $again = $server->get('/head', timeout => 60,
                             headers => { 'If-None-Match' => $tag });

    is($again->status, 304, 'the same page, made anew: 304')
        or diag($tag, $again->header('etag'));
}

# A client that does not wait.
{
    my $http = $server->connect;

    $http->send("GET /left HTTP/1.1\r\nHost: x\r\n\r\n");
    ok(wait_until(sub { children() > 0 }, 10), 'its page is being made');
    $http->close;
    ok(wait_until(sub { children() == 0 }, 20), 'and is finished');

    my $before = zone()->{children};

    like($server->get('/left')->body, qr/LEFT/, 'it was worth it');
    is(zone()->{children}, $before, 'and is not made again');
}


# ------------------------------------------------------- once for all workers

for (['/cold', qr/COLD/, 'renders'], ['/many', qr/MANY/, 'children']) {
    my ($path, $body, $what) = @$_;
    my $before = zone()->{$what};
    my @asked  = map { ask($path) } 1 .. 40;
    my @said   = map { ended($_) } @asked;

    is(scalar grep({ /^200 .*$body/s } @said), 40, "40 clients ask for $path");
    is(zone()->{$what} - $before, 1, 'it is made once');
}


# ----------------------------------------------------------------- never ends

{
    my $before = zone()->{children};
    my $never  = ask('/never');
    my $n      = 0;

    ok(wait_until(sub { children() > 0 }, 10), 'a page that never ends');

    while (children() && $n < 300) {
        $n += $server->get('/quick')->status == 200;
    }

    cmp_ok($n, '>', 20, 'others are served while it lasts');
    like(ended($never), qr/^500 /, 'it is 500');

    my %said = map { $_->status => 1 } values everywhere($server, '/never')->%*;

    is_deeply([keys %said], [500], 'for all');
    is(zone()->{children}, $before + 1, 'and is tried once');
    is(() = $server->log =~ /never\.md:\d+:\d+: the page takes more/g, 1,
       'the log has one line');
    is_deeply([map { $_->{file} } $server->status->{errors}->@*],
              ['never.md'], 'the status names it')
        if keys everywhere($server, '/never')->%* == 3;
}

{
    my $before = zone()->{children};

    is($server->get('/2025/', timeout => 60)->status, 500,
       'a page without a file that never ends');
    is($_->status, 500, 'again') for values everywhere($server, '/2025/')->%*;
    is(zone()->{children}, $before + 1, 'is tried once, too');
    is(() = $server->log =~ m{section\.html:\d+:\d+: the page takes more}g, 1,
       'the log has one line');
}

visible($server, 'a good page', '/good', 200, qr/GOOD/);
$server->write('good.md', "BAD\n\n$NEVER\n");
sleep 0.3;
like($server->get('/good', timeout => 60)->body, qr/GOOD/,
     'edited so that it never ends: the last good version');
$server->write('good.md', "GOOD-2\n");
visible($server, 'mended', '/good', 200, qr/GOOD-2/);


# --------------------------------------------------------------------- deaths

{
    $server->write('long.md', "LONG\n\n$LONG\n");
    sleep 0.3;

    my $asked = ask('/long');

    ok(wait_until(sub { children() > 0 }, 10), 'a page is being made');
    kill 'KILL', children();
    like(ended($asked), qr/^500 /, 'its child is killed: 500');
    eventually($server, 'it is made later', 60, '/long', 200, qr/LONG/);
}

{
    $server->write('long.md', "LONG-2\n\n$LONG\n");
    sleep 0.3;

    my $asked = ask('/long');

    ok(wait_until(sub { children() > 0 }, 10), 'a page is being made');

    my ($child) = children();

    $server->kill_workers;
    ok(wait_until(sub { !-e "/proc/$child" }, 5),
       'its worker is killed: so is the child');
    is(ended($asked), 'none', 'and the connection is gone');
    eventually($server, 'others do not wait for it', 60, '/long', 200,
               qr/LONG-2/);
}

{
    $server->write('long.md', "LONG-3\n\n$LONG\n");
    sleep 0.3;

    my $asked = ask('/long');

    ok(wait_until(sub { children() > 0 }, 10), 'a page is being made');
    ok($server->reload, 'a reload');
    like(ended($asked), qr/^200 .*LONG-3/s, 'the old worker answers first');
}

unlike($server->log, qr/\[(?:alert|emerg|crit)\](?!.*exited on signal 9)/,
       'nothing to complain of');
unlike($server->log, qr/unknown process|open socket/, 'nor of processes');
ok(zone()->{sound}, 'the zone is sound');

done_testing();
