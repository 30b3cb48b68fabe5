# Faults that there were, so that they do not come back.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;
use Faimi::Server;


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

# A folder that a symbolic link of the site leads to has one watch and two
# paths.  What happened in it was told of one of them.
{
    my $server = Faimi::Server->new(Faimi::Live::listening(
        files => { 'folder/a.md' => "TEXT-1\n", 'folder/b.txt' => "static\n" },
    ));

    symlink 'folder', $server->path('twin') or die "symlink: $!\n";
    is($server->nginx->start($server->configuration), 0, 'it starts');

    $server->write('folder/a.md', "TEXT-2\n");
    visible($server, 'an edit', '/folder/a', 200, qr/TEXT-2/);
    visible($server, 'also behind the link', '/twin/a', 200, qr/TEXT-2/);

    $server->remove('folder/b.txt');
    visible($server, 'a file deleted', '/folder/b.txt', 404);
    visible($server, 'also behind the link', '/twin/b.txt', 404);

    unlink $server->path('twin') or die "$!\n";
    visible($server, 'the link deleted', '/twin/a', 404);
    $server->write('folder/a.md', "TEXT-3\n");
    visible($server, 'an edit after that', '/folder/a', 200, qr/TEXT-3/);
}

done_testing();
