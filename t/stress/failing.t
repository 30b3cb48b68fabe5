# System calls fail under a live worker: every page is served all the while,
# and edits are live again afterwards.  One error at a time, for all calls of a
# kind; then the n-th call alone, for all n.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Errno ();
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;
use Faimi::Server;

my $LIBRARY = "$ENV{FAIMI_BUILD}/failing.so";
my $STRESS  = $ENV{FAIMI_STRESS};
my @ERRORS  = qw(EMFILE ENFILE ENOMEM EIO EACCES ESTALE);
my %CALLS   = (open => 1, stat => 2, read => 4, list => 8, watch => 16);
my $ALL     = 31;

plan(skip_all => "there is no $LIBRARY") if !-f $LIBRARY;
plan(skip_all => 'a sanitizer is loaded in its place') if $ENV{FAIMI_NGINX};

my $control = "/tmp/faimi-failing.$$";

END { unlink $control if defined $control }


# error (a name, or 0), calls (bits), which of them (0: all)
sub failing ($error, $calls = $ALL, $at = 0)
{
    my $number = $error ? Errno->can($error)->() : 0;

    # in one piece, the error last
    open my $out, '+<:raw', $control or die "$control: $!\n";
    syswrite $out, pack 'l4', 0, $calls, $at, 0;
    sysseek $out, 0, 0;
    syswrite $out, pack 'l', $number;
    close $out;

    return;
}


Faimi::Nginx::write_file($control, pack 'l4', (0) x 4);
local $ENV{FAIMI_FAILING} = $control;
local $ENV{LD_PRELOAD}    = $LIBRARY;

my @pages  = qw(/ /a /folder/b /news/2024/01/02/post.html);
my $server = live(
    main  => 'env LD_PRELOAD; env FAIMI_FAILING;',
    files => {
        'index.md'       => "{% include i.html %}\n",
        'a.md'           => "---\nlayout: l\n---\nEDIT-0\n",
        'folder/b.md'    => "TEXT {{ site.data.d.x }}\n",
        '_includes/i.html' => 'TEXT',
        '_layouts/l.html'  => 'TEXT {{ content }}',
        '_data/d.yml'      => "x: 1\n",
        '_posts/2024-01-02-post.md' =>
            "---\npermalink: /news/2024/01/02/post.html\n---\nTEXT\n",
    },
);

delete $ENV{LD_PRELOAD};

# Answers that are not pages, in so many seconds.
sub wrong ($seconds)
{
    my $end = time + $seconds;
    my @wrong;

    do {
        for my $path (@pages) {
            my $answer = $server->get($path);

            push @wrong, "$path " . ($answer ? $answer->status : 'nothing')
                if !$answer || $answer->status != 200
                   || $answer->body !~ /TEXT/;
        }
    } while (time < $end);

    return \@wrong;
}


# Edits of all kinds, of which none makes a page break.
sub edits ($n)
{
    $server->write('a.md', "---\nlayout: l\n---\nEDIT-$n\n");
    $server->replace('_includes/i.html', "TEXT $n");
    $server->write('_layouts/l.html', "TEXT $n {{ content }}");
    $server->write("folder/new$n/c.md", "NEW-$n\n");

    return;
}


my $edit = 0;

is_deeply(wrong(0), [], 'every page, at first');

my @kinds = $STRESS ? (sort keys %CALLS) : ();

for my $error (@ERRORS) {
    for my $kind ('all', @kinds) {
        failing($error, $CALLS{$kind} // $ALL);
        edits(++$edit);
        is_deeply(wrong($STRESS ? 1.5 : 0.5), [],
                  "$error of $kind: every page all the while");
        failing(0);

        edits(++$edit);
        is_deeply(wrong(0), [], 'and afterwards');
        eventually($server, 'an edit', 3, '/a', 200, qr/EDIT-$edit\b/);
        eventually($server, 'a new page', 3, "/folder/new$edit/c", 200,
                   qr/NEW-$edit\b/);
    }
}

# The n-th call after an edit.
my @wrong;

for my $error ($STRESS ? @ERRORS : 'EMFILE') {
    for my $n (1 .. ($STRESS ? 60 : 10)) {
        failing($error, $ALL, $n);
        edits(++$edit);
        push @wrong, wrong(0.05)->@*;
    }
}

failing(0);
is_deeply(\@wrong, [], 'the n-th call alone: every page all the while');
edits(++$edit);
eventually($server, 'then an edit', 3, '/a', 200, qr/EDIT-$edit\b/);
is_deeply(wrong(0), [], 'and every page');
is_deeply($server->status->{errors}, [], 'nothing is wrong any more')
    or diag(explain($server->status->{errors}));

done_testing();
