# What is broken by an edit stays up as it last was good: in every worker, over
# a reload, and over the death of all of them; and the log and the status say
# where the fault is.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;

# A page each: its good text, the broken one, and where the fault is.
my %faults = (
    yaml => {
        broken => "---\ntitle: yaml\nlist: [1, 2\n---\nBROKEN\n",
        line   => qr/^[34]$/,
    },
    scalar => {
        broken => "---\njust words\n---\nBROKEN\n",
        line   => qr/^[12]$/,
        column => qr/^\d+$/,
    },
    liquid => {
        broken => "---\ntitle: liquid\n---\none\n{% if %}BROKEN\n",
        line   => qr/^5$/,
    },
    tag => {
        broken => "---\ntitle: tag\n---\none\n{% nosuchtag %}\n",
        line   => qr/^5$/,
    },
    include => {
        # Found when it is rendered: its front matter is good, and holds.
        broken => good('include') . "{% include none.html %}\n",
        line   => qr/^7$/,
    },
    utf8 => {
        broken => "---\ntitle: utf8\n---\none\n\xff\xfe\n",
        line   => qr/^5$/,
        column => qr/^1$/,
    },
    large => {
        broken => "---\ntitle: large\n---\n" . "x" x 5000 . "\n",
        line   => qr/^\d+$/,
        column => qr/^\d+$/,
    },
);
my @names = sort keys %faults;

sub good ($name, $n = 1)
{
    return "---\ntitle: $name\npermalink: /p/$name/\n"
           . "redirect_from: /old-$name\n---\nGOOD-$name-$n\n";
}

my %files = map { +"$_.md" => good($_) } @names;
my $server = live(
    options => 'zone=4m max_page=4k',
    files   => { %files, 'other.md' => "BODY-OTHER\n" },
);


# ------------------------------------------------------------------- helpers

sub bodies ($path)
{
    return join "\n", sort map { $_->body } values everywhere($server, $path)
                                                   ->%*;
}

sub caches ($path)
{
    return join ' ', map { $_->header('x-cache') // '' }
                     values everywhere($server, $path)->%*;
}

# Waits until the workers have seen an edit that may leave no other trace.
sub settle { sleep $Faimi::Live::WITHIN + 0.05 }

sub errors_of ($file)
{
    return grep { $_->{file} eq $file } $server->status->{errors}->@*;
}

sub log_lines ($file)
{
    return () = $server->log =~ /\[error\].*faimi: site "test": \Q$file\E:/g;
}

sub all_stale ($when)
{
    for my $name (@names) {
        like(bodies("/p/$name/"), qr/GOOD-$name-1/, "$name, $when: as it was");
        is(caches("/p/$name/"), 'STALE STALE STALE', "$name, $when: stale");
        is($server->get("/old-$name")->header('location') // '',
           'http://localhost:' . $server->port . "/p/$name/",
           "$name, $when: its alias");
        is(() = errors_of("$name.md"), 1, "$name, $when: is in the status");
    }

    is($server->get('/other')->status, 200, "$when: other pages are there");
}


# ------------------------------------------------------------ broken by an edit

for my $name (@names) {
    visible($server, "$name, good", "/p/$name/", 200, qr/GOOD-$name-1/);
}

my $before = $server->get('/other')->header('etag');
my $said   = hammer($server, map { "/p/$_/" } @names);

$server->mark_log;

for my $name (@names) {
    $server->write("$name.md", $faults{$name}{broken});
}

settle();
all_stale('broken');

my $heard = $said->stop;
is_deeply([grep { !/^200 .*GOOD-\w+-1/s } keys %$heard], [],
          'visitors have noticed nothing');
is($server->get('/other')->header('etag'), $before,
   'another page is the same');
is(caches('/other'), 'HIT HIT HIT', 'and still kept');

for my $name (@names) {
    my $fault = $faults{$name};
    my ($error) = errors_of("$name.md");

    like($error->{line}, $fault->{line}, "$name: the line");
    like($error->{column}, $fault->{column} // qr/^[1-9]\d*$/,
         "$name: the column");
    ok(length $error->{message}, "$name: a message");
    is(log_lines("$name.md"), 1, "$name: one line in the log of all workers");
}

is_deeply([sort map { $_->{source} } grep { $_->{broken} }
           $server->status->{pages}->@*],
          [map { "$_.md" } @names], 'the status says which are broken');


# -------------------------------------------------- and what workers outlive

sleep 2.1;
ok($server->reload, 'a reload');
all_stale('after a reload');

ok($server->kill_workers, 'all workers killed');
all_stale('after kill -9');

ok($server->reload, 'another reload');
all_stale('after one more reload');


# --------------------------------------------------------------------- mended

for my $name (@names) {
    $server->write("$name.md", good($name, 2));
}

for my $name (@names) {
    visible($server, "$name, mended", "/p/$name/", 200, qr/GOOD-$name-2/);
    unlike(caches("/p/$name/"), qr/STALE|ERROR/, "$name, mended: not stale");
}

is_deeply($server->status->{errors}, [], 'no errors are left');
is_deeply([grep { $_->{broken} } $server->status->{pages}->@*], [],
          'and no page is broken');

# Broken anew, and deleted: gone.
$server->write('yaml.md', $faults{yaml}{broken});
settle();
is(caches('/p/yaml/'), 'STALE STALE STALE', 'broken again');
like(bodies('/p/yaml/'), qr/GOOD-yaml-2/, 'the newer version stays');
$server->remove('yaml.md');
visible($server, 'and deleted', '/p/yaml/', 404);
is_deeply($server->status->{errors}, [], 'and no error any more');

# A page that is broken from its first day, beside them.
$server->write('new.md', $faults{liquid}{broken});
visible($server, 'new and broken', '/new', 500);
is(caches('/new'), 'ERROR ERROR ERROR', 'with no version to show');
$server->write('new.md', "BODY-NEW\n");
visible($server, 'and mended', '/new', 200, qr/BODY-NEW/);

ok($server->status->{zone}{sound}, 'the zone is sound');
is(() = $server->log =~ /\[(?:crit|emerg)\]/g, 0, 'no alarm in the log');

done_testing();
