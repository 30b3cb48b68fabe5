# Reloads under load: no request fails, and neither the master nor a worker
# grows.  1,000 of them with FAIMI_STRESS, some to see that it works without.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Faimi::Load;
use Faimi::Server qw(need_module);

need_module();

my $RELOADS = $ENV{FAIMI_STRESS} ? 1000 : 20;
my $ROOM    = 1024;     # kilobytes that memory may differ by
my $PAGE    = '/2025-miccai-workshop/index.html';

my $server = Faimi::Server->start(
    site    => "$FindBin::Bin/../../content",
    workers => 2,
);
my $load = Faimi::Load->start($server->port, [$PAGE, '/', '/2024/']);
my (%first, %last);
my $failed = 0;

for my $n (1 .. $RELOADS) {
    $failed++ if !$server->reload;

    # A master's first reloads fill what it later uses again.
    %first = memory() if $n == int $RELOADS / 4;
}

%last = memory();

my $count = $load->stop;

is($failed, 0, "$RELOADS reloads");
cmp_ok($count->{answered}, '>', $RELOADS, 'requests were answered');
is($count->{$_}, 0, "none was $_") for qw(wrong refused dropped);
diag($count->{example}) if $count->{example};

for my $who (qw(master worker)) {
    cmp_ok($last{$who} - $first{$who}, '<', $ROOM,
           "the $who does not grow: $first{$who} to $last{$who} kB");
}

my $zone = $server->status->{zone};

ok($zone->{sound}, 'the zone is sound');
cmp_ok($zone->{stores}, '<', 20, 'and has kept its pages');
unlike($server->log, qr/\[(?:alert|emerg|crit)\]/, 'nothing alarming');

done_testing();


sub memory
{
    my @workers = $server->workers;

    return (
        master => $server->private_memory($server->nginx->pid),
        worker => $server->private_memory($workers[0]),
    );
}
