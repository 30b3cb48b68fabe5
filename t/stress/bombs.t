# One client asks for a cached page while others ask a single worker for pages
# that never end, which are edited all the while: nobody waits for them.  The
# latencies are held against those of the same run without bombs, and printed
# with FAIMI_STRESS.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

use Faimi::Server qw(need_module);

need_module();

my $SECONDS = $ENV{FAIMI_STRESS} ? 30 : 4;
my $CLIENTS = $ENV{FAIMI_STRESS} ? 20 : 6;

# A text of some 300 KB, and a loop that does something with it for ever.
my $TEXT  = '{% capture s %}{% for i in (1..20000) %}{{ i }} word of a '
            . 'text{% endfor %}{% endcapture %}';
my %BOMBS = (
    'sort.md'     => ever('{% assign l = s | split: " " | sort %}'),
    'natural.md'  => ever('{% assign l = s | split: " " | sort_natural %}'),
    'words.md'    => ever('{{ s | number_of_words }}'),
    'upcase.md'   => ever('{% assign l = s | upcase %}'),
    'where.md'    => ever('{% assign l = site.pages | where_exp: "p", '
                          . '"p.content contains s" %}'),
    'json.md'     => ever('{% assign l = site | jsonify %}'),
    'case.md'     => ever('{% case s %}{% when "x" %}{% endcase %}'),
    'links.md'    => '[' x 500_000,
    'extend.scss' => join('', map { ".a$_ { x: 1 } .b$_ { \@extend .a"
                                    . ($_ - 1) . " !optional }\n" } 1 .. 3000),
    'while.scss'  => '@while true {}',
);

my $server = Faimi::Server->start(
    workers => 1,
    files   => {
        '_layouts/section.html' => ever('x'),
        '2025-a/index.md'       => "A\n",
        'quick.md'              => "QUICK\n",
        map({ $_ => bomb($_, 0) } keys %BOMBS),
    },
);


sub ever ($what)
{
    return "$TEXT\n{% for i in (1..100000) %}{% for j in (1..1000) %}$what"
           . '{% endfor %}{% endfor %}';
}


sub bomb ($file, $version)
{
    return "---\nv: $version\n---\n$BOMBS{$file}\n";
}


# Seconds that the page took, for so many seconds; sorted.
sub latencies ($seconds)
{
    my $end = time + $seconds;
    my @took;

    while (time < $end) {
        my $begun  = time;
        my $answer = $server->get('/quick', timeout => 60);

        push @took, time - $begun;
        fail('the cached page is there')
            if !$answer || $answer->status != 200;
    }

    return [sort { $a <=> $b } @took];
}


# Asks for the bombs until it is ended.
sub client ($n)
{
    my $pid = fork // die "fork: $!\n";

    return $pid if $pid;

    my @urls = ('/2025/', map { '/' . s/\.md$//r =~ s/scss$/css/r }
                          sort keys %BOMBS);

    for (my $i = $n; ; $i++) {
        $server->get($urls[$i % @urls], timeout => 60);
        sleep 0.01;
    }
}


sub editor
{
    my $pid = fork // die "fork: $!\n";

    return $pid if $pid;

    for (my $version = 1; ; $version++) {
        for my $file (sort keys %BOMBS) {
            $server->replace($file, bomb($file, $version));
            sleep 0.2;
        }
    }
}


sub share ($sorted, $share) { return $sorted->[$share * $#$sorted] }


sub figures ($name, $sorted)
{
    return sprintf '%s: %d answers, median %.1f ms, p99 %.1f, p99.9 %.1f, '
                   . 'longest %.1f', $name, scalar @$sorted,
                   map { 1000 * share($sorted, $_) } 0.5, 0.99, 0.999, 1;
}


is($server->get('/quick')->status, 200, 'the page is there');

my $without = latencies($SECONDS / 2);
my $bomb    = 0;

for my $url ('/sort', '/words', '/while.css') {
    my $begun  = time;
    my $answer = $server->get($url, timeout => 60);
    my $took   = time - $begun;

    is($answer->status, 500, "$url ends at its limit");
    $bomb = $took if $took > $bomb;
}

my @pids = (editor(), map { client($_) } 1 .. $CLIENTS);
my $with = latencies($SECONDS);

kill 'KILL', @pids;
waitpid $_, 0 for @pids;

# A client that waits for a bomb waits as long as that takes.
cmp_ok(share($with, 1), '<', $bomb / 3, 'no answer waits for a bomb');
cmp_ok(share($with, 0.5), '<', $bomb / 30, 'and most do not wait at all');

my $zone = $server->status->{zone};

cmp_ok($zone->{children}, '>', 3, 'bombs are rendered in children');
ok($zone->{sound}, 'the zone is sound');
unlike($server->log, qr/\[(?:alert|emerg|crit)\]/, 'nothing to complain of');

if ($ENV{FAIMI_STRESS}) {
    diag(figures('without bombs', $without));
    diag(figures('with bombs', $with));
    diag(sprintf 'p99.9 is %.1f times that without; a bomb takes %.1f s',
         share($with, 0.999) / share($without, 0.999), $bomb);
    diag("$zone->{renders} renders, $zone->{children} of them in children");
}

done_testing();
