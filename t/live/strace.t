# A hit touches no file: no system call of a worker names one or reads one.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use File::Temp qw(tempfile);
use Faimi::Live;

plan(skip_all => 'strace is not installed')
    if system('strace -V > /dev/null 2>&1') != 0;

plan(skip_all => 'sanitizers map memory of their own')
    if $ENV{FAIMI_NGINX};

my $server = live(
    workers => 1,
    files   => {
        '_layouts/default.html' => "LAYOUT {{ content }}\n",
        'a.md'     => "---\nlayout: default\nredirect_from: /old\n---\n"
                      . "BODY-A\n",
        'b.txt'    => "static\n",
        '404.html' => "---\n---\nBODY-404\n",
    },
);

# System calls that name a file or read from one, of the worker meanwhile.
sub calls ($code)
{
    my ($worker) = $server->workers;
    my ($out, $file) = tempfile(UNLINK => 1);
    my $pid = fork // die "fork: $!\n";

    if (!$pid) {
        open STDERR, '>', '/dev/null';
        exec('strace', '-f', '-p', $worker, '-o', $file, '-e',
             'trace=%file,%stat,%lstat,%fstat,getdents64,read,pread64,readv,'
             . 'preadv,sendfile,mmap')
            or POSIX::_exit(127);
    }

    wait_until(sub {
        (Faimi::Nginx::read_file("/proc/$worker/status") // '')
            =~ /^TracerPid:\s+[1-9]/m || !kill(0, $pid) || waitpid($pid, 1);
    }, 5);
    my $traced = Faimi::Nginx::read_file("/proc/$worker/status")
                 =~ /^TracerPid:\s+[1-9]/m;

    $code->() if $traced;
    sleep 0.05;
    kill 'INT', $pid;
    waitpid $pid, 0;

    return $traced ? [split /\n/, Faimi::Nginx::read_file($file)] : undef;
}

$server->get($_) for '/a', '/nothing';
sleep 0.3;

my $calls = calls(sub { $server->get('/b.txt') });

plan(skip_all => 'strace cannot attach') if !$calls;

ok((grep { /b\.txt/ } @$calls), 'a static file is opened, and that is seen');

# The folder is looked at once in a while: that is no part of an answer.
sub of_answers ($calls)
{
    return [grep { !/---|\+\+\+|resumed|(?:new)?f?statat?\w*\(.*site"/ }
            @$calls];
}

my %cases = (
    'a hit'              => ['/a'],
    'HEAD'               => ['/a', method => 'HEAD'],
    'a part of it'       => ['/a', headers => { Range => 'bytes=0-3' }],
    'not modified'       => ['/a', headers => { 'If-None-Match' => '*' }],
    'an alias'           => ['/old'],
    'what is not there'  => ['/nothing'],
    'what is not published' => ['/_layouts/default.html'],
);

for my $name (sort keys %cases) {
    my ($path, @option) = $cases{$name}->@*;
    my $status;

    $calls = calls(sub {
        $status = $server->get($path, @option)->status for 1 .. 5;
    });
    is_deeply(of_answers($calls), [], "$name ($status): no file is touched");
}

done_testing();
