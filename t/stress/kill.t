# Workers killed under load: their own connections drop, all else goes on, and
# the zone stays sound.  Killed from outside at any moment; and, in a build for
# that, by themselves at each of the zone's critical sections.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;
use Time::HiRes qw(sleep);

use Faimi::Load;
use Faimi::Nginx;
use Faimi::Server qw(need_module wait_until);

need_module();

my $TOP     = "$FindBin::Bin/../..";
my $KILLS   = $ENV{FAIMI_STRESS} ? 100 : 10;
my $SECONDS = $ENV{FAIMI_STRESS} ? 5 : 1;
my $PAGE    = '/2025-miccai-workshop/index.html';
my $CLIENTS = 3;

subtest 'killed at any moment' => sub {
    my $server = Faimi::Server->start(site => "$TOP/content", workers => 3);
    my $load   = Faimi::Load->start($server->port, [$PAGE, '/'], $CLIENTS);
    my $failed = 0;

    for my $n (1 .. $KILLS) {
        my @workers = $server->workers;

        edit($server, $n);
        $failed++ if !$server->kill_workers($workers[$n % @workers]);
    }

    my $count = $load->stop;

    is($failed, 0, "$KILLS kills, each worker replaced");
    check($server, $count, $KILLS * $CLIENTS);
};

SKIP: {
    my $module = "$ENV{FAIMI_BUILD}/debug/ngx_faimi_module.so";

    skip("there is no $module", 1) if !-f $module;

    # In a short run all points take turns in one server.
    my @wishes = map { wish($_, 7) } points();
    @wishes = join ',', map { wish($_, 60) } points() if !$ENV{FAIMI_STRESS};

    for my $wish (@wishes) {
        subtest "killed at $wish" => sub { stop_at($module, $wish) };
    }
}

done_testing();


# The names as src/zone/ has them.
sub points
{
    my $text = Faimi::Nginx::read_file("$TOP/src/zone/faimi_zone_fail_point.c");
    my ($list) = $text =~ /faimi_fail_point_names\[\w+\] = \{(.*?)\}/s;

    return $list =~ /"(\w+)"/g;
}


# How often to die there.  A page is written in many pieces; and a rebuild comes
# of another death.
sub wish ($point, $every)
{
    return "$point:" . 50 * $every if $point eq 'fill';
    return "end:$every,$point:3" if $point =~ /\Are(?:build|link)\z/;
    return "$point:$every";
}


sub stop_at ($module, $wish)
{
    local $ENV{FAIMI_FAIL_POINT} = $wish;

    # A small zone has to evict.
    my $server = Faimi::Server->start(
        site    => "$TOP/content",
        workers => 3,
        module  => $module,
        options => 'zone=1m',
    );
    my $load = Faimi::Load->start($server->port, [$PAGE, '/'], $CLIENTS);
    my $end  = time + $SECONDS;
    my $n    = 0;

    while (time <= $end) {
        edit($server, ++$n);
        sleep 0.02;
    }

    my $count  = $load->stop;
    my $deaths = () = $server->log =~ /exited on signal 9/g;

    wait_until(sub { $server->workers == 3 }, 5);
    cmp_ok($deaths, '>', 0, "$deaths deaths");
    check($server, $count, $deaths * $CLIENTS);

    return;
}


# A change to every page, so that all is rendered and stored anew.
sub edit ($server, $n)
{
    my $footer = $server->path('_includes/footer.html');
    my $text   = Faimi::Nginx::read_file($footer) =~ s/<!-- \d+ -->//r;

    $server->replace('_includes/footer.html', "$text<!-- $n -->");

    return;
}


sub check ($server, $count, $may_drop)
{
    cmp_ok($count->{answered}, '>', 0, 'requests were answered');
    is($count->{wrong}, 0, 'none was wrong')
        or diag($count->{example});
    is($count->{refused}, 0, 'none was refused');
    cmp_ok($count->{dropped}, '<=', $may_drop,
           'no more were dropped than there were clients at the deaths');

    # These may meet with a death, too.
    ok(wait_until(sub { eval { $server->get($PAGE)->status == 200 } }),
       'all goes on');
    ok(wait_until(sub { eval { $server->status->{zone}{sound} } }),
       'the zone is sound');

    my @alerts = grep { !/exited on signal 9|was locked by/ }
                 $server->log =~ /^.*\[(?:alert|emerg)\].*$/mg;

    is(join("\n", @alerts), '', 'nothing else is alarming');

    return;
}
