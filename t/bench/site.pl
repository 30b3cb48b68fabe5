#!/usr/bin/env perl

# site.pl N FOLDER [SEED]: a Jekyll site of N documents, the same for the same
# seed: posts with categories and tags, pages in folders, a collection; layouts
# with includes, data files, a paginated front page, and pages that list the
# titles of others.

use v5.36;

use File::Basename qw(dirname);
use File::Path qw(make_path);

my ($count, $folder, $seed) = @ARGV;

die "usage: site.pl N FOLDER [SEED]\n"
    if !defined $folder || $count !~ /^[1-9]\d*$/;

my @WORDS = qw(
    apple bridge candle desert engine forest garden harbour island journey
    kettle lantern meadow needle orchard pepper quarry river silver timber
    umbrella valley window yellow anchor basket copper dragon ember falcon
    glacier hollow ivory jungle kernel ladder marble nectar ocean pocket
);
my @CATEGORIES = qw(news notes reports travel);
my @TAGS       = map { "tag-$_" } 1 .. 20;

# A generator of our own: Perl's differs between versions.
my $state = $seed // 1;

sub roll ($n)
{
    $state = ($state * 1103515245 + 12345) & 0x7fffffff;

    return ($state >> 8) % $n;
}


sub pick (@list)
{
    return $list[roll(scalar @list)];
}


sub words ($n)
{
    return join ' ', map { pick(@WORDS) } 1 .. $n;
}


sub paragraph
{
    my @parts = map {
        my $words = ucfirst words(6 + roll(10));

        roll(4) == 0 ? $words =~ s/ (\w+) / **$1** /r . '.' : "$words.";
    } 1 .. 3 + roll(4);

    return join(' ', @parts) . "\n";
}


sub body
{
    my @blocks = (paragraph());

    for (1 .. 3 + roll(3)) {
        push @blocks, '## ' . ucfirst(words(3)) . "\n", paragraph();
        push @blocks, join '', map { '- ' . words(5) . "\n" } 1 .. 4
            if roll(2);
        push @blocks, "[" . words(2) . "](https://example.com/" . roll(1000)
                      . ") " . paragraph();
        push @blocks, "```\n" . words(6) . "\n```\n" if roll(3) == 0;
    }

    return join "\n", @blocks;
}


sub save ($path, $text)
{
    my $full = "$folder/$path";

    make_path(dirname($full));
    open my $out, '>', $full or die "$full: $!\n";
    print {$out} $text;
    close $out or die "$full: $!\n";

    return;
}


sub document ($path, %matter)
{
    my $matter = join '', map { "$_: $matter{$_}\n" } sort keys %matter;

    save($path, "---\n$matter---\n" . body());

    return;
}


sub title
{
    return ucfirst words(4);
}


# Six of ten are posts, three are pages, one is of the collection.
sub documents
{
    my $posts = int($count * 6 / 10);
    my $pages = int($count * 3 / 10);

    for my $n (1 .. $posts) {
        my $day = sprintf '%04d-%02d-%02d', 2010 + $n % 14, 1 + $n % 12,
                          1 + $n % 28;

        document("_posts/$day-post-$n.md", layout => 'post',
                 title => title(), categories => pick(@CATEGORIES),
                 tags => '[' . pick(@TAGS) . ', ' . pick(@TAGS) . ']',
                 author => pick(qw(ann bob eve)));
    }

    for my $n (1 .. $pages) {
        document(sprintf('pages/%02d/page-%d.md', $n % 50, $n),
                 layout => 'page', title => title(), weight => roll(100));
    }

    for my $n (1 .. $count - $posts - $pages) {
        document("_guides/guide-$n.md", layout => 'page', title => title(),
                 order => $n);
    }

    return;
}


sub frame
{
    save('_config.yml', <<'END');
title: Scale
url: https://example.com
paginate: 10
paginate_path: /part:num/
plugins: [jekyll-paginate]
collections:
  posts: {output: true, permalink: '/:year/:month/:title/'}
  guides: {output: true, permalink: '/guides/:name/'}
END

    save('_layouts/default.html', <<'END');
<!DOCTYPE html>
<html lang="en">
{% include head.html title=page.title %}
<body>
{% include nav.html %}
<main>
{{ content }}
</main>
{% include footer.html %}
</body>
</html>
END

    save('_layouts/page.html', <<'END');
---
layout: default
---
<h1>{{ page.title }}</h1>
{{ content }}
END

    save('_layouts/post.html', <<'END');
---
layout: default
---
<h1>{{ page.title | escape }}</h1>
<p>{{ page.date | date: "%Y-%m-%d" }},
{{ site.data.authors[page.author].name }}</p>
{{ content }}
<ul>{% for tag in page.tags %}<li>{{ tag }}</li>{% endfor %}</ul>
{% if page.previous %}<a href="{{ page.previous.url | relative_url }}">{{
  page.previous.title }}</a>{% endif %}
{% if page.next %}<a href="{{ page.next.url | relative_url }}">{{
  page.next.title }}</a>{% endif %}
END

    save('_includes/head.html', <<'END');
<head>
<meta charset="utf-8">
<title>{{ include.title | default: site.title }}</title>
<link rel="canonical" href="{{ page.url | absolute_url }}">
</head>
END

    save('_includes/nav.html', <<'END');
<nav>{% for entry in site.data.nav %}<a href="{{ entry.url | relative_url }}"
{% if entry.url == page.url %} aria-current="page"{% endif %}>{{
  entry.title }}</a>{% endfor %}</nav>
END

    save('_includes/footer.html', "<footer>{{ site.title }}</footer>\n");

    return;
}


sub lists
{
    save('_data/nav.yml', join '', map { "- {title: $_, url: /$_.html}\n" }
                                   qw(blog guides tags));
    save('_data/authors.yml', join '', map { "$_: {name: " . ucfirst
                                             . "}\n" } qw(ann bob eve));

    save('index.html', <<'END');
---
layout: default
title: Home
---
{% for post in paginator.posts %}
<h2><a href="{{ post.url | relative_url }}">{{ post.title }}</a></h2>
<p>{{ post.date | date: "%Y-%m-%d" }}</p>
{% endfor %}
{% if paginator.next_page %}<a href="{{ paginator.next_page_path
  | relative_url }}">{{ paginator.page }}/{{ paginator.total_pages
  }}</a>{% endif %}
END

    save('blog.html', <<'END');
---
layout: default
title: Blog
---
<ul>{% for post in site.posts %}
<li><a href="{{ post.url | relative_url }}">{{ post.title }}</a></li>
{% endfor %}</ul>
END

    save('guides.html', <<'END');
---
layout: default
title: Guides
---
{% assign guides = site.guides | sort: "order" %}
{% for guide in guides %}
<p><a href="{{ guide.url | relative_url }}">{{ guide.title }}</a></p>
{% endfor %}
END

    save('tags.html', <<'END');
---
layout: default
title: Tags
---
{% for tag in site.tags %}<p>{{ tag[0] }}: {{ tag[1].size }}</p>{% endfor %}
END

    return;
}


frame();
lists();
documents();
