#!/usr/bin/env perl

# http.pl [PROGRAM...]: requests per second of the largest page of content/ as
# a hit of our cache, and of NGINX's static handler on the same bytes, with
# open_file_cache and without.  All from one server with one worker, by the
# same client, in alternating rounds, since the machine's speed drifts.  Then
# runs the programs: benchmarks of their own.
#
# ROUNDS and SECONDS in the environment say how often and how long.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";

use File::Temp qw(tempdir);
use List::Util qw(sum);

use Faimi::Http qw(free_port);
use Faimi::Nginx;

my $PAGE        = $ENV{PAGE}    // '/2025-miccai-workshop/index.html';
my $ROUNDS      = $ENV{ROUNDS}  // 5;
my $SECONDS     = $ENV{SECONDS} // 3;
my $CONNECTIONS = 16;

my $root  = tempdir('faimi-bench-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $nginx = Faimi::Nginx->new(root => $root);
my %port  = map { $_ => free_port() } qw(faimi cached static);

chmod 0755, $root;
$SIG{INT} = $SIG{TERM} = sub { exit 1 };

$nginx->start(configuration()) == 0 or die $nginx->stderr;

my $bytes = save_page();

measure();
system $_ for grep { -x } @ARGV;


END {
    local $?;
    $nginx->stop('TERM') if $nginx;
}


# Fetched once, so that what follows are hits; and put where the static
# handler finds it.
sub save_page
{
    my $http   = Faimi::Http->connect($port{faimi}) or die "no server\n";
    my $answer = $http->get($PAGE);

    die "$PAGE: " . ($answer ? $answer->status : 'no answer') . "\n"
        if !$answer || $answer->status != 200;

    Faimi::Nginx::write_file("$root/html/page.html", $answer->body);

    return length $answer->body;
}


sub measure
{
    my @what = (
        ['faimi, a hit',                'faimi',  $PAGE],
        ['static, open_file_cache',     'cached', '/page.html'],
        ['static, no open_file_cache',  'static', '/page.html'],
    );
    my %rates;

    for my $round (1 .. $ROUNDS) {
        for my $what (@what) {
            my ($name, $port, $path) = @$what;

            push $rates{$name}->@*, rate($port{$port}, $path);
        }
    }

    my $base = median($rates{ $what[1][0] }->@*);

    printf "%s, %d bytes; %d rounds of %d s, %d connections, 1 worker\n",
           $PAGE, $bytes, $ROUNDS, $SECONDS, $CONNECTIONS;

    for my $name (map { $_->[0] } @what) {
        my @rates = sort { $a <=> $b } $rates{$name}->@*;

        printf "  %-28s %8.0f requests/s  %5.2f of static  (%.0f to %.0f)\n",
               $name, median(@rates), median(@rates) / $base,
               @rates[0, -1];
    }

    return;
}


sub rate ($port, $path)
{
    my $text = qx(wrk -t1 -c$CONNECTIONS -d${SECONDS}s \\
                      http://127.0.0.1:$port$path 2>&1);

    die "wrk: $text\n" if $? || $text =~ /Non-2xx|Socket errors/;

    return $text =~ m{Requests/sec:\s+([\d.]+)} ? $1 : die "wrk: $text\n";
}


sub median (@values)
{
    @values = sort { $a <=> $b } @values;

    return sum(@values[$#values / 2, @values / 2]) / 2;
}


sub configuration
{
    my $modules = Faimi::Nginx::load_modules();
    my $temps   = Faimi::Nginx::temp_paths($root);
    my $user    = $> == 0 ? 'user root;' : '';
    my $content = "$FindBin::Bin/../../content";

    return <<"END";
$user
$modules
worker_processes  1;
pid               $root/logs/nginx.pid;
error_log         $root/logs/error.log warn;

events {
    worker_connections  256;
}

http {
    access_log            off;
    sendfile              on;
    tcp_nopush            on;
    keepalive_requests    1000000000;
    default_type          text/html;
    $temps

    faimi_site  bench  $content  zone=32m;

    server {
        listen  127.0.0.1:$port{faimi};
        location / { faimi bench; }
    }

    server {
        listen           127.0.0.1:$port{cached};
        root             $root/html;
        open_file_cache  max=100 inactive=60s;
    }

    server {
        listen  127.0.0.1:$port{static};
        root    $root/html;
    }
}
END
}
