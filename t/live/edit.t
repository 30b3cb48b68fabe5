# Every way to change a site, each visible in all workers within 100 ms of the
# last close, with a client that asks all the while and must see whole pages.

use v5.36;
use lib 't/lib';
use Test::More;
use Time::HiRes qw(sleep time);
use Faimi::Live;

my %pages = (
    layout => "<!-- layout 1 -->{{ content }}\n",
    a      => "---\nlayout: default\ntitle: A1\n---\nTEXT-1"
              . " {% include x.html %} {{ site.data.d.v }} {{ site.title }}\n",
);

my $server = live(files => {
    '_config.yml'           => "title: config-1\n",
    '_layouts/default.html' => $pages{layout},
    '_includes/x.html'      => 'include-1',
    '_data/d.yml'           => "v: data-1\n",
    'a.md'                  => $pages{a},
    'titles.txt'            => "---\nlayout: none\n---\n"
                               . "{% for p in site.pages %}[{{ p.title }}]"
                               . "{% endfor %}\n",
    'steady.txt'            => "---\nlayout: none\n---\nsteady\n",
    'folder/b.md'           => "BODY-B\n",
    's.txt'                 => "static-1\n",
});

my $steady = hammer($server, '/steady.txt');

is(keys everywhere($server, '/a')->%*, 3, 'three workers answer');
visible($server, 'at first', '/a', 200,
        qr/layout 1.*TEXT-1 include-1 data-1 config-1/);


# ------------------------------------------------------------------ the page

sub text ($n) { return $pages{a} =~ s/TEXT-1/TEXT-$n/r }

$server->write('a.md', text(2));
visible($server, 'saved in place', '/a', 200, qr/TEXT-2/);

$server->replace('a.md', text(3));
visible($server, 'replaced', '/a', 200, qr/TEXT-3/);

$server->write('a.md', text($_)) for 4 .. 9;
visible($server, 'saved often, the same size each time', '/a', 200,
        qr/TEXT-9/);

{
    my @old = stat $server->path('a.md');

    $server->write('.other', text(8));
    utime @old[8, 9], $server->path('.other');
    $server->move('.other', 'a.md');
    visible($server, 'replaced, of the same size and date', '/a', 200,
            qr/TEXT-8/);
}

{
    $server->write('.older', text(7));
    utime 86400, 86400, $server->path('.older');
    $server->move('.older', 'a.md');
    visible($server, 'replaced by an old file', '/a', 200, qr/TEXT-7/);
}

{
    my $path = $server->path('a.md');

    open my $out, '>>', $path or die "$path: $!\n";
    print {$out} "\nADDED\n";
    close $out;
    visible($server, 'text added', '/a', 200, qr/TEXT-7.*ADDED/s);

    truncate $path, (-s $path) - length "\nADDED\n";
    open $out, '+<', $path or die "$path: $!\n";
    seek $out, index(text(7), 'TEXT-7'), 0;
    print {$out} 'TEXT-6';
    close $out;
    visible($server, 'overwritten in its midst', '/a', 200,
            qr/TEXT-6(?!.*ADDED)/s);
}

$server->write('a.md', text(1));
visible($server, 'as at first', '/a', 200, qr/TEXT-1/);

is_deeply([map { $_->header('x-cache') }
           values everywhere($server, '/a')->%*],
          [('HIT') x 3], 'the page of before is still kept');

utime undef, undef, $server->path('a.md');
visible($server, 'touched', '/a', 200, qr/TEXT-1/);
is_deeply([map { $_->header('x-cache') }
           values everywhere($server, '/a')->%*],
          [('HIT') x 3], 'and is no other page');


# --------------------------------------------------------- its URL and title

$server->write('a.md', text(2) =~ s/^title:/permalink: \/moved\/\ntitle:/mr);
visible($server, 'a permalink', '/moved/', 200, qr/TEXT-2/);
visible($server, 'the URL of before', '/a', 404);

$server->write('a.md',
               text(2) =~ s/^title:/redirect_from: \/moved\/\ntitle:/mr);
visible($server, 'an alias instead', '/moved/', 301);
visible($server, 'and the page', '/a', 200, qr/TEXT-2/);

$server->write('a.md', $pages{a} =~ s/A1/A2/r);
visible($server, 'its title, where another page shows it', '/titles.txt',
        200, qr/\[A2\]/);


# ------------------------------------------------------- what pages are made of

$server->write('_layouts/default.html', "<!-- layout 2 -->{{ content }}\n");
visible($server, 'a layout', '/a', 200, qr/layout 2/);

$server->replace('_includes/x.html', 'include-2');
visible($server, 'an include', '/a', 200, qr/include-2/);

$server->write('_data/d.yml', "v: data-2\n");
visible($server, 'data', '/a', 200, qr/data-2/);

$server->write('_config.yml', "title: config-2\n");
visible($server, '_config.yml', '/a', 200, qr/config-2/);

$server->write('_config.yml', "title: config-3\nexclude: [s.txt, folder]\n");
visible($server, 'exclude: of a static file', '/s.txt', 404);
visible($server, 'exclude: of a folder', '/folder/b', 404);

$server->remove('_config.yml');
visible($server, 'no _config.yml', '/a', 200, qr/TEXT-1/);
visible($server, 'and no exclude', '/folder/b', 200, qr/BODY-B/);

$server->write('_layouts/new.html', "NEW-LAYOUT {{ content }}\n");
$server->write('a.md', text(1) =~ s/layout: default/layout: new/r);
visible($server, 'a new layout', '/a', 200, qr/NEW-LAYOUT/);


# ------------------------------------------------------------- files come, go

$server->write('c.md', "BODY-C\n");
visible($server, 'a new page', '/c', 200, qr/BODY-C/);

$server->remove('c.md');
visible($server, 'a page deleted', '/c', 404);

$server->write('c.md', "BODY-C2\n");
visible($server, 'and back', '/c', 200, qr/BODY-C2/);

$server->write('s.txt', "static-2\n");
visible($server, 'a static file', '/s.txt', 200, qr/^static-2$/);

$server->write('new.txt', "static-3\n");
visible($server, 'a new static file', '/new.txt', 200, qr/^static-3$/);

$server->remove('new.txt');
visible($server, 'a static file deleted', '/new.txt', 404);

$server->write('s.txt', "---\nlayout: none\n---\npage {{ 1 | plus: 1 }}\n");
visible($server, 'a static file that becomes a page', '/s.txt', 200,
        qr/^page 2$/);

$server->write('s.txt', "static-4\n");
visible($server, 'and a static file again', '/s.txt', 200, qr/^static-4$/);

$server->write('new/d.md', "BODY-D\n");
visible($server, 'a page in a new folder', '/new/d', 200, qr/BODY-D/);

$server->write('n1/n2/n3/n4/e.md', "BODY-E\n");
visible($server, 'in new nested folders', '/n1/n2/n3/n4/e', 200, qr/BODY-E/);

$server->write('n1/n2/f.md', "BODY-F\n");
visible($server, 'and beside it', '/n1/n2/f', 200, qr/BODY-F/);

$server->move('new', 'newer');
visible($server, 'a folder renamed', '/newer/d', 200, qr/BODY-D/);
visible($server, 'and gone from where it was', '/new/d', 404);

$server->write('newer/d.md', "BODY-D2\n");
visible($server, 'edited where it is now', '/newer/d', 200, qr/BODY-D2/);

$server->move('newer/d.md', 'newer/g.md');
visible($server, 'a file renamed', '/newer/g', 200, qr/BODY-D2/);
visible($server, 'and gone from where it was', '/newer/d', 404);

$server->move('newer', '_newer');
visible($server, 'a folder renamed to what is not published', '/newer/g',
        404);

$server->move('_newer', 'newer');
visible($server, 'and back', '/newer/g', 200, qr/BODY-D2/);

$server->remove('n1');
visible($server, 'a folder deleted', '/n1/n2/n3/n4/e', 404);

{
    my $outside = $server->path . '.outside';

    mkdir $outside or die "$outside: $!\n";
    Faimi::Nginx::write_file("$outside/h.md", "BODY-H\n");
    rename $outside, $server->path('inside') or die "$!\n";
    visible($server, 'a folder moved in', '/inside/h', 200, qr/BODY-H/);

    $server->write('inside/h.md', "BODY-H2\n");
    visible($server, 'edited there', '/inside/h', 200, qr/BODY-H2/);

    rename $server->path('inside'), $outside or die "$!\n";
    visible($server, 'and moved out', '/inside/h', 404);

    # What happens to it out there is none of the site's business.
    Faimi::Nginx::write_file("$outside/h.md", "BODY-H3\n");
    visible($server, 'and edited there', '/inside/h', 404);
}

symlink 'c.md', $server->path('linked.md') or die "symlink: $!\n";
visible($server, 'a symbolic link', '/linked', 200, qr/BODY-C2/);

$server->write('linked.md', "BODY-C3\n");
visible($server, 'edited through the link', '/c', 200, qr/BODY-C3/);
visible($server, 'and seen through it', '/linked', 200, qr/BODY-C3/);

$server->replace('c.md', "BODY-C4\n");
visible($server, 'the file behind the link replaced', '/linked', 200,
        qr/BODY-C4/);

unlink $server->path('linked.md');
visible($server, 'the link deleted', '/linked', 404);
visible($server, 'but not its file', '/c', 200, qr/BODY-C4/);

link $server->path('c.md'), $server->path('hard.md') or die "link: $!\n";
visible($server, 'a hard link', '/hard', 200, qr/BODY-C4/);

$server->write('c.md', "BODY-C5\n");
visible($server, 'edited by its other name', '/hard', 200, qr/BODY-C5/);

$server->write("many/m$_.md", "MANY-$_\n") for 1 .. 60;
visible($server, 'many files: the last', '/many/m60', 200, qr/MANY-60/);
is((grep { $server->get("/many/m$_")->body =~ /MANY-$_\b/ } 1 .. 60), 60,
   'many files: each');

is_deeply([keys $steady->stop->%*], ["200 steady\n"],
          'a page that was not edited is the same all the while');


# ------------------------------------------------------------- whole pages

# A page of some length that says in its first and last line which it is.
sub long ($n)
{
    return "---\nlayout: none\n---\nFIRST-$n\n" . "text\n" x 2000
           . "LAST-$n\n";
}

sub whole ($said, $statuses = 200)
{
    return grep { !/^(?:$statuses) FIRST-(\w+)\n(?:text\n){2000}LAST-\1\n$/ }
                keys %$said;
}

sub sample ($said)
{
    return join ' | ', map { substr($_, 0, 60) =~ s/\n/ /gr } keys %$said;
}

$server->write('w.txt', long(0));
visible($server, 'a long page', '/w.txt', 200, qr/LAST-0/);

{
    my $hammer = hammer($server, '/w.txt');

    for my $n (1 .. 20) {
        $n % 2 ? $server->write('w.txt', long($n))
               : $server->replace('w.txt', long($n));
        sleep 0.03;
    }

    visible($server, 'many saves', '/w.txt', 200, qr/LAST-20/);

    my $said = $hammer->stop;

    is_deeply([whole($said)], [], 'only whole pages were seen')
        or diag(sample($said));
    cmp_ok(keys %$said, '>', 3, 'and several of them');
}

{
    my $hammer = hammer($server, '/w.txt');
    my $text   = long('slow');
    my @pieces = unpack '(a' . int(length($text) / 4 + 1) . ')*', $text;

    $server->write_slowly('w.txt', 0.25, \@pieces, sub {
        my $answers = everywhere($server, '/w.txt');

        is_deeply([map { $_->body =~ /LAST-(\w+)/ } values %$answers],
                  [20, 20, 20], 'while it is written, the page of before');
    });
    visible($server, 'written slowly', '/w.txt', 200, qr/LAST-slow/);

    my $said = $hammer->stop;

    is_deeply([whole($said)], [], 'only whole pages were seen')
        or diag(sample($said));
    is(keys %$said, 2, 'the one of before and the new one');
}

{
    my $hammer = hammer($server, '/w.txt');
    my $path   = $server->path('w.txt');

    # Renamed while it is written: whole when it is closed.
    open my $out, '>', "$path.part" or die "$!\n";
    $out->autoflush(1);
    print {$out} substr long('moved'), 0, 3000;
    sleep 0.1;
    rename "$path.part", $path or die "$!\n";
    sleep 0.3;
    print {$out} substr long('moved'), 3000;
    close $out;
    visible($server, 'moved into place while it is written', '/w.txt', 200,
            qr/LAST-moved/);

    my $said = $hammer->stop;

    is_deeply([whole($said)], [], 'only whole pages were seen')
        or diag(sample($said));
}

{
    my $text = long('young');

    # A new page that is long in coming is not there before it is whole.
    open my $out, '>', $server->path('y.txt') or die "$!\n";
    $out->autoflush(1);
    print {$out} substr $text, 0, 5000;
    sleep 0.3;
    is_deeply([map { $_->status } values everywhere($server, '/y.txt')->%*],
              [404, 404, 404], 'a new page is not there while it is written');
    print {$out} substr $text, 5000;
    close $out;
    visible($server, 'and then it is', '/y.txt', 200, qr/LAST-young/);
}

$server->write('_config.yml', "baseurl: /base\n");
visible($server, 'baseurl', '/base/w.txt', 200, qr/LAST-moved/);
visible($server, 'and not elsewhere', '/w.txt', 404);

is_deeply($server->status->{errors}, [], 'no errors at the end');
is_deeply([$server->log =~ /\[(?:error|crit|alert|emerg)\].*/g], [],
          'and none in the log');

done_testing();
