# Every output file of `faimi build`, with and without its ending, its index
# and a slash, asked of the module and of plain NGINX over that output: the
# same status, the same bytes.  Aliases, which are redirects here and are not
# built, aside.

use v5.36;
use lib 't/lib';
use Test::More;
use File::Find qw(find);
use File::Temp qw(tempdir);
use Faimi::Http qw(free_port);
use Faimi::Live;

my $faimi = ($ENV{FAIMI_BUILD} // 'build') . '/faimi';

plan(skip_all => "$faimi is not built") if !-x $faimi;

# Without its theme, which may not be installed, a site is not whole.
my @whole = grep { -d && (Faimi::Nginx::read_file("$_/_config.yml") // '')
                    !~ /^theme:/m } glob 't/sites/*';

for my $site ('content', @whole) {
    subtest $site => sub { compare($site) };
}

done_testing();


sub compare ($site)
{
    my $out  = tempdir(CLEANUP => 1);
    my $port = free_port();

    # The site stands where its baseurl says, on both sides.
    my ($base) = (Faimi::Nginx::read_file("$site/_config.yml") // '')
                 =~ m{^baseurl:\s*"?(/[^"\s]*?)/*"?\s*$}m;

    $base //= '';
    chmod 0755, $out;

    my $server = live(
        site    => $site,
        workers => 1,
        http    => <<"END",
    server {
        listen     127.0.0.1:$port;
        root       $out;
        error_log  /dev/null;

        location / {
            try_files \$uri \$uri.html \$uri/ =404;
        }
    }
END
    );

    # Of the same files: a sitemap has their dates.
    is(system($faimi, 'build', $server->path, "$out$base"), 0, 'it is built');

    my %page  = map { $base . $_->{url} => 1 } $server->status->{pages}->@*;
    my %alias = map { $base . $_->{url} => 1 } $server->status->{aliases}->@*;
    my @paths = spellings($out);
    my ($same, @differ) = (0);

    cmp_ok(@paths, '>', 20, 'paths to ask for');

    for my $path (@paths) {
        next if grep { $alias{$_} } $path, "$path/", "$path.html",
                                    $path =~ s{/$}{}r,
                                    $path =~ s{\.html$}{}r,
                                    $path =~ s{index(?:\.html)?$}{}r;

        my $ours   = answer($server, $server->port, $path);
        my $theirs = answer($server, $port, $path);

        # A file that is all ending is a file, and no folder's.
        next if -e "$out$path/.html";

        # A page is found at its URL, whatever its file is called.
        next if $page{$path} && $theirs =~ /^404/ && $ours =~ /^200/;

        $ours eq $theirs ? $same++ : push @differ, [$path, $ours, $theirs];
    }

    is_deeply(\@differ, [], 'all are the same')
        or diag(map { "$_->[0]: " . substr($_->[1], 0, 80) . ' <> '
                      . substr($_->[2], 0, 80) . "\n" } @differ);
    cmp_ok($same, '>', 20, "$same paths compared");

    return;
}


# Status, where to, and the bytes of what is found.  Plain NGINX sends a folder
# without an index to its slash and says 403 there, where GitHub Pages, and
# we, say 404.
sub answer ($server, $port, $path)
{
    my $http   = Faimi::Http->connect($port) or return 'no connection';
    my $answer = $http->get($path, headers => { Connection => 'close' })
                 or return 'no answer';
    my $status = $answer->status;
    my $to     = ($answer->header('location') // '') =~ s{^https?://[^/]*}{}r;

    if ($status == 301 && $to eq "$path/") {
        my $next = answer($server, $port, $to);

        return $next if $next =~ /^404/;
    }

    $status = 404 if $status == 403;

    return join ' ', $status, $to,
                     $status == 200 ? $answer->body : '';
}


# /a/b/index.html: and /a/b/index, /a/b/, /a/b, and each with more behind it.
sub spellings ($out)
{
    my %paths;

    find({ no_chdir => 1, wanted => sub {
        my $path = substr $_, length $out;

        return if $path =~ m{/\.};

        my @try  = ($path, $path =~ s/\.html$//r, $path =~ s/\.[^.\/]+$//r,
                    $path =~ s{index\.html$}{}r, $path =~ s{/index\.html$}{}r);

        $paths{$_} = 1 for map { ($_, "$_.html", "$_/", "$_/index.html",
                                  "$_.nothing") } grep { length } @try;
    } }, $out);

    delete $paths{$_} for '/.html', grep { m{//} } keys %paths;

    return map { s/([^A-Za-z0-9\/._~-])/sprintf '%%%02X', ord $1/ger }
           sort keys %paths;
}
