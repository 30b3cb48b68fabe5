# A layout, an include, a data file or _config.yml that is broken by an edit
# changes nothing for visitors: not now, not after a reload, not after the
# death of all workers.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;

my %good = (
    '_config.yml'           => "title: CONFIG-1\nexclude: [hidden.txt]\n",
    '_layouts/default.html' => "LAYOUT-1 {{ content }}\n",
    '_includes/x.html'      => 'INCLUDE-1',
    '_data/d.yml'           => "v: DATA-1\n",
);
my %broken = (
    '_config.yml'           => "title: CONFIG-2\nexclude: [x\n",
    '_layouts/default.html' => "LAYOUT-2\n{% if %} {{ content }}\n",
    '_includes/x.html'      => "INCLUDE-2\n{% for %}",
    '_data/d.yml'           => "v: DATA-2\nw: [1\n",
);
my @files  = sort keys %good;
my $page   = "---\nlayout: default\n---\nBODY-1 {% include x.html %}"
             . " {{ site.data.d.v }} {{ site.title }}\n";
my $whole  = qr/LAYOUT-1.*BODY-1 INCLUDE-1 DATA-1 CONFIG-1/s;
my $server = live(files => {
    %good,
    'a.md'       => $page,
    'hidden.txt' => "SECRET\n",
    'static.txt' => "static\n",
});

visible($server, 'at first', '/a', 200, $whole);

my $etag = $server->get('/a')->header('etag');
my $said = hammer($server, '/a', '/hidden.txt', '/static.txt');


sub unchanged ($when)
{
    my $answers = everywhere($server, '/a');

    is_deeply([map { $_->header('etag') } values %$answers], [($etag) x 3],
              "$when: the page is the same");
    is($server->get('/hidden.txt')->status, 404,
       "$when: what was excluded still is");
    is($server->get('/static.txt')->status, 200,
       "$when: static files are there");

    my %errors = map { $_->{file} => $_ } $server->status->{errors}->@*;

    is_deeply([sort keys %errors], \@files, "$when: the status names all");
    ok($errors{$_}{line} > 0, "$when: a line of $_") for @files;
}


$server->mark_log;
$server->write($_, $broken{$_}) for @files;
sleep $Faimi::Live::WITHIN + 0.05;
unchanged('broken');

for my $file (@files) {
    is(() = $server->log =~ /\[error\].*faimi: site "test": \Q$file\E:\d+/g, 1,
       "$file: one line in the log");
}

# A page that is new now is made of the good forms.
$server->write('b.md', $page =~ s/BODY-1/BODY-B/r);
visible($server, 'a new page meanwhile', '/b', 200,
        qr/LAYOUT-1.*BODY-B INCLUDE-1 DATA-1 CONFIG-1/s);

sleep 2.1;
ok($server->reload, 'a reload');
unchanged('after a reload');

ok($server->kill_workers, 'all workers killed');
unchanged('after kill -9');

is_deeply([grep { !/^(?:200 .*$whole|404 |200 static$|none)/s }
           keys $said->stop->%*], [], 'visitors have noticed nothing');

# Each is mended by itself.
my %mended = map { $_ => $good{$_} =~ s/-1/-3/r } @files;

$server->write('_layouts/default.html', $mended{'_layouts/default.html'});
visible($server, 'the layout mended', '/a', 200, qr/LAYOUT-3.*INCLUDE-1/s);
$server->write('_includes/x.html', $mended{'_includes/x.html'});
visible($server, 'the include mended', '/a', 200, qr/INCLUDE-3 DATA-1/);
$server->write('_data/d.yml', $mended{'_data/d.yml'});
visible($server, 'the data mended', '/a', 200, qr/DATA-3 CONFIG-1/);
$server->write('_config.yml', $mended{'_config.yml'});
visible($server, '_config.yml mended', '/a', 200, qr/CONFIG-3/);
is_deeply($server->status->{errors}, [], 'no errors are left');


# ------------------------------------------------- broken at the first start

$server = live(files => {
    '_config.yml' => $broken{'_config.yml'},
    'a.md'        => "BODY-A\n",
    's.txt'       => "static\n",
});

visible($server, '_config.yml never was good: a page', '/a', 503);
visible($server, 'a static file', '/s.txt', 503);
is(() = $server->log =~ /\[error\].*_config\.yml:\d+/g, 1,
   'one line in the log of all workers');

$server->write('_config.yml', "title: x\n");
visible($server, 'mended', '/a', 200, qr/BODY-A/);
visible($server, 'static files, too', '/s.txt', 200, qr/static/);

done_testing();
