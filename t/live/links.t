# Symbolic links: within the site they are files and folders, out of it they
# are nothing.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep);
use File::Path qw(make_path);
use Faimi::Live;
use Faimi::Server;

my $server = Faimi::Server->new(Faimi::Live::listening(files => {
    'index.md'         => "BODY-FRONT\n",
    'folder/a.md'      => "BODY-A\n",
    'folder/a.txt'     => "static\n",
    '_config.yml'      => "title: SECRET\n",
    '_private/s.html'  => "SECRET\n",
    '.git/config'      => "SECRET\n",
}));
my $outside = $server->path . '.outside';

make_path("$outside/deep");
Faimi::Nginx::write_file("$outside/s.txt", "SECRET\n");
Faimi::Nginx::write_file("$outside/s.md", "SECRET\n");
Faimi::Nginx::write_file("$outside/deep/s.txt", "SECRET\n");

sub ln ($target, $name)
{
    symlink $target, $server->path($name) or die "$name: $!\n";
}

ln("$outside/s.txt", 'out.txt');
ln("$outside/s.md", 'out.md');
ln('../site.outside/s.txt', 'rel.txt');
ln($outside, 'out');
ln('../..', 'folder/up');
ln('/etc/passwd', 'passwd.txt');
ln('/', 'root');
ln('loop', 'loop');
ln('gone.txt', 'dangling.txt');
ln('folder/a.txt', 'in.txt');
ln('folder/a.md', 'in.md');
ln('folder', 'twin');
ln('out.txt', 'chain.txt');
ln('.', 'folder/self');

is($server->nginx->start($server->configuration), 0, 'it starts');

my @leaks = qw(
    /out.txt /out.html /out /out/ /out.md /rel.txt /out/s.txt /out/s.md
    /out/s.html /out/s /out/deep/s.txt /folder/up/site.outside/s.txt
    /folder/up/ /passwd.txt /root/etc/passwd /root/ /loop /dangling.txt
    /chain.txt /folder/self/../../site.outside/s.txt
);

for my $path (@leaks) {
    my $answer = $server->get($path);

    is($answer->status, 404, "$path is not there");
    unlike($answer->body, qr/SECRET|root:/, "$path tells nothing");
}

is($server->get('/in.txt')->body, "static\n", 'a link to a file of the site');
like($server->get('/in')->body, qr/BODY-A/, 'a link to a page');
like($server->get('/')->body, qr/BODY-FRONT/, 'the site is there');

# What becomes a link later.
ln("$outside/s.txt", 'later.txt');
ln($outside, 'later');
visible($server, 'a link made later', '/later.txt', 404);
visible($server, 'to a folder', '/later/s.txt', 404);

$server->remove('folder/a.txt');
ln("$outside/s.txt", 'folder/a.txt');
visible($server, 'a file that becomes a link', '/folder/a.txt', 404);

rename $server->path('folder'), "$outside/folder" or die "$!\n";
ln("$outside/folder", 'folder');
visible($server, 'a folder that becomes one', '/folder/a', 404);

is(() = $server->log =~ /\[(?:alert|crit)\]/g, 0, 'no alarm in the log');

done_testing();
