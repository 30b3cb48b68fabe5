#!/usr/bin/env perl

# languages.pl N FOLDER: a Jekyll site of N documents in ten languages, nine
# of ten pages and the others posts.  Its one layout has on each page what such
# sites have: the menu of the page's language, links to its translations, the
# sections with how many pages they have, the tags with how many posts.  So
# each page looks at all pages, and shows as much of them however many there
# are.

use v5.36;

use File::Basename qw(dirname);
use File::Path qw(make_path);

my ($count, $folder) = @ARGV;

die "usage: languages.pl N FOLDER\n"
    if !defined $folder || $count !~ /^[1-9]\d*$/;

my @LANGUAGES = qw(ar de en es fr it ja pl pt zh);
my @SECTIONS  = map { "section-$_" } 1 .. 8;
my @TAGS      = map { "tag-$_" } 1 .. 20;

frame();
pages($count - int($count / 10));
posts(int($count / 10));


sub save ($path, $text)
{
    my $full = "$folder/$path";

    make_path(dirname($full));
    open my $out, '>', $full or die "$full: $!\n";
    print {$out} $text;
    close $out or die "$full: $!\n";

    return;
}


# The pages of a subject lie in the folders of their languages; the first few
# subjects are in the menus.
sub pages ($n)
{
    for my $i (0 .. $n - 1) {
        my $language = $LANGUAGES[$i % @LANGUAGES];
        my $subject  = int $i / @LANGUAGES;
        my $menu     = $subject < 6 ? "menu: true\n" : '';
        my $section  = $SECTIONS[$subject % @SECTIONS];

        save("$language/page-$subject.md", <<"END");
---
layout: default
title: Page $subject
lang: $language
ref: page-$subject
section: $section
weight: $subject
$menu---
Page $subject in *$language*.

## A heading

- one
- two
END
    }

    return;
}


sub posts ($n)
{
    for my $i (0 .. $n - 1) {
        my $language = $LANGUAGES[$i % @LANGUAGES];
        my $tags     = join ', ', map { $TAGS[($i * $_) % @TAGS] } 1, 3;
        my $day      = sprintf '%04d-%02d-%02d', 2010 + $i % 14, 1 + $i % 12,
                               1 + $i % 28;

        save("_posts/$day-post-$i.md", <<"END");
---
layout: default
title: Post $i
lang: $language
ref: post-$i
tags: [$tags]
---
Post $i in *$language*.
END
    }

    return;
}


sub frame
{
    save('_config.yml', "title: Languages\nurl: https://example.com\n");

    save('_layouts/default.html', <<'END');
<!DOCTYPE html>
<html lang="{{ page.lang }}">
<head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body>
{% assign mine = site.pages | where: "lang", page.lang %}
{% assign menu = mine | where: "menu", true | sort: "weight" %}
<nav>{% for entry in menu %}
<a href="{{ entry.url | relative_url }}"
{% if entry.url == page.url %} aria-current="page"{% endif %}>{{
  entry.title }}</a>{% endfor %}</nav>
{% assign translations = site.pages | where: "ref", page.ref %}
<ul>{% for other in translations %}
<li><a href="{{ other.url | relative_url }}" lang="{{ other.lang }}">{{
  other.lang }}</a></li>{% endfor %}</ul>
<main>
{{ content }}
</main>
{% assign sections = mine | group_by: "section" %}
<aside>{% for section in sections %}
<p>{{ section.name }}: {{ section.size }}</p>{% endfor %}
{% for tag in site.tags %}
<p>{{ tag[0] }}: {{ tag[1].size }}</p>{% endfor %}</aside>
</body>
</html>
END

    return;
}
