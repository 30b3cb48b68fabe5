package Faimi::Load;

# Clients that ask for pages, each request on a connection of its own, while a
# test does something to the server:
#
#   my $load  = Faimi::Load->start($server->port, ['/', '/a.html'], 2);
#   ...
#   my $count = $load->stop;
#
# $count: answered (200 and whole), dropped (no answer, or one cut short),
# refused (no connection), wrong (another status), example (of what is wrong).

use v5.36;

use POSIX ();
use Time::HiRes qw(sleep);

use Faimi::Http;


sub start ($class, $port, $paths, $clients = 2)
{
    my $self = bless { clients => [], owner => $$ }, $class;

    for (1 .. $clients) {
        pipe my $in, my $out or die "pipe: $!\n";
        my $pid = fork // die "fork: $!\n";

        if ($pid == 0) {
            close $in;
            client($port, $paths, $out);
            POSIX::_exit(0);
        }

        push $self->{clients}->@*, { pid => $pid, in => $in };
    }

    return $self;
}


sub stop ($self)
{
    my %sum = map { $_ => 0 } qw(answered dropped refused wrong);

    kill 'TERM', map { $_->{pid} } $self->{clients}->@*;
    $sum{example} = '';

    for my $client (splice $self->{clients}->@*) {
        my $in = $client->{in};

        while (<$in>) {
            my ($what, $value) = /^(\w+) (.*)/ or next;

            if ($what eq 'example') {
                $sum{example} ||= $value;
            } else {
                $sum{$what} += $value;
            }
        }

        waitpid $client->{pid}, 0;
    }

    return \%sum;
}


sub DESTROY ($self)
{
    $self->stop if $self->{owner} == $$;

    return;
}


# In the child: asks until it is told to end, then writes what it counted.
sub client ($port, $paths, $out)
{
    my $ended = 0;
    my $n     = 0;
    my %count;

    local $SIG{TERM} = sub { $ended = 1 };

    while (!$ended) {
        my $path = $paths->[$n++ % @$paths];
        my ($what, $example) = request($port, $path);

        # The end may have come in the middle of it.
        last if $ended && $what ne 'answered';

        $count{$what}++;
        $count{example} //= "$path: $example" if $what eq 'wrong';

        # Nothing is won by asking in vain as fast as one can.
        sleep 0.01 if $what eq 'refused';
    }

    print {$out} map { "$_ $count{$_}\n" } keys %count;
    close $out;

    return;
}


sub request ($port, $path)
{
    my $http   = Faimi::Http->connect($port, 10) or return 'refused';
    my $answer = $http->get($path, headers => { Connection => 'close' });

    return 'dropped' if !$answer || $answer->error;
    return ('wrong', $answer->status) if $answer->status != 200;

    return 'answered';
}

1;
