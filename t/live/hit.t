# A hit touches no file: strace sees the worker open, stat or read nothing.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Faimi::Nginx;
use Faimi::Server qw(need_module wait_until);

need_module();

my $PAGE   = '/2025-miccai-workshop/index.html';
my $CALLS  = '%file,read,pread64,readv,fstat,getdents64,sendfile';
my $server = Faimi::Server->start(site => "$FindBin::Bin/../../content");
my ($pid)  = $server->workers;

$server->get($PAGE);

my $trace  = "$server->{root}/trace";
my $strace = fork // die "fork: $!\n";

if ($strace == 0) {
    open STDERR, '>', '/dev/null';
    exec 'strace', '-f', '-e', "trace=$CALLS", '-e', 'signal=none', '-o',
         $trace, '-p', $pid;
    exit 1;
}

my $attached = wait_until(sub {
    return Faimi::Nginx::read_file("/proc/$pid/status")
           =~ /^TracerPid:\s+$strace$/m
           || waitpid($strace, 1) == $strace && 'no';
}, 5);

plan(skip_all => 'strace may not trace here')
    if !$attached || $attached eq 'no';

my $zone = $server->status->{zone};

is(traced(), '', 'nothing so far');

for (1 .. 10) {
    is($server->get($PAGE)->header('Content-Type'),
       'text/html; charset=utf-8', "hit $_");
}

my $http = $server->connect;

is($http->get($PAGE)->status, 200, 'two on one connection');
is($http->get($PAGE)->status, 200, 'the second');
is($server->get($PAGE, method => 'HEAD')->status, 200, 'a hit by HEAD');
is($server->get($PAGE, headers => {
    'If-None-Match' => $server->get($PAGE)->header('ETag')
})->status, 304, 'a hit that is not modified');
is(traced(), '', 'no call that touches a file');

my $after = $server->status->{zone};

is($after->{hits} - $zone->{hits}, 15, 'they all were hits');
is($after->{misses} - $zone->{misses}, 0, 'none was a miss');

$server->get('/assets/css/site.css');
like(traced(), qr/open\w*\(.*site\.css/, 'a static file is another matter');

kill 'TERM', $strace;
waitpid $strace, 0;

done_testing();


# The calls until now; strace writes each at once.
sub traced
{
    return join '', grep { !/^\d+ +(?:---|\+\+\+)/ }
                    split /^/, Faimi::Nginx::read_file($trace) // '';
}
