# The command line: `faimi build` tells the problems that `faimi check` tells,
# each once.

use v5.36;

use File::Temp qw(tempdir);
use Test::More;

my $faimi = ($ENV{FAIMI_BUILD} // 'build') . '/faimi';
my $root  = tempdir(CLEANUP => 1);

plan(skip_all => "there is no $faimi") if !-x $faimi;

for (
    ['nothing is wrong', {}, 0, []],
    ['a layout', { '_layouts/l.html' => '{% if %}{{ content }}' }, 1,
     ['_layouts/l.html:1:1: cannot read the condition',
      'a.md: there is no layout `l`']],
    ['a data file', { '_data/d.yml' => 'a: [' }, 1,
     ['_data/d.yml:1:5: did not find expected node content']],
    ['an include', { 'b.html' => "---\n---\n{% include no.html %}" }, 1,
     ['b.html:3:1: ']],
    ['a style and its map', { 'c.scss' => "---\n---\na { b: c" }, 1,
     ['c.scss:3']],
) {
    my ($name, $files, $status, $problems) = @$_;
    my $site = "$root/" . ($name =~ tr/ /-/r);

    write_file("$site/_layouts/l.html", '<{{ content }}>');
    write_file("$site/a.md", "---\nlayout: l\n---\nBODY");
    write_file("$site/$_", $files->{$_}) for keys %$files;

    my $check = qx($faimi check $site 2> /dev/null);
    is($? >> 8, $status, "$name: check");
    my $build = qx($faimi build $site $site.out 2>&1);
    is($? >> 8, $status, "$name: build");
    is($build, $check, "$name: the same messages");

    my @lines = split /\n/, $build;
    is(@lines, @$problems, "$name: each once");
    is(index($lines[$_] // '', $problems->[$_]), 0, "$name: $problems->[$_]")
        for keys @$problems;
    ok(-s "$site.out/a.html", "$name: the rest is written");
}

done_testing();


sub write_file ($path, $text)
{
    my ($folder) = $path =~ m{^(.*)/};

    system('mkdir', '-p', $folder);
    open my $out, '>', $path or die "$path: $!\n";
    print {$out} $text;
    close $out or die "$path: $!\n";

    return;
}
