# A static file is sent from the descriptor that was checked: while a link that
# leads out of the site takes its place over and over, no byte of what is
# outside is ever sent.

use v5.36;
use lib 't/lib';
use Test::More;
use POSIX ();
use Time::HiRes qw(time);
use Faimi::Live;

my $SECONDS = $ENV{FAIMI_STRESS} ? 20 : 2;


# Makes the name a link to each of both, in turn and in one step each, in a
# process of its own.
sub swap ($server, $name, @targets)
{
    my $path = $server->path($name);
    my $new  = "$server->{root}/new.$name";
    my $pid  = fork // die "fork: $!\n";

    return $pid if $pid;

    for (my $n = 0; ; $n++) {
        symlink $targets[$n % 2], $new or POSIX::_exit(1);
        rename $new, $path or POSIX::_exit(2);
    }
}


# What is said of a path meanwhile: { "status body" => how often }.
sub race ($server, $path, $pid)
{
    my $end  = time + $SECONDS;
    my $http = $server->connect;
    my %seen;

    while (time < $end) {
        my $answer = $http->get($path) // ($http = $server->connect) && next;

        $seen{$answer->status . ($answer->status == 200
                                 ? ' ' . $answer->body : '')}++;
    }

    is(waitpid($pid, POSIX::WNOHANG), 0, 'it was swapped all the while');
    kill 'KILL', $pid;
    waitpid $pid, 0;

    return \%seen;
}


sub check ($name, $seen)
{
    my @wrong = grep { !/^(?:200 INSIDE|404)$/ } keys %$seen;

    cmp_ok($seen->{'200 INSIDE'} // 0, '>', 0, "$name: the file is sent");
    is_deeply(\@wrong, [], "$name: and nothing else")
        or diag(explain($seen));

    return;
}


my $server = live(workers => 1, files => {
    'in/a.txt' => 'INSIDE',
    'in/b.txt' => 'INSIDE',
});
my $outside = "$server->{root}/outside";

mkdir $outside or die "$!\n";
Faimi::Nginx::write_file("$outside/$_.txt", 'SECRET') for qw(a b);

check('a file', race($server, '/a.txt',
                     swap($server, 'a.txt', 'in/a.txt', "$outside/a.txt")));
check('a folder', race($server, '/d/b.txt',
                       swap($server, 'd', 'in', $outside)));

done_testing();
