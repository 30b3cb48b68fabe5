# Validators: what an earlier answer gave is asked for again.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;

my %files = (
    'a.md'  => "BODY-A\n",
    'b.txt' => "---\nlayout: none\n---\n0123456789\n",
);
my $server = live(files => \%files);

my $first = $server->get('/a');
my $etag  = $first->header('etag');

like($etag, qr/^"[^"]+"$/, 'a strong ETag');

sub ask ($path, %headers) { return $server->get($path, headers => \%headers) }

is(ask('/a', 'If-None-Match' => $etag)->status, 304, 'it is not modified');
is(ask('/a', 'If-None-Match' => "\"x\", $etag")->status, 304, 'in a list');
is(ask('/a', 'If-None-Match' => "W/$etag")->status, 304, 'weakly');
is(ask('/a', 'If-None-Match' => '"x"')->status, 200, 'another one');
is(ask('/a', 'If-Match' => $etag)->status, 200, 'If-Match');
is(ask('/a', 'If-None-Match' => $etag)->header('etag'), $etag,
   'a 304 tells it again');
is_deeply([map { $_->header('etag') } values everywhere($server, '/a')->%*],
          [($etag) x 3], 'the same of every worker');

is(ask('/b.txt', Range => 'bytes=2-3',
       'If-Range' => $server->get('/b.txt')->header('etag'))->body, '23',
   'a part of the same');
is(ask('/b.txt', Range => 'bytes=2-3', 'If-Range' => '"x"')->status, 200,
   'all of another');

my $head = $server->get('/a', method => 'HEAD');
my $get  = $server->get('/a');

for my $answer ($head, $get) {
    delete $answer->{headers}{$_} for qw(date x-worker);
}

is_deeply($head->{headers}, $get->{headers}, 'HEAD has the same headers');

# The date is that of this content's first rendering, once that second is over.
sleep 1.1;
my $date = $server->get('/a')->header('last-modified');

like($date, qr/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/,
     'Last-Modified');
is(ask('/a', 'If-Modified-Since' => $date)->status, 304, 'not since then');
is(ask('/a', 'If-Modified-Since' => 'Sat, 17 Jan 1998 19:35:33 GMT')->status,
   200, 'but since earlier');
sleep 1.1;
is($server->get('/a')->header('last-modified'), $date, 'it stays');

$server->write('a.md', "BODY-A2\n");
visible($server, 'an edit', '/a', 200, qr/BODY-A2/);
isnt($server->get('/a')->header('etag'), $etag, 'has another ETag');
is(ask('/a', 'If-None-Match' => $etag)->status, 200, 'the old one is over');
is(ask('/a', 'If-Modified-Since' => $date)->status, 200,
   'and so is the old date');

$server->write('a.md', "BODY-A\n");
visible($server, 'the edit taken back', '/a', 200, qr/BODY-A$|BODY-A</);
is($server->get('/a')->header('etag'), $etag, 'has the ETag of before');

my $twin = live(files => \%files);
is($twin->get('/a')->header('etag'), $etag,
   'another host with the same content has the same ETag');

done_testing();
