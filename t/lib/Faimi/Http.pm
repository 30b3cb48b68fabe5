package Faimi::Http;

# A connection to a server on the loopback, over which requests go as they are
# written and answers come back as they were sent.  Each wait is bounded.

use v5.36;

use Errno;
use Exporter 'import';
use IO::Select;
use IO::Socket::INET;
use Socket qw(SOL_SOCKET SO_REUSEADDR);
use Time::HiRes qw(sleep time);

our @EXPORT_OK = qw(parse_headers free_port);


# connect(PORT, SECONDS): an open connection, or nothing.
sub connect ($class, $port, $timeout = 3)
{
    my $socket = IO::Socket::INET->new(
        PeerAddr => '127.0.0.1',
        PeerPort => $port,
        Proto    => 'tcp',
        Timeout  => $timeout,
    ) or return;

    binmode $socket;

    return bless {
        socket  => $socket,
        timeout => $timeout,
        buffer  => '',
        eof     => 0,
    }, $class;
}


# Sends all of the bytes; false once the other side has closed.
sub send ($self, $bytes)
{
    local $SIG{PIPE} = 'IGNORE';

    while (length $bytes) {
        my $n = syswrite $self->{socket}, $bytes;

        return 0 if !defined $n && !$!{EINTR};
        substr $bytes, 0, $n // 0, '';
    }

    return 1;
}


# Ends our side only: shutdown(2) with 0, 1 or 2.
sub shutdown ($self, $how = 1)
{
    return shutdown $self->{socket}, $how;
}


sub close ($self)
{
    return close $self->{socket};
}


# Whether the wait for the last answer ended by the clock.
sub timed_out ($self)
{
    return $self->{timed_out};
}


# More bytes into the buffer; false at the end of file or of patience.
sub fill ($self)
{
    return 0 if $self->{eof};

    while (1) {
        $! = 0;

        if (IO::Select->new($self->{socket})->can_read($self->{timeout})) {
            my $n = sysread $self->{socket}, $self->{buffer}, 65536,
                            length $self->{buffer};

            return 1 if $n;
            $self->{eof} = 1 if defined $n || !$!{EINTR};

        } else {
            $self->{timed_out} = 1 if !$!{EINTR};
        }

        return 0 if !$!{EINTR};
    }
}


# All that comes until the other side closes.
sub rest ($self)
{
    1 while $self->fill;

    my $rest = $self->{buffer};
    $self->{buffer} = '';

    return $rest;
}


# Takes bytes off the buffer: a number of them, or up to and with a mark.
# Without `partial` nothing is taken where not all of it came.
sub take ($self, $what, $partial = 0)
{
    my $end;

    while (1) {
        if ($what =~ /^\d+$/) {
            $end = $what if length $self->{buffer} >= $what;

        } else {
            my $at = index $self->{buffer}, $what;
            $end = $at + length $what if $at >= 0;
        }

        last if defined $end || !$self->fill;
    }

    if (!defined $end) {
        return undef if !$partial;
        $end = length $self->{buffer};
    }

    return substr $self->{buffer}, 0, $end, '';
}


# The next answer: status, reason, version, raw (the header block with its
# line ends), headers (lower-case name to a list of values), body, and error
# where the answer is cut short.  Nothing, if none came.
sub answer ($self, $head = 0)
{
    $self->{timed_out} = 0;

    my $raw = $self->take("\r\n\r\n") // return;
    $raw =~ s/\r\n\z//;

    my ($version, $status, $reason)
        = $raw =~ m{^(HTTP/\d\.\d) (\d{3}) ?([^\r\n]*)\r\n} or return;

    my $answer = Faimi::Http::Answer->new(
        version => $version,
        status  => $status,
        reason  => $reason,
        raw     => $raw,
        headers => parse_headers($raw =~ s/^[^\n]*\n//r),
    );

    return $self->answer($head) if $status == 100;

    $answer->{body} = '';

    if (!$head && $status != 304 && $status != 204) {
        $self->body($answer);
    }

    return $answer;
}


sub body ($self, $answer)
{
    my $length = $answer->header('Content-Length');

    if (lc($answer->header('Transfer-Encoding') // '') eq 'chunked') {
        $self->chunks($answer);

    } elsif (defined $length) {
        $answer->{body} = $self->take($length, 1);

        if (length $answer->{body} < $length) {
            $answer->{error} = 'the body is cut short';
        }

    } else {
        $answer->{body} = $self->rest;
    }

    return;
}


# chunk = SIZE [";" extension] CRLF bytes CRLF; the last has size 0
sub chunks ($self, $answer)
{
    while (1) {
        my $line = $self->take("\r\n");

        if (!defined $line || $line !~ /^([0-9A-Fa-f]+)\s*(?:;|\r)/) {
            $answer->{error} = 'a bad or missing chunk';
            return;
        }

        my $size  = hex $1;
        my $chunk = $self->take($size + 2, 1);

        if ($chunk !~ /\r\n\z/) {
            $answer->{error} = 'a chunk is cut short';
            return;
        }

        return if $size == 0;

        $answer->{body} .= substr $chunk, 0, -2;
    }
}


# One request on this connection, kept alive: get(PATH, method, headers).
sub get ($self, $path, %option)
{
    my $method  = $option{method} // 'GET';
    my %headers = (Host => 'localhost', %{ $option{headers} // {} });

    $self->send(join '', "$method $path HTTP/1.1\r\n",
                (map { "$_: $headers{$_}\r\n" } sort keys %headers), "\r\n")
        or return;

    return $self->answer($method eq 'HEAD');
}


# ------------------------------------------------------------------- helpers

# "Name: value" lines to { name => [values] }.
sub parse_headers ($text)
{
    my %headers;

    for (split /\r?\n/, $text) {
        my ($name, $value) = /^([^:\s]+):[ \t]*(.*?)\s*$/ or next;
        push $headers{ lc $name }->@*, $value;
    }

    return \%headers;
}


# A port of the loopback that is this test's own until its process ends, so that
# runs on one machine do not clash.  The kernel chooses it, and a socket that is
# bound to it, but does not listen, keeps it: others are not given it, and NGINX
# may still listen there, since both sockets have SO_REUSEADDR.
my @reserved;

sub free_port
{
    my $socket = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Proto => 'tcp')
                 or die "no free port on 127.0.0.1: $@\n";

    # Only now: with it, bind() would share what somebody else has reserved.
    $socket->setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        or die "SO_REUSEADDR: $!\n";
    push @reserved, $socket;

    return $socket->sockport;
}


package Faimi::Http::Answer;

sub new ($class, %self)
{
    return bless \%self, $class;
}


sub status ($self) { return $self->{status} }
sub body   ($self) { return $self->{body} }
sub raw    ($self) { return $self->{raw} }
sub error  ($self) { return $self->{error} }


# The value, several joined with ", "; or undef.
sub header ($self, $name)
{
    my $values = $self->{headers}{ lc $name } // return undef;

    return join ', ', @$values;
}

1;
