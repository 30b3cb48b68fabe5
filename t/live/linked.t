# What a page shows may lie where nothing is walked: behind a symbolic link
# inside of the site, and in the theme's folder.  An edit there is as soon live
# as any other.

use v5.36;
use lib 't/lib';
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;
use Faimi::Live;

my $theme = tempdir('faimi-theme-XXXXXX', TMPDIR => 1, CLEANUP => 1);

# Workers that are another user have to get in.
chmod 0755, $theme;


sub theme ($file, $text)
{
    make_path("$theme/$file" =~ s{/[^/]*\z}{}r);
    Faimi::Nginx::write_file("$theme/$file", $text);

    return;
}


theme('_layouts/t.html', 'THEME-1 {{ content }}');
theme('_sass/t.scss', 'a { top: 1px }');
theme('_data/t.yml', "t: 1\n");
theme('_config.yml', "named: 1\n");

my $server = live(
    options => "zone=8m theme=$theme",
    files   => {
        '_vendor/i.html'     => 'INC-1',
        '_vendor/l.html'     => 'LAY-1 {{ content }}',
        '_vendor/d.yml'      => "x: 1\n",
        '_vendor/p.md'       => "PAGE-1\n",
        '_vendor/s.scss'     => 'b { left: 1px }',
        '_vendor/deep/r.txt' => 'REL-1',
        'a.md' => "---\nlayout: l\n---\n{% include i.html %} D{{ site.data.d.x }}"
                  . "{% include_relative r.txt %}\n",
        't.md' => "---\nlayout: t\n---\n"
                  . "D{{ site.data.t.t }} N{{ site.named }}\n",
        'site.scss' => "---\n---\n\@import 's'; \@import 't';\n",
    },
);

make_path($server->path($_)) for qw(_includes _layouts _data _sass);

sub ln ($target, $name)
{
    symlink $target, $server->path($name) or die "$name: $!\n";
}

ln('../_vendor/i.html', '_includes/i.html');
ln('../_vendor/l.html', '_layouts/l.html');
ln('../_vendor/d.yml', '_data/d.yml');
ln('../_vendor/s.scss', '_sass/s.scss');
ln('_vendor/p.md', 'p.md');
ln($server->path('_vendor/deep/r.txt'), 'r.txt');

eventually($server, 'all is there', 5, '/a', 200,
                      qr/LAY-1.*INC-1 D1REL-1/s);
eventually($server, 'a page, too', 5, '/p', 200, qr/PAGE-1/);

# In place, and by a new file that is moved there.
for my $way (qw(write replace)) {
    my $n = $way eq 'write' ? 2 : 3;

    $server->$way('_vendor/i.html', "INC-$n");
    visible($server, "$way: an include", '/a', 200, qr/INC-$n/);
    $server->$way('_vendor/l.html', "LAY-$n {{ content }}");
    visible($server, "$way: a layout", '/a', 200, qr/LAY-$n/);
    $server->$way('_vendor/d.yml', "x: $n\n");
    visible($server, "$way: data", '/a', 200, qr/D$n/);
    $server->$way('_vendor/deep/r.txt', "REL-$n");
    visible($server, "$way: a relative include", '/a', 200, qr/REL-$n/);
    $server->$way('_vendor/p.md', "PAGE-$n\n");
    visible($server, "$way: a page", '/p', 200, qr/PAGE-$n/);
    $server->$way('_vendor/s.scss', "b { left: ${n}px }");
    eventually($server, "$way: Sass", 3, '/site.css', 200, qr/left: ?${n}px/);
}

# An editor that moves the old file away first.
$server->move('_vendor/p.md', '_vendor/p.md~');
eventually($server, 'the target is gone', 3, '/p', 404);
$server->write('_vendor/p.md', "PAGE-4\n");
visible($server, 'and there again', '/p', 200, qr/PAGE-4/);

theme('_layouts/t.html', 'THEME-2 {{ content }}');
visible($server, 'a layout of the theme', '/t', 200, qr/THEME-2/);
theme('_data/t.yml', "t: 2\n");
visible($server, 'its data', '/t', 200, qr/D2/);
theme('_sass/t.scss', 'a { top: 2px }');
eventually($server, 'its Sass', 3, '/site.css', 200, qr/top: ?2px/);
theme('_config.yml', "named: 2\n");
eventually($server, 'its configuration', 3, '/t', 200, qr/N2/);
theme('_layouts/new/u.html', 'NEW-1 {{ content }}');
$server->write('u.md', "---\nlayout: new/u\n---\n");
eventually($server, 'a new folder of the theme', 3, '/u', 200, qr/NEW-1/);
theme('_layouts/new/u.html', 'NEW-2 {{ content }}');
visible($server, 'an edit in it', '/u', 200, qr/NEW-2/);

done_testing();
