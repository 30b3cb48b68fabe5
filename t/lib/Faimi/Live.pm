package Faimi::Live;

# A site that is edited while several workers serve it, and what all of them
# say of it.

use v5.36;

use Exporter 'import';
use File::Temp qw(tempfile);
use JSON::PP;
use POSIX ();
use Test::More;
use Time::HiRes qw(sleep time);

use Faimi::Server qw(need_module wait_until);

our @EXPORT = qw(live everywhere visible eventually hammer wait_until);

# An edit is visible to requests that begin so many seconds after the file was
# closed; slow builds (valgrind) may be given more.
our $WITHIN = 0.1 * ($ENV{FAIMI_SLOW} // 1);

need_module();


# A running server: workers with a socket each, so that connections are spread
# over all of them, and headers that tell who answered and how.
sub live (%option)
{
    return Faimi::Server->start(listening(%option));
}


sub listening (%option)
{
    my $server = delete $option{server} // '';

    return (
        workers => 3,
        listen  => 'reuseport',
        server  => 'add_header X-Worker $pid always;'
                   . 'add_header X-Cache $faimi_cache_status always;'
                   . $server,
        %option,
    );
}


# One answer of each worker: { pid => answer }.
sub everywhere ($server, $path, %option)
{
    my $count = $server->{workers};
    my %answers;

    for (1 .. 200 * $count) {
        my $answer = $server->get($path, %option) or next;
        my $pid    = $answer->header('x-worker') // 'none';

        $answers{$pid} = $answer;
        last if keys %answers == $count;
    }

    return \%answers;
}


# What workers say, and how many of them: "status body", cut short.
sub said ($answers)
{
    my %said;

    for (values %$answers) {
        my $body = $_->body =~ s/\s+/ /gr =~ s/^(.{60}).*(.{140})$/$1 ... $2/r;

        $said{$_->status . " $body"}++;
    }

    return \%said;
}


sub agrees ($server, $path, $status, $body)
{
    my $answers = everywhere($server, $path);
    my @bad     = grep { $_->status != $status || $_->body !~ $body }
                  values %$answers;

    return (keys %$answers == $server->{workers} && !@bad, $answers);
}


# Seconds that processes were ready to run and a busy machine did not let them.
sub delayed (@pids)
{
    my $sum = 0;

    for my $pid (@pids) {
        my (undef, $wait) = split ' ',
            Faimi::Nginx::read_file("/proc/$pid/schedstat") // '';
        $sum += ($wait // 0) / 1e9;
    }

    return $sum;
}


# A clock of this test and of the workers, which stands still while a busy
# machine does not let them run.  It goes on again after a minute, so that no
# wait is without an end.
sub stopwatch ($server)
{
    my @pids   = ($$, $server->workers);
    my $begun  = time;
    my $before = delayed(@pids);

    return sub {
        my $took = time - $begun;

        return $took > 60 ? $took : $took - (delayed(@pids) - $before);
    };
}


# Right after an edit: once the time is over, every worker says so.
sub visible ($server, $name, $path, $status, $body = qr/./)
{
    my $closed = time;
    my $watch  = stopwatch($server);
    sleep $WITHIN;

    my ($ok, $answers) = agrees($server, $path, $status, $body);
    my $took = 0;

    while (!$ok && $took < 1) {
        $took = $watch->();
        ($ok, $answers) = agrees($server, $path, $status, $body);
    }

    ok($ok && $took <= $WITHIN, "$name: all workers within "
                                . $WITHIN * 1000 . ' ms')
        or diag($ok ? sprintf('after %.0f ms, %.0f of them idle',
                            1000 * (time - $closed), 1000 * $took)
                  : explain(said($answers)));

    return $answers;
}


# The same, within more seconds.
sub eventually ($server, $name, $seconds, $path, $status, $body = qr/./)
{
    my $watch = stopwatch($server);
    my ($ok, $took);

    do {
        $took = $watch->();
        ($ok) = agrees($server, $path, $status, $body);
        sleep 0.05 if !$ok;
    } while (!$ok && $took < $seconds);

    ok($ok, sprintf "%s: all workers within %s s (%.1f s)", $name, $seconds,
       $took) or diag(explain(said(everywhere($server, $path))));

    return $ok;
}



# Asks for a path, over and over, in a process of its own, until stop(), which
# returns { "status body" => how often }.
sub hammer ($server, @paths)
{
    my ($out, $file) = tempfile(UNLINK => 1);
    my $pid = fork // die "fork: $!\n";

    return bless { pid => $pid, file => $file }, 'Faimi::Live::Hammer' if $pid;

    my $run = 1;
    my %seen;

    $SIG{TERM} = sub { $run = 0 };

    while ($run) {
        for my $path (@paths) {
            my $answer = $server->get($path);

            $seen{$answer ? $answer->status . ' ' . $answer->body
                            . ($answer->error // '') : 'none'}++;
            sleep 0.001;
        }
    }

    print {$out} encode_json(\%seen);
    close $out;
    POSIX::_exit(0);
}


package Faimi::Live::Hammer;

sub stop ($self)
{
    kill 'TERM', $self->{pid};
    waitpid $self->{pid}, 0;
    delete $self->{pid};

    return JSON::PP::decode_json(Faimi::Nginx::read_file($self->{file}));
}


sub DESTROY ($self)
{
    return if !$self->{pid};

    local ($?, $!);
    kill 'KILL', $self->{pid};
    waitpid $self->{pid}, 0;
}

1;
