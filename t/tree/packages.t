# The dependency step, t/tools/deps.sh: what it asks for, installs and says,
# with stand-ins for dpkg-query, apt-get, id and sudo; and that .ci/packages
# names all that is used.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use File::Temp qw(tempdir);
use Test::More;

use Faimi::Nginx;

my $deps = 't/tools/deps.sh';
my $dir  = tempdir(CLEANUP => 1);

for my $name (qw(dpkg-query apt-get id sudo)) {
    Faimi::Nginx::write_file("$dir/$name", <<"END");
#!/bin/sh
name=$name
dir=$dir
END
}

append('dpkg-query', <<'END');
for package; do :; done
grep -qx "$package" $dir/installed || exit 1
echo installed
END

append('apt-get', <<'END');
echo "$@" >> $dir/calls
test -e $dir/policy && echo "no services" >> $dir/calls
test -e $dir/fails && rm $dir/fails && exit 1
exit 0
END

append('id',   'cat $dir/uid' . "\n");
append('sudo', 'test -e $dir/sudoer || exit 1; shift; exec "$@"' . "\n");
chmod 0755, glob "$dir/*";

my @build = split ' ', qx($deps list build);
my @test  = split ' ', qx($deps list test);

ok((grep { $_ eq 'gcc' } @build), 'the compiler is in the build group');
ok(!(grep { $_ eq 'gcc' } @test), 'and in no other');

for my $file ('config', 'Makefile') {
    my $text = Faimi::Nginx::read_file($file);
    my %package = (
        cmark => 'libcmark-dev', yaml => 'libyaml-dev',
        'pcre2-8' => 'libpcre2-dev', utf8proc => 'libutf8proc-dev',
        crypto => 'libssl-dev', m => 'libc6-dev', sass => 'libsass-dev',
    );

    is_deeply([grep { !$package{$_} } $text =~ /(?<!\S)-l([a-z][\w-]*)/g], [],
              "$file links with nothing else");
}

for my $package (qw(libcmark-dev nginx-dev libtest-base-perl)) {
    like(qx($deps list build nginx test), qr/^\Q$package\E$/m,
         "$package is listed");
}

installed(@build);
is(run('check', 0, 'build'), 0, 'nothing is missing');
is(output(), '', 'nothing is said');
is(run('install', 0, 'build'), 0, 'nothing to install');
is(calls(), '', 'nothing is installed');

installed(@build[1 .. $#build]);
is(run('check', 0, 'build'), 1, 'one is missing');
is(output(), "Packages are missing. As root, type:\n"
             . "apt-get install --no-install-recommends $build[0]\n",
   'the line to type');
is(calls(), '', 'a check installs nothing');

is(run('install', 1000, 'build'), 1, 'not root, no sudo');
like(output(), qr/^apt-get install .* \Q$build[0]\E$/m, 'the line to type');
is(calls(), '', 'and nothing done');

is(run('install', 0, 'build'), 0, 'root');
like(calls(), qr/^-q -y --no-install-recommends install \Q$build[0]\E$/m,
     'installs what is missing');
like(calls(), qr/no services/, 'while services may not start');
ok(!-e "$dir/policy", 'after which they may again');

Faimi::Nginx::write_file("$dir/sudoer", '');
is(run('install', 1000, 'build'), 0, 'not root, but sudo');
like(calls(), qr/ install \Q$build[0]\E$/m, 'installs as well');

Faimi::Nginx::write_file("$dir/fails", '');
is(run('install', 0, 'build'), 0, 'no lists of packages');
like(calls(), qr/update\n(?:.*\n)*.* install /, 'which are fetched first');

Faimi::Nginx::write_file("$dir/policy", "the administrator's\n");
is(run('install', 0, 'build'), 0, 'a policy of the administrator');
is(Faimi::Nginx::read_file("$dir/policy"), "the administrator's\n",
   'which stays');

done_testing();


sub append ($name, $text)
{
    open my $out, '>>', "$dir/$name" or die "$dir/$name: $!\n";
    print {$out} $text;
    close $out;

    return;
}


sub installed (@packages)
{
    Faimi::Nginx::write_file("$dir/installed", join '', map { "$_\n" }
                                                        @packages);

    return;
}


sub run ($action, $uid, @groups)
{
    unlink "$dir/calls";
    Faimi::Nginx::write_file("$dir/uid", "$uid\n");

    local $ENV{PATH}        = "$dir:$ENV{PATH}";
    local $ENV{POLICY_RC_D} = "$dir/policy";

    system "$deps $action @groups > $dir/output 2>&1";

    return $? >> 8;
}


sub output { return Faimi::Nginx::read_file("$dir/output") }
sub calls  { return Faimi::Nginx::read_file("$dir/calls") // '' }
