# Sass, edited: a partial is live in the CSS on the next request, a broken one
# leaves the last good CSS, and a compiler that does not end outlives neither
# its time nor its worker.

use v5.36;
use lib 't/lib';
use Test::More;
use Faimi::Live;

BEGIN {
    my $faimi = ($ENV{FAIMI_BUILD} // 'build') . '/faimi';

    plan(skip_all => 'this build has no libsass')
        if `$faimi --version` !~ /\(libsass/;
}

my $server = live(files => {
    '_config.yml'    => "sass: {load_paths: [lib]}\n",
    '_sass/_a.scss'  => ".a { x: 1 }\n\@import 'b';\n",
    '_sass/_b.scss'  => ".b { x: 1 }\n",
    'lib/_c.scss'    => ".c { x: 1 }\n",
    'css/main.scss'  => "---\n---\n\@import 'a', 'c';\n",
    'css/other.scss' => "---\n---\n.other { x: 1 }\n",
    'a.md'           => "TEXT\n",
});

# Which processes are children of a worker.
sub children
{
    return map { my $pid = $_; split ' ',
                 Faimi::Nginx::read_file("/proc/$pid/task/$pid/children")
                 // '' } $server->workers;
}

sub problems { return map { "$_->{file}:$_->{line}" }
                      $server->status->{errors}->@* }

visible($server, 'at first', '/css/main.css', 200,
        qr/\.a \{ x: 1; \}\s+\.b \{ x: 1; \}\s+\.c \{ x: 1; \}/);

$server->write('_sass/_b.scss', ".b { x: 2 }\n");
visible($server, 'a partial of a partial', '/css/main.css', 200,
        qr/\.b \{ x: 2; \}/);
visible($server, 'in the map, too', '/css/main.css.map', 200, qr/x: 2/);

$server->replace('lib/_c.scss', ".c { x: 2 }\n");
visible($server, 'one of load_paths', '/css/main.css', 200,
        qr/\.c \{ x: 2; \}/);

$server->write('_sass/_d.scss', ".d { x: 1 }\n");
$server->write('css/main.scss', "---\n---\n\@import 'a', 'c', 'd';\n");
visible($server, 'a new partial', '/css/main.css', 200, qr/\.d \{ x: 1; \}/);

$server->write('lib/_d.scss', ".d { x: 2 }\n");
visible($server, 'one of the same name that goes before it',
        '/css/main.css', 200, qr/\.d \{ x: 2; \}/);
$server->remove('lib/_d.scss');
visible($server, 'and is gone again', '/css/main.css', 200,
        qr/\.d \{ x: 1; \}/);


# ---------------------------------------------------------------- broken

$server->mark_log;
$server->write('_sass/_b.scss', "\n.b { x: 3 \$ }}\n");
visible($server, 'a broken partial: as it was', '/css/main.css', 200,
        qr/\.b \{ x: 2; \}/);
visible($server, 'other pages know nothing of it', '/a', 200, qr/TEXT/);
ok($server->log_has(qr{_sass/_b\.scss:2:\d+: Sass: Invalid CSS}),
   'the log has its line');
is_deeply([problems()], ['_sass/_b.scss:2'], 'so has the status');

ok($server->kill_workers, 'new workers');
visible($server, 'still as it was', '/css/main.css', 200, qr/\.b \{ x: 2; \}/);

$server->write('_sass/_b.scss', ".b { x: 4 }\n");
visible($server, 'mended', '/css/main.css', 200, qr/\.b \{ x: 4; \}/);
is_deeply([problems()], [], 'and no problem is left');

$server->remove('_sass/_b.scss');
visible($server, 'a partial that is gone: as it was', '/css/main.css', 200,
        qr/\.b \{ x: 4; \}/);
$server->write('_sass/_b.scss', ".b { x: 5 }\n");
visible($server, 'and is back', '/css/main.css', 200, qr/\.b \{ x: 5; \}/);


# --------------------------------------------------------------- folders

$server->move('_sass', '_away');
visible($server, 'no folder: as it was', '/css/main.css', 200,
        qr/\.b \{ x: 5; \}/);
$server->write('_away/_b.scss', ".b { x: 6 }\n");
$server->move('_away', '_sass');
# what was changed less than two seconds ago must hold still
eventually($server, 'the folder, back with another partial', 5,
           '/css/main.css', 200, qr/\.b \{ x: 6; \}/);

$server->write('_config.yml', "sass: {load_paths: [lib], sourcemap: never}\n");
visible($server, 'no maps', '/css/main.css.map', 404);
visible($server, 'nor a word of them', '/css/main.css', 200,
        qr/\A(?!.*sourceMappingURL).*\.b/s);


# ------------------------------------------------------- without an end

{
    visible($server, 'while it is good', '/css/other.css', 200, qr/other/);
    $server->write('css/other.scss', "---\n---\n\@while true {}\n");
    visible($server, 'before it', '/a', 200);

    my $client = fork // die "fork: $!\n";

    if (!$client) {
        $server->get('/css/other.css');
        POSIX::_exit(0);
    }

    ok(wait_until(sub { children() == 1 }, 5), 'a compiler runs');

    my ($child) = children();
    my ($worker) = grep {
        (Faimi::Nginx::read_file("/proc/$_/task/$_/children") // '')
            =~ /\b$child\b/
    } $server->workers;

    my ($open, $maps);

    # It has to let go of them first.
    wait_until(sub {
        $open = () = glob "/proc/$child/fd/*";
        $maps = Faimi::Nginx::read_file("/proc/$child/maps") // '';
        $open <= 4 && $maps !~ /^\S+ rw.s/m;
    }, 1);

    cmp_ok($open, '<=', 4, 'with nothing open but its pipe');
    unlike($maps, qr/^\S+ rw.s/m, 'and nothing shared');

    kill 'KILL', $worker;
    ok(wait_until(sub { !-d "/proc/$child" }, 5), 'it dies with its worker');
    waitpid $client, 0;
}

{
    my $answer = $server->get('/css/other.css', timeout => 60);

    is($answer->status, 200, 'its last good version is served');
    like($answer->body, qr/\.other \{ x: 1; \}/, 'whole');
    is(children(), 0, 'no child is left');
    ok($server->log_has(qr{css/other\.scss:3: Sass: .*more than 3 s}),
       'the log says why');
}

unlike($server->log, qr/unknown process/, 'nobody wondered about a child');

done_testing();
