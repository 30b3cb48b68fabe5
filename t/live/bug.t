# Faults that there were, so that they do not come back.

use v5.36;
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;


# NGINX does not move a timer by less than 300 ms.  An edit just before a young
# file was due had to wait for that.
{
    my $server = live(files => { 'a.md' => "TEXT-1\n", 'b.md' => "BODY-B\n" });

    $server->write('b.md', "BODY-B2\n");
    my $young = time;
    visible($server, 'a file that is young', '/b', 200, qr/BODY-B2/);

    ok($server->reload, 'after a reload');
    sleep $young + 1.8 - time;
    $server->write('a.md', "TEXT-2\n");
    visible($server, 'an edit just before it is due', '/a', 200, qr/TEXT-2/);
}

done_testing();
