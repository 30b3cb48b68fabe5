# What is watched: changes that no writer ends by a close, and folders that a
# site leaves out.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep);
use Faimi::Live;

my $server = live(files => {
    'a.md'  => "FIRST\n\nSECOND\n",
    'b.txt' => 'one two',
});


# The watches that workers have, all together.
sub watches
{
    my $n = 0;

    for my $pid ($server->workers) {
        $n += () = (Faimi::Nginx::read_file($_) // '') =~ /^inotify /mg
            for glob "/proc/$pid/fdinfo/*";
    }

    return $n;
}


visible($server, 'at first', '/a', 200, qr/SECOND/);

# perl's truncate() of a name is truncate(2): nobody opens the file.
truncate $server->path('a.md'), 6 or die "truncate: $!\n";
eventually($server, 'a page truncated by its path', 3, '/a', 200,
           qr/FIRST(?!.*SECOND)/s);
truncate $server->path('b.txt'), 3 or die "truncate: $!\n";
eventually($server, 'and a text', 3, '/b.txt', 200, qr/\Aone\z/);

# A writer that rests for longer than that has not finished.
{
    $server->write('c.md', "BEFORE\n");
    visible($server, 'a page', '/c', 200, qr/BEFORE/);
    open my $out, '>:raw', $server->path('c.md') or die "$!\n";
    $out->autoflush(1);
    print {$out} "AF";
    sleep 4.5;
    is_deeply([map { $_->body =~ /BEFORE/ ? 1 : 0 }
               values everywhere($server, '/c')->%*], [1, 1, 1],
              'a writer that rests: the version before');
    print {$out} "TER\n";
    close $out;
    visible($server, 'until it is closed', '/c', 200, qr/AFTER/);
}

# npm install, jekyll build
my $before = watches();

$server->write("node_modules/p$_/lib/x.js", '') for 1 .. 50;
$server->write("_site/p$_/index.html", '') for 1 .. 50;
$server->write("_new/p$_/x.html", '') for 1 .. 50;
$server->write('new/folder/n.md', "NEW\n");
eventually($server, 'a new folder', 2, '/new/folder/n', 200, qr/NEW/);
is(watches() - $before, 3 * 2, 'is watched, and none that the site excludes');
$server->write('new/folder/n.md', "EDIT\n");
visible($server, 'an edit in it', '/new/folder/n', 200, qr/EDIT/);

done_testing();
