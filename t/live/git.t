# While git works in the site's folder, changes wait.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;

my $server = live(files => {
    'a.md'        => "TEXT-1\n",
    '.git/HEAD'   => "ref: refs/heads/main\n",
});

visible($server, 'at first', '/a', 200, qr/TEXT-1/);

my $said = hammer($server, '/a', '/b');

$server->write('.git/index.lock', '');
$server->write('a.md', "TEXT-2\n");
sleep 0.5;
$server->write('a.md', "TEXT-3\n");
$server->write('b.md', "BODY-B\n");
sleep 0.5;
visible($server, 'nothing of it is seen', '/a', 200, qr/TEXT-1/);
visible($server, 'no new page either', '/b', 404);

$server->remove('.git/index.lock');
eventually($server, 'until git is done', 1, '/a', 200, qr/TEXT-3/);
visible($server, 'all of it', '/b', 200, qr/BODY-B/);

is_deeply([grep { /TEXT-2/ } keys $said->stop->%*], [],
          'and nothing in between was ever seen');

# A linked work tree, or a submodule: `.git` is a file.
for my $dir ('../elsewhere', $server->path('../elsewhere')) {
    my $lock = $server->path('../elsewhere/index.lock');

    mkdir $server->path('../elsewhere');
    $server->remove('.git');
    $server->write('.git', "gitdir: $dir\n");
    $server->write('a.md', "TEXT-1\n");
    visible($server, "gitdir: $dir", '/a', 200, qr/TEXT-1/);
    Faimi::Nginx::write_file($lock, '');
    $server->write('a.md', "TEXT-2\n");
    sleep 0.5;
    visible($server, 'while git is at work there', '/a', 200, qr/TEXT-1/);
    unlink $lock;
    eventually($server, 'until it is done', 1, '/a', 200, qr/TEXT-2/);
}

$server->write('a.md', "TEXT-3\n");

SKIP: {
    skip('git is not installed', 3)
        if system('git --version > /dev/null 2>&1') != 0;

    my $folder = $server->path;
    my $git    = "git -C $folder -c user.name=x -c user.email=x\@localhost";
    my $null   = '> /dev/null 2>&1';

    $server->remove('.git');
    system("$git init -b main $null; $git add . $null; $git commit -m 1 $null");
    $server->write("many/m$_.md", "MANY-1\n") for 1 .. 30;
    $server->write('a.md', "TEXT-4\n");
    system("$git add . $null; $git commit -m 2 $null");
    eventually($server, 'a commit', 1, '/a', 200, qr/TEXT-4/);

    system("$git checkout -q HEAD~1 $null");
    eventually($server, 'a checkout', 1, '/a', 200, qr/TEXT-3/);
    eventually($server, 'of all files', 1, '/many/m7', 404);
}

done_testing();
