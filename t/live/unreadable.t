# What a process may not read: found when the configuration is, or told.

use v5.36;
use lib 't/lib';
use File::Copy qw(copy);
use Test::More;
use Faimi::Live;
use Faimi::Server;

my $nobody = getpwnam 'nobody';

plan(skip_all => 'needs root and a user called nobody')
    if $> != 0 || !defined $nobody;


# What `nginx -t` says as that user.
sub check ($server)
{
    my $nginx = $server->nginx;
    my $root  = $nginx->root;

    Faimi::Nginx::write_file("$root/conf/nginx.conf",
                             $server->configuration =~ s/^user.*\n//mr);

    my $pid = open(my $out, '-|') // die "fork: $!\n";

    if (!$pid) {
        open STDERR, '>&', \*STDOUT;
        $) = "$nobody $nobody";
        POSIX::setuid($nobody);
        exec($ENV{TEST_NGINX_BINARY} // 'nginx', '-t', '-p', "$root/",
             '-e', 'stderr', '-c', "$root/conf/nginx.conf")
            or POSIX::_exit(127);
    }

    my $text = do { local $/; <$out> } // '';
    close $out;

    return $text;
}

my $server = Faimi::Server->new(files => { 'a.md' => "BODY-A\n" });
my $root   = $server->nginx->root;

mkdir $_ for $root, "$root/conf", "$root/logs";

# The clone may be where that user cannot go.
copy($ENV{TEST_NGINX_LOAD_MODULES}, "$root/module.so") or die "copy: $!\n";
$server->{module} = "$root/module.so";
system('chown', '-R', $nobody, $root) == 0 or die "chown\n";

unlike(check($server), qr/faimi_site.*cannot be read/,
       'a folder that can be read');

chmod 0700, $server->path;
like(check($server),
     qr{\[emerg\].*/site".*Permission denied.* in \S+nginx\.conf:\d+},
     'a folder that cannot');

chmod 0644, $server->path;
like(check($server),
     qr{\[emerg\].*/site".*Permission denied.* in \S+nginx\.conf:\d+},
     'a folder that cannot be entered');

done_testing();
