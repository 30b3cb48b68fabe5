# What Faimi::Server promises, on plain NGINX: its own directives need the
# module, so this one configures itself.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/..";
use Test::More;
use Time::HiRes qw(sleep);
use Faimi::Load;
use Faimi::Server qw(wait_until);

package Plain {
    our @ISA = 'Faimi::Server';

    sub configuration ($self)
    {
        local $ENV{TEST_NGINX_LOAD_MODULES} = '';
        my $root = $self->path;

        return $self->SUPER::configuration
               =~ s/^ *faimi_site.*\n//mr
               =~ s/faimi test;/root $root;/r
               =~ s/faimi_status test;/return 200 '{"a":1}';/r;
    }
}

my $server = Plain->start(
    files   => { 'a/index.html' => "one\n" },
    workers => 2,
    server  => 'location = /pid { return 200 $pid; }',
);

my @workers = $server->workers;

is(@workers, 2, 'two workers');
is($server->get('/a/')->status, 200, 'a page');
is($server->get('/a/')->body, "one\n", 'its body');
is($server->get('/a')->header('location'),
   'http://localhost:' . $server->port . '/a/', 'a header');
is($server->get('/a/', method => 'HEAD')->body, '', 'no body for HEAD');
is($server->get('/b')->status, 404, 'not found');
is_deeply($server->status, { a => 1 }, 'the status page');
ok($server->log_has(qr/No such file/), 'the log');

$server->mark_log;
is($server->log, '', 'the log from a mark on');

$server->write('a/index.html', "two\n");
is($server->get('/a/')->body, "two\n", 'a file is written');
$server->replace('a/index.html', "three\n");
is($server->get('/a/')->body, "three\n", 'a file is replaced');
$server->write_slowly('a/b', 0.01, ['a', 'b'], sub { $server->get('/a/') });
is($server->read('a/b'), 'ab', 'a file is written in pieces');
$server->move('a', 'c');
is($server->get('/c/')->body, "three\n", 'a folder is moved');
$server->remove('c');
is($server->get('/c/')->status, 404, 'a folder is removed');

my $http = $server->connect;
my $pid  = $http->get('/pid')->body;

ok((grep { $_ == $pid } @workers), 'a worker answers');
is($http->get('/pid')->body, $pid, 'the same one on the same connection');
cmp_ok($server->private_memory($pid), '>', 100, 'its memory');
ok($server->kill_workers($pid), 'it is killed, another takes its place');
is($http->get('/pid'), undef, 'its connection is gone');
ok((grep { $server->get('/pid')->body == $_ } $server->workers),
   'others answer');

my $load = Faimi::Load->start($server->port, ['/pid', '/none'], 2);

sleep 0.3;

my $count = $load->stop;

cmp_ok($count->{answered}, '>', 5, 'clients are answered');
cmp_ok($count->{wrong}, '>', 5, 'or with what is wrong');
is($count->{example}, '/none: 404', 'and say what that is');
is($count->{dropped} + $count->{refused}, 0, 'never without an answer');

@workers = $server->workers;
ok($server->reload(workers => 3), 'a reload');
is(scalar $server->workers, 3, 'three workers');
isnt(($server->workers)[0], $workers[0], 'all of them new');

my $master = $server->nginx->pid;

ok($server->stop, 'it stops');
ok(!Faimi::Nginx::running($master), 'it is gone');

undef $server;

$server = Plain->new;
isnt($server->nginx->start('nonsense;'), 0, 'a bad configuration');
like($server->nginx->stderr, qr/unknown directive "nonsense"/, 'and why');


$load  = Faimi::Load->start($server->port, ['/'], 1);
sleep 0.1;
$count = $load->stop;
cmp_ok($count->{refused}, '>', 0, 'clients without a server');

done_testing();
