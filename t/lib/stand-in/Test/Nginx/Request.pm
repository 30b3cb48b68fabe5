package Test::Nginx::Request;

# The sections of a block that say what is sent: `request`, `raw_request`,
# `pipelined_requests` and `more_headers`.

use v5.36;

use Exporter 'import';

our @EXPORT_OK = qw(requests);


# The requests of a block, a connection each: { packets => [{ value,
# delay_before }], heads => for each answer whether it answers HEAD }.
sub requests ($block, $host, $die)
{
    if (defined $block->raw_request) {
        return raw($block);
    }

    if (defined(my $list = $block->pipelined_requests)) {
        return pipeline($block, $host, $die, @$list);
    }

    my $request = $block->request // $die->('no request');
    my @list    = ref $request ? @$request : uncommented($request);

    return map {
        my @packets = ref $list[$_] ? $list[$_]->@* : $list[$_];

        one(\@packets, headers($block, $_, $die), $host, 'close', $die)
    } keys @list;
}


# A single request may have lines of # before it.
sub uncommented ($request)
{
    return $request =~ s/^(?:\s*#[^\n]+\s+|\s+)*//r;
}


# raw = bytes or [bytes, ...], as they are
sub raw ($block)
{
    my $raw   = $block->raw_request;
    my $delay = $block->raw_request_middle_delay;
    my @parts = ref $raw ? @$raw : $raw;

    return {
        packets => [map { { value => $_, delay_before => $delay } } @parts],
        heads   => [$parts[0] =~ /^\s*HEAD\s/ ? 1 : 0],
    };
}


sub pipeline ($block, $host, $die, @list)
{
    my @all = map {
        one([$list[$_]], headers($block, $_, $die), $host,
            $_ == $#list ? 'close' : 'keep-alive', $die)
    } keys @list;

    return {
        packets => [{
            value => join '', map { $_->{packets}[0]{value} } @all
        }],
        heads => [map { $_->{heads}[0] } @all],
    };
}


# The header lines for request `i`, with their line ends.
sub headers ($block, $i, $die)
{
    my $text = $block->more_headers // '';

    $text = $text->[$i] // $die->("no more_headers for request $i")
        if ref $text;

    return join '', map { s/^([^:]+):?[ \t]*/$1: /r . "\r\n" }
                    grep { /\S/ && !/^\s*#/ } split /\r?\n/, $text;
}


# request = METHOD [URL [VERSION]] LF body; white space around the body is not
# of it where its length is told.  Packets but the first are parts of the body.
sub one ($packets, $headers, $host, $connection, $die)
{
    my @packets = map { ref $_ ? { %$_ } : { value => $_ } } @$packets;
    my ($line, $body) = $packets[0]{value} =~ /^([^\n]+)(?:\n(.*))?\z/s
                        or $die->('an empty request');
    my ($method, $url, $version)
        = $line =~ /^\s*(\S+)(?: +(\S+))?(?: +(\S+))?\s*$/
          or $die->("not METHOD [URL [VERSION]]: $line");

    $body //= '';
    $url     //= '/';
    $version //= 'HTTP/1.1';
    $packets[0]{value} = $body;

    if ($headers !~ /^Transfer-Encoding: *chunked|^Content-Length:/mi) {
        $packets[0]{value}  =~ s/^\s+//;
        $packets[-1]{value} =~ s/\s+\z//;

        my $length = 0;
        $length += length $_->{value} for @packets;

        $headers .= "Content-Length: $length\r\n" if $length;
    }

    $headers = "Connection: $connection\r\n$headers"
        if $headers !~ /^Connection:/mi;
    $headers = "Host: $host\r\n$headers" if $headers !~ /^Host:/mi;

    $packets[0]{value}
        = "$method $url $version\r\n$headers\r\n$packets[0]{value}";

    return { packets => \@packets, heads => [$method eq 'HEAD' ? 1 : 0] };
}

1;
