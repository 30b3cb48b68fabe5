# The site's folder itself is replaced, or is a symbolic link that is turned:
# the two ways to deploy a site in one step.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;
use Faimi::Server;

my $within = 1 + 2 + 0.5;


sub release ($server, $name, $text)
{
    my $folder = $server->path . ".$name";

    mkdir $folder or die "$folder: $!\n";
    Faimi::Nginx::write_file("$folder/a.md", "$text\n");
    Faimi::Nginx::write_file("$folder/$name.md", "ONLY-$text\n");

    return $folder;
}


{
    my $server = live(files => { 'a.md' => "TEXT-1\n" });
    my $root   = $server->path;

    visible($server, 'at first', '/a', 200, qr/TEXT-1/);

    my $next = release($server, 'two', 'TEXT-2');
    my $said = hammer($server, '/a');

    rename $root, "$root.old" or die "$!\n";
    rename $next, $root or die "$!\n";

    eventually($server, 'another folder', $within, '/a', 200, qr/TEXT-2/);
    eventually($server, 'its own page', $within, '/two', 200, qr/ONLY-TEXT-2/);

    is_deeply([grep { !/^200 .*TEXT-[12]/s } keys $said->stop->%*], [],
              'nothing failed meanwhile');

    $server->write('a.md', "TEXT-3\n");
    visible($server, 'an edit there', '/a', 200, qr/TEXT-3/);

    Faimi::Nginx::write_file("$root.old/a.md", "TEXT-4\n");
    visible($server, 'but not in the old one', '/a', 200, qr/TEXT-3/);
}


{
    my $server = Faimi::Server->new(Faimi::Live::listening());
    my $root   = $server->path;
    my $one    = release($server, 'one', 'TEXT-1');
    my $two    = release($server, 'two', 'TEXT-2');

    rmdir $root or die "$!\n";
    symlink $one, $root or die "$!\n";
    is($server->nginx->start($server->configuration), 0, 'it starts');
    visible($server, 'through a symbolic link', '/a', 200, qr/TEXT-1/);

    $server->write('a.md', "TEXT-1b\n");
    visible($server, 'an edit there', '/a', 200, qr/TEXT-1b/);

    symlink $two, "$root.new" or die "$!\n";
    rename "$root.new", $root or die "$!\n";

    eventually($server, 'the link turned', $within, '/a', 200, qr/TEXT-2/);
    eventually($server, 'what was only there', $within, '/one', 404);

    $server->write('a.md', "TEXT-2b\n");
    visible($server, 'an edit there', '/a', 200, qr/TEXT-2b/);
}

done_testing();
