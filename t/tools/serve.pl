#!/usr/bin/env perl

# serve.pl NGINX MODULE PORT SITE: runs the binary NGINX with our MODULE over
# the folder SITE, on the loopback alone, until Ctrl-C.  Where the port is
# taken, the next free one serves.  All that NGINX writes goes to a folder
# beside the module, its log to the terminal; of the system's own NGINX only
# the list of media types is read.

use v5.36;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Path qw(make_path);
use IO::Socket::INET;
use POSIX qw(WNOHANG);
use Time::HiRes qw(sleep);

$| = 1;

@ARGV == 4 or die "usage: serve.pl NGINX MODULE PORT SITE\n";

my $nginx  = $ARGV[0];
my $module = abs_path($ARGV[1]) // die "$ARGV[1]: $!\n";
my $port   = free_port($ARGV[2]);
my $site   = abs_path($ARGV[3]) // die "$ARGV[3]: $!\n";
my $build  = dirname($module);
my $root   = "$build/serve/$port";

make_path("$root/temp");
write_file("$root/nginx.conf", configuration());

my $pid = fork // die "fork: $!\n";

if ($pid == 0) {
    exec $nginx, '-p', "$root/", '-c', "$root/nginx.conf", '-e', 'stderr';
    die "$nginx: $!\n";
}

# A terminal sends its signals to NGINX too, but SIGHUP would be a reload.
my $ended = 0;

for my $signal (qw(INT TERM HUP)) {
    $SIG{$signal} = sub { $ended = 1; kill 'TERM', $pid };
}

wait_for_answer();
say "\n$site is live at\n\n    http://127.0.0.1:$port/\n\n",
    "Its state: http://127.0.0.1:$port/faimi-status   To end: Ctrl-C\n"
    if !$ended;

1 while waitpid($pid, 0) != $pid;

exit($ended ? 0 : $? >> 8 || 1);


sub free_port ($first)
{
    for my $port ($first .. $first + 100) {
        return $port if IO::Socket::INET->new(
            LocalAddr => '127.0.0.1',
            LocalPort => $port,
            Listen    => 1,
            ReuseAddr => 1,
        );
    }

    die "no free port from $first on\n";
}


# Answers in time, or the child has ended and has said why.
sub wait_for_answer
{
    for (1 .. 1000) {
        exit 1 if waitpid($pid, WNOHANG) == $pid;
        last if $ended;

        my $socket = IO::Socket::INET->new("127.0.0.1:$port");

        if ($socket) {
            print {$socket} "HEAD / HTTP/1.0\r\n\r\n";
            return if <$socket>;
        }

        sleep 0.02;
    }

    if (!$ended) {
        kill 'TERM', $pid;
        die "NGINX does not answer\n";
    }

    return;
}


# The files may be for their owner's eyes alone, as below /root: workers are
# the owner, which only root can arrange; any other starts as he is.
sub configuration
{
    my $owner  = getpwuid((stat $site)[4]) // 'root';
    my $run_as = $> ? '' : "user $owner;";

    my ($types) = map { "include $_;" }
                  grep { -f } "$build/nginx/conf/mime.types",
                              '/etc/nginx/mime.types';
    $types //= '';

    return <<"END";
$run_as
daemon            off;
worker_processes  auto;
error_log         stderr warn;
pid               $root/nginx.pid;
load_module       $module;

events {
    worker_connections  512;
}

http {
    $types
    access_log             off;
    client_body_temp_path  $root/temp;
    proxy_temp_path        $root/temp;
    fastcgi_temp_path      $root/temp;
    uwsgi_temp_path        $root/temp;
    scgi_temp_path         $root/temp;

    faimi_site  workshop  $site  zone=32m;

    server {
        listen  127.0.0.1:$port;

        location / {
            faimi  workshop;
        }

        location = /faimi-status {
            faimi_status  workshop;
            allow  127.0.0.1;
            deny   all;
        }
    }
}
END
}


sub write_file ($path, $text)
{
    open my $out, '>', $path or die "$path: $!\n";
    print {$out} $text;
    close $out or die "$path: $!\n";

    return;
}
