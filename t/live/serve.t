# `make serve` without its build: t/tools/serve.pl says where the site is, and
# that is so; a port that is taken is left alone; it ends with its child, and
# the system's own NGINX has not noticed.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use File::Find qw(find);
use Test::More;

use Faimi::Http;
use Faimi::Nginx;
use Faimi::Server qw(need_module wait_until);

need_module();

my $top      = "$FindBin::Bin/../..";
my ($module) = split ' ', $ENV{TEST_NGINX_LOAD_MODULES};
my $port     = Faimi::Http::free_port();
my $before   = system_nginx();
my (@children, @outputs);

my ($first,  $url)   = serve($port);
my ($second, $other) = serve($port);

is($url, $port, 'the port asked for');
cmp_ok($other // 0, '>', $port, 'a free one instead of a port that is taken');

for my $at ($url, $other) {
    is(status($at, '/'), 200, "$at: the home page");
    is(status($at, '/faimi-status'), 200, "$at: the status");
    is(status($at, '/_config.yml'), 404, "$at: not what is not published");
}

ok(end($first, 'INT'), 'ends by Ctrl-C');
is($?, 0, 'without complaint');
ok(end($second, 'HUP'), 'ends with its terminal');
is(status($url, '/'), 'none', 'nothing listens any more');
is(status($other, '/'), 'none', 'nothing at all');
is(system_nginx(), $before, "the system's NGINX is as it was");

done_testing();


END {
    kill 'TERM', @children;
}


# Its pid, and the port that it says.
sub serve ($port)
{
    my $pid = open my $out, '-|', "$top/t/tools/serve.pl",
                   Faimi::Nginx::binary(), $module, $port, "$top/content"
              or die "serve.pl: $!\n";

    push @children, $pid;

    local $SIG{ALRM} = sub { die "serve.pl says nothing\n" };
    alarm 20;

    while (<$out>) {
        if (m{http://127\.0\.0\.1:(\d+)/$}) {
            alarm 0;

            # Closing waits for its end; it may say more until then.
            push @outputs, $out;
            return ($pid, $1);
        }
    }

    alarm 0;

    return $pid;
}


sub status ($port, $path)
{
    my $http = Faimi::Http->connect($port) or return 'none';

    return $http->get($path)->status;
}


sub end ($pid, $signal)
{
    kill $signal, $pid;

    return wait_until(sub { waitpid($pid, 1) == $pid }, 10);
}


# What there is, when it changed, and what runs as a service.
sub system_nginx
{
    no warnings 'File::Find';
    my @state;

    find({ no_chdir => 1, wanted => sub {
        push @state, join ' ', $_, (lstat)[7, 9];
    } }, grep { -d } '/etc/nginx', '/var/lib/nginx', '/var/log/nginx');

    return join "\n", sort(@state), -e '/run/nginx.pid' ? 'runs' : 'rests';
}
