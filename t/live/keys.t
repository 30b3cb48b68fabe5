# Which pages an edit renders anew, and which stay as they are in the cache.

use v5.36;
use lib 't/lib';
use Test::More;
use Faimi::Live;

my %post = (
    one => "---\ntitle: One\nweight: 1\n---\nBODY-1\n",
    two => "---\ntitle: Two\nweight: 2\n---\nBODY-2\n",
);

my $server = live(workers => 1, files => {
    '_config.yml'              => "collections: [staff]\n",
    '_layouts/default.html'    => "{% include nav.html %}{{ content }}\n",
    '_includes/nav.html'       => "{% for p in site.pages %}{% assign t = "
                                  . "p.title %}{{ t }}{% endfor %}\n",
    '_data/a.yml'              => "v: a1\n",
    '_data/b.yml'              => "v: b1\n",
    '_posts/2024-01-01-one.md' => $post{one},
    '_posts/2024-01-02-two.md' => $post{two},
    '_staff/ann.md'            => "---\ntitle: Ann\n---\nANN-1\n",
    'titles.txt'   => page('{% for p in site.posts %}{{ p.title }},'
                           . '{% endfor %}'),
    'excerpts.txt' => page('{% for p in site.posts %}{{ p.excerpt }}'
                           . '{% endfor %}'),
    'weights.txt'  => page('{{ site.posts | map: "weight" | join: "," }}'),
    'staff.txt'    => page('{{ site.staff }}'),
    'a.txt'        => page('{{ site.data.a.v }}'),
    'b.txt'        => page('{{ site.data["b"].v }}'),
    'any.txt'      => page('{% assign k = "a" %}{{ site.data[k].v }}'),
    'when.txt'     => page('{{ page.when | date: "%Y" }}', 'when: now'),
    'nav.md'       => "---\ntitle: Nav\n---\ntext\n",
    'other.md'     => "---\ntitle: Other\n---\nOTHER-1\n",
});

my @paths = qw(/titles.txt /excerpts.txt /weights.txt /staff.txt /a.txt
               /b.txt /any.txt /when.txt /nav /other);


sub page ($text, @matter)
{
    return join "\n", '---', 'layout: none', @matter, '---', $text, '';
}


# Waits until the edit shows, and names the pages that it rendered anew.
sub rendered ($path, $shows)
{
    my $answer = $server->get($path);
    my %missed = ($path => $answer->header('x-cache'));

    for (1 .. 200) {
        last if $answer->body =~ $shows;
        select undef, undef, undef, 0.01;
        $answer = $server->get($path);
        $missed{$path} = $answer->header('x-cache')
            if $missed{$path} ne 'MISS';
    }

    like($answer->body, $shows, "$path shows it");
    $missed{$_} //= $server->get($_)->header('x-cache') for @paths;

    return join ' ', grep { $missed{$_} eq 'MISS' } sort keys %missed;
}


$server->get($_) for @paths, @paths;
is(rendered('/nav', qr/text/), '', 'all pages are kept');

# A file that is younger than two seconds is read once it is closed.
my @edits = (
    ['a body', '_posts/2024-01-01-one.md', $post{one} =~ s/BODY-1/BODY-3/r,
     '/excerpts.txt', qr/BODY-3/, '/excerpts.txt'],
    ['a title', '_posts/2024-01-02-two.md', $post{two} =~ s/Two/Deux/r,
     '/titles.txt', qr/Deux/, '/excerpts.txt /titles.txt'],
    ['a weight', '_posts/2024-01-02-two.md',
     $post{two} =~ s/Two/Deux/r =~ s/2$/5/mr,
     '/weights.txt', qr/5/, '/excerpts.txt /weights.txt'],
    ['a body of a collection that is printed', '_staff/ann.md',
     "---\ntitle: Ann\n---\nANN-2\n", '/staff.txt', qr/ANN-2/, '/staff.txt'],
    ['a data file', '_data/a.yml', "v: a2\n", '/a.txt', qr/a2/,
     '/a.txt /any.txt'],
    ['another data file', '_data/b.yml', "v: b2\n", '/b.txt', qr/b2/,
     '/any.txt /b.txt'],
    ['a body of a page', 'other.md', "---\ntitle: Other\n---\nOTHER-2\n",
     '/other', qr/OTHER-2/, '/other'],
    ['a title of a page', 'other.md', "---\ntitle: Autre\n---\nOTHER-2\n",
     '/nav', qr/Autre/, '/nav /other'],
    ['an include', '_includes/nav.html', "NAV-2\n", '/nav', qr/NAV-2/,
     '/nav /other'],
);

for my $edit (@edits) {
    my ($name, $file, $text, $path, $shows, $pages) = @$edit;

    $server->write($file, $text);
    is(rendered($path, $shows), $pages, "$name: $pages");
}

done_testing();
