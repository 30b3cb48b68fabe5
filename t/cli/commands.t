# The command line: routes, render, check, build; what it says, how it exits.

use strict;
use warnings;

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempdir);
use Test::More;

my $build = $ENV{FAIMI_BUILD} || abs_path(dirname(__FILE__) . '/../../build');
my $faimi = "$build/faimi";
my $dir = tempdir(CLEANUP => 1);

plan skip_all => "$faimi is not built" unless -x $faimi;


sub put {
    my ($path, $text) = @_;

    make_path(dirname("$dir/$path"));
    open(my $f, '>', "$dir/$path") or die "$path: $!";
    print $f $text;
    close($f) or die "$path: $!";
}


# Standard output, standard error and the exit code.
sub faimi {
    my $quoted = join(' ', map { "'$_'" } @_);
    my $out = `cd '$dir' && $faimi $quoted 2>'$dir/.err'`;
    my $code = $? >> 8;

    is($? & 127, 0, "faimi $quoted is not killed");

    return ($out, slurp('.err'), $code);
}


sub slurp {
    my ($path) = @_;

    open(my $f, '<', "$dir/$path") or return undef;
    local $/;
    my $text = <$f>;
    close($f);

    return $text // '';
}


# The command line itself.

my ($out, $err, $code) = faimi('--version');
like($out, qr/^faimi[ ]\d+\.\d+\.\d+[ ]
     \((?:without[ ]libsass|libsass[ ]\d\S*),[ ]
       (?:code[ ]without[ ]colours:[ ]no[ ]Rouge|Rouge[ ]\d+\.\d+\.\d+\+[0-9a-f]{8})
     \)\n\z/x, '--version names the optional parts');
is($code, 0, '... exits 0');

($out, $err, $code) = faimi('--help');
like($out, qr/^usage: faimi .*routes.*render.*check.*build/s, '--help');
is($code, 0, '... exits 0');

for my $bad ([], ['nonsense'], ['routes'], ['routes', 'a', 'b'],
             ['render', '.'], ['build', '.'], ['check'], ['--nonsense'])
{
    ($out, $err, $code) = faimi(@$bad);
    is($code, 2, "@$bad: exits 2");
    is($out, '', '... prints nothing on standard output');
    like($err, qr/usage/, '... and tells the usage');
}

($out, $err, $code) = faimi('routes', 'nowhere');
is($code, 2, 'a folder that is not there');
like($err, qr/^faimi: nowhere: /, '... is named');


# A good site.

put('site/_config.yml', "title: T\nbaseurl: ''\n");
put('site/_layouts/default.html', "<title>{{ page.title }}</title>{{content}}");
put('site/index.md', "---\ntitle: Home\n---\n# Hello\n");
put('site/2025-x.md', "---\npermalink: /2025-x/index.html\n"
    . "redirect_from: [/2025-x/, /old]\n---\nx\n");
put('site/a.txt', "static\n");
put('site/sub/b.bin', "\0\1\2");

($out, $err, $code) = faimi('routes', 'site');
is($code, 0, 'routes exits 0');
is($err, '', '... silently');
is($out, <<"END", '... and lists every URL');
/\tpage\tindex.md
/2025-x/\talias\t2025-x.md\t301 /2025-x/index.html
/2025-x/index.html\tpage\t2025-x.md
/2025/\tsection\t
/a.txt\tstatic\ta.txt
/latest/\tredirect\t\t302 /2025/
/old\talias\t2025-x.md\t301 /2025-x/index.html
/redirects.json\tgenerated\t
/sub/b.bin\tstatic\tsub/b.bin
END

($out, $err, $code) = faimi('render', 'site', '/');
is($out, qq{<title>Home</title><h1 id="hello">Hello</h1>\n}, 'render');
is($code, 0, '... exits 0');

($out, $err, $code) = faimi('render', 'site', '/index.html');
like($out, qr/Hello/, 'render takes any spelling');

($out, $err, $code) = faimi('render', 'site', '/old');
is($code, 1, 'render: a redirect exits 1');
like($err, qr{301.*/2025-x/index\.html}, '... and says where it leads');

($out, $err, $code) = faimi('render', 'site', '/a.txt');
is($code, 1, 'render: a static file exits 1');
like($err, qr{a\.txt}, '... and says which it is');

($out, $err, $code) = faimi('render', 'site', '/_config.yml');
is($code, 1, 'render: nothing there');

($out, $err, $code) = faimi('check', 'site');
is($code, 0, 'check: a good site');
is("$out$err", '', '... has nothing to say');


# build

($out, $err, $code) = faimi('build', 'site', 'out');
is($code, 0, 'build exits 0');
is("$out$err", '', '... silently');
is(slurp('out/a.txt'), "static\n", '... copies static files');
is(slurp('out/sub/b.bin'), "\0\1\2", '... of any bytes');
like(slurp('out/index.html'), qr/Hello/, '... writes pages');
like(slurp('out/2025-x/index.html'), qr/<p>x/, '... where Jekyll would');
like(slurp('out/old.html'), qr{url=/2025-x/index\.html}, '... and redirects');
ok(-e "$dir/out/2025/index.html", '... and section pages');

unlink("$dir/site/a.txt");
put('out/kept', 'by hand');
($out, $err, $code) = faimi('build', 'site', 'out');
is($code, 0, 'build over an earlier build');
ok(!-e "$dir/out/a.txt", '... takes away what is no more');
is(slurp('out/kept'), 'by hand', '... and nothing that it did not make');

put('full/file', 'x');
($out, $err, $code) = faimi('build', 'site', 'full');
is($code, 2, 'build: a folder that is not empty');
like($err, qr/full: is not empty/, '... is refused');
is(slurp('full/file'), 'x', '... and left as it is');

for my $inside ('site/out', 'site', '.') {
    ($out, $err, $code) = faimi('build', 'site', $inside);
    is($code, 2, "build into $inside");
    like($err, qr/lies within the site/, '... is refused');
}

ok(!-e "$dir/site/out", '... and nothing is left there');


# A theme behind a site.

put("theme/_layouts/t.html", "T[{{ content }}]");
put("theme/assets/t.css", "css");
put("themed/_config.yml", "theme: some-gem\n");
put("themed/_layouts/own.html", "own");
put("themed/index.html", "---\nlayout: t\n---\nx");

($out, $err, $code) = faimi("check", "themed");
is($code, 1, "check: a theme that is not here");
like($out, qr/\A_config\.yml:\ theme:\ some-gem:\ .*
              gem\ unpack\ some-gem\ --target\ THEMES.*--themes\ THEMES
              .*\n\z/x,
     "... is told of once, with the command that fetches it");
($out, $err, $code) = faimi("render", "--theme", "theme", "themed", "/");
is($out, "T[x]", "--theme: its layouts stand behind the site's");
($out, $err, $code) = faimi("build", "--theme", "theme", "themed", "t-out");
is($code, 0, "... and in a build");
is(slurp("t-out/assets/t.css"), "css", "... with its assets");

# One of a folder of themes.

put("themes/some-gem-1.2/_layouts/t.html", "T1.2[{{ content }}]");
put("themes/some-gem-1.2/assets/t.css", "css of 1.2");
($out, $err, $code) = faimi("render", "--themes", "themes", "themed", "/");
is($out, "T1.2[x]", "--themes: the one that _config.yml names");
($out, $err, $code) = faimi("build", "--themes", "themes", "themed", "s-out");
is($code, 0, "... and in a build");
is(slurp("s-out/assets/t.css"), "css of 1.2", "... with its assets");
put("themes/none/x", "");
($out, $err, $code) = faimi("check", "--themes", "themes/none", "themed");
like($out, qr{`gem unpack some-gem --target \S+/themes/none`\n\z},
     "... or the command that would fetch it");

put("theme/_config.yml",
    "tint: {a: 1, b: 2}\ntitle: theme's\npermalink: /of/the/theme\n");
put("theme/_data/words.yml", "hi: Hi\nin: {a: 1, b: 2}\n");
put("theme/_posts/2024-01-02-demo.md", "---\n---\n");
put("theme/index.md", "---\n---\n");
put("theme/bad.html", "---\n---\n{% if %}");
put("themed/_config.yml", "theme: some-gem\ntint: {b: 3}\n");
put("themed/_data/words.yml", "in: {b: 3}\n");
put("themed/index.html", "---\nlayout: t\n---\n{{ site.title }} "
    . "{{ site.tint.a }}{{ site.tint.b }} {{ site.data.words.hi }} "
    . "{{ site.data.words.in.a }}{{ site.data.words.in.b }}");
($out, $err, $code) = faimi("render", "--theme", "theme", "themed", "/");
is($out, "T[theme's 13 Hi 13]", "... its keys and data below the site's");
($out, $err, $code) = faimi("routes", "--theme", "theme", "themed");
is(join(' ', sort map { /^(\S+)/ } split(/\n/, $out)), "/ /assets/t.css",
   "... its pages and posts are no part of the site");
($out, $err, $code) = faimi("check", "--theme", "theme", "themed");
is($out, '', "... nor what is wrong with them");
put("themed/_config.yml", "theme: some-gem\nignore_theme_config: true\n");
($out, $err, $code) = faimi("render", "--theme", "theme", "themed", "/");
is($out, "T[  Hi 13]", "... ignore_theme_config");

($out, $err, $code) = faimi("check", "--theme", "nowhere", "themed");
is($code, 2, "--theme: a folder that is not there");


# What is asked for and is not here, a line each.

put("lacks/_config.yml", "source: docs\nmarkdown: redcarpet\n"
    . "remote_theme: a/b\ngems: [x]\n"
    . "plugins: [jekyll-feed, jekyll-scholar, jemoji, x]\n");
put("lacks/_plugins/a.rb", "");
put("lacks/index.html", "---\nlayout: none-such\n---\n");

($out, $err, $code) = faimi("check", "lacks");
is($code, 1, "check: what is not here");
like($out, qr/^_config\.yml: source: docs is not followed/m, "... source");
like($out, qr/^_config\.yml: markdown: redcarpet .* kramdown is used$/m,
     "... markdown");
like($out, qr/^_config\.yml: remote_theme: a\/b: .*git clone.* themes=THEMES/m,
     "... remote_theme");
like($out, qr/^_config\.yml: gems: .*plugins$/m, "... gems");
is(join(' ', $out =~ /^_config\.yml: plugins: (\S+) is not/mg),
   "jekyll-scholar x", "... plugins");
like($out, qr/^_plugins: .*Ruby/m, "... _plugins");
is(scalar(() = $out =~ /\n/g), 7, "... and no more");



# A bad one.

put('bad/good.html', "---\n---\nfine");
put('bad/yaml.html', "---\na: [\n---\n");
put('bad/liquid.html', "---\n---\n\n{% if %}\n");
put('bad/include.html', "---\n---\n\n\n{% include none.html %}\n");
put('bad/utf8.md', "caf\xe9");
put('bad/one.html', "---\npermalink: /x\n---\n");
put('bad/two.html', "---\npermalink: /x\n---\n");

($out, $err, $code) = faimi('check', 'bad');
is($code, 1, 'check: a site with problems exits 1');
is($err, '', '... all on standard output');
like($out, qr/^include\.html:5:\d+: .*none\.html/m, '... a missing include');
like($out, qr/^liquid\.html:4:\d+: /m, '... a Liquid error');
like($out, qr/^yaml\.html:\d+:\d+: /m, '... broken front matter');
like($out, qr/^utf8\.md:1:4: not UTF-8/m, '... a byte that is not UTF-8');
like($out, qr{^two\.html: /x}m, '... a conflict');
unlike($out, qr/good/, '... and none where there is none');

($out, $err, $code) = faimi('render', 'bad', '/include.html');
is($code, 1, 'render: a page that fails exits 1');
like($err, qr/^include\.html:5:/, '... and says where');

($out, $err, $code) = faimi('build', 'bad', 'bad-out');
is($code, 1, 'build: a site with problems exits 1');
like($err, qr/^include\.html:5:/m, '... says which');
is(slurp('bad-out/good.html'), 'fine', '... and builds the rest');
ok(!-e "$dir/bad-out/include.html", '... but no half pages');

put('down/_config.yml', "a: [");
put('down/index.html', "---\n---\n");
($out, $err, $code) = faimi('routes', 'down');
is($code, 1, 'a broken _config.yml exits 1');
like($err, qr/^_config\.yml:1:/, '... and says where');

done_testing();
