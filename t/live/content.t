#!/usr/bin/perl

# The workshop's own site, content/, as visitors get it: every page at its URL
# and with what its text asks for, and no link or picture that leads nowhere.

use v5.36;

use FindBin;
use lib "$FindBin::Bin/../lib";

use Encode qw(decode encode FB_CROAK);
use Test::More;

use Faimi::Server qw(need_module wait_until);

need_module();

my $top    = "$FindBin::Bin/../..";
my $server = Faimi::Server->start(
    site    => "$top/content",
    workers => 2,
    http    => 'types { text/css css; image/png png; image/jpeg jpg;
                        image/svg+xml svg; application/pdf pdf; }',
);

my $workshop = '/2025-miccai-workshop/index.html';
my $tutorial = '/2025-miccai-tutorial/index.html';
my $earlier  = '/2024-miccai/index.html';
my $imimic   = '/2025-imimic.html';

# The ids that kramdown gives to the headers of the texts, in their order.
my %HEADERS = (
    $workshop => [qw(
        tldr faimi-keynote
        towards-equitable-image-based-personalized-medicine-causality-confidence-and-bias-mitigation
        gister-keynote
        advancing-fairness-sex--and-gender-aware-ai-for-equitable-neuroimaging
        schedule accepted-papers proceedings awards-miccai-faimi-2025
        awards-miccai-faimi-2025-1 faimi-horizon-award call-for-papers dates
        sponsors organizers contact
    )],
    $tutorial => [qw(tldr scope resources schedule organizers contact)],
    $earlier => [qw(
        tldr faimi-keynote---dr-mercy-asiedu
        machine-learning-fairness-for-health-in-africa
        epimi-keynote---dr-xiaoxiao-li schedule-for-faimiepimi-workshop
        accepted-papers proceedings awards-miccai-faimi-2024 call-for-papers
        dates organizers contact
    )],
    $imimic => [],
);

my %pages;      # path => answer, of all that was asked for


sub page ($path)
{
    return $pages{$path} //= $server->get($path);
}


# The text of a page, without its header, menu and footer.
sub text ($path)
{
    my ($text) = page($path)->body
        =~ m{<div class="page-body[^>]*>(.*)</div>\s*(?:<aside|</div>)}s;

    return $text // '';
}


# What follows the header of this id, up to the next of its level.
sub section ($path, $id)
{
    my ($level, $text) = text($path)
        =~ m{<h([1-6])[^>]* id="\Q$id\E".*?</h\1>(.*?)(?:<h\1|\z)}s;

    return $text // '';
}


sub count ($text, $pattern)
{
    return scalar(() = $text =~ /$pattern/g);
}


sub test_urls
{
    for my $path ($workshop, $tutorial, $earlier) {
        my $alias  = $path =~ s/index\.html$//r;
        my $answer = page($alias);

        is page($path)->status, 200, "$path is a page";
        is $answer->status, 301, "$alias redirects";
        like $answer->header('Location'), qr{\Q$path\E$}, '... to it';
    }

    is page('/2025-miccai-workshop')->status, 301, 'without its slash, too';
    like page('/2025-miccai-workshop')->header('Location'),
        qr{\Q$workshop\E$}, '... in one hop';

    is page($imimic)->status, 200, "$imimic is a page";
    is page('/2025-imimic')->status, 200, '... and without its ending';
    is page('/2025/')->status, 200, 'the section of 2025';
    is page('/2024/')->status, 200, 'the section of 2024';
    is page('/latest/')->status, 302, 'the latest section';
    like page('/latest/')->header('Location'), qr{/2025/$}, '... is 2025';
}


sub test_headers
{
    for my $path (sort keys %HEADERS) {
        my @ids = text($path) =~ /<h[1-6][^>]* id="([^"]*)"/g;

        is_deeply \@ids, $HEADERS{$path}, "$path: the headers' ids";
        is count(text($path), qr/<h[1-6](?![^>]* id=)/), 0,
            '... and none is without';
    }
}


sub test_texts
{
    for my $path ($workshop, $earlier) {
        my $call = section($path, 'call-for-papers');

        is count($call, qr/<li>/), 9, "$path: the topics are a list of nine";
        like $call, qr{<ul>\s*<li>Assessment of bias}, '... from the first on';
        unlike $call, qr/^\s*- /m, '... and nothing of it is raw text';
    }

    my %proceedings = (
        $workshop => [ '10.1007/978-3-032-05870-6', 2025 ],
        $earlier  => [ '9783031727863', 2024 ],
    );

    for my $path (sort keys %proceedings) {
        my ($book, $year) = $proceedings{$path}->@*;
        my $url  = qr{https://link\.springer\.com/book/\Q$book\E};
        my $text = section($path, 'proceedings');

        like $text, qr{<a href="$url">\s*<img [^>]*proceedings$year\.png"},
            "$path: the cover of the proceedings is a link";
        like $text, qr{<a href="$url">here</a>}, '... and so is the word';
    }

    is count(section($workshop, 'dates'), qr{<del>June 25, 2025</del>}), 1,
        'a date is struck out';
    is count(section($earlier, 'dates'),
             qr{<strong><del>June 24, 2024</del> June 28, 2024</strong>}), 1,
        '... and one within bold text';

    is count(section($workshop, 'accepted-papers'), qr{<p>.*?<em>}), 21,
        'every accepted paper is a paragraph, its title in italics';
    is count(section($workshop, 'faimi-horizon-award'), qr/<li>/), 3,
        'the criteria are a list';
    like section($workshop, 'faimi-horizon-award'),
        qr{<blockquote>.*<b>Please note:</b>}s, 'the note is a quotation';
}


sub test_tables
{
    my %rows = (
        $workshop => [ 'schedule', 14 ],
        $tutorial => [ 'schedule', 4 ],
        $earlier  => [ 'schedule-for-faimiepimi-workshop', 16 ],
    );

    for my $path (sort keys %rows) {
        my ($id, $n) = $rows{$path}->@*;
        my $text = section($path, $id);

        is count($text, qr/<table>/), 1, "$path: the schedule is a table";
        is count($text, qr/<tr>/), $n, "... of $n rows";
        is count($text, qr{<th[^>]*>Time</th>}), 1, '... with a header';
        unlike $text, qr/\|/, '... and no bar is left over';
    }
}


sub test_tutorial
{
    my $text = section($tutorial, 'resources');
    my $bare = $text =~ s/<!--.*?-->//gsr;

    is count($bare, qr{<a href="/assets/FAIMI_Tutorial_2025/[^"]*"\s+style=}),
        3, 'the tutorial shows three buttons';
    unlike $bare, qr/<pre|<code|&lt;a/, '... as buttons, not as code';

    for my $icon ("\x{1F4C4}", "\x{1F4DD}", "\x{1F4BB}") {
        my $bytes = encode('UTF-8', $icon);

        ok index($bare, ">$bytes</span>") >= 0,
            sprintf '... with the icon U+%04X', ord $icon;
    }

    my $bytes = encode('UTF-8', "Puyol-Ant\x{F3}n");

    for my $path ($workshop, $tutorial, $earlier) {
        like text($path), qr{<strong>Esther \Q$bytes\E</strong>},
            "$path: the name is spelled right";
    }
}


# The menu of events by year, on every page.
sub test_menu
{
    for my $path ('/', $workshop, '/2024/') {
        my ($menu) = page($path)->body =~ m{(<nav class="menu".*?</nav>)}s;
        my @years = ($menu // '') =~ m{<summary[^>]*>(\d+)</summary>}g;

        is_deeply \@years, [ 2025, 2024 ], "$path: the menu has the years";
        like $menu, qr{href="\Q$_\E"}, "... and $_"
            for $workshop, $tutorial, $imimic, $earlier, '/2025/', '/2024/';
    }

    my ($menu) = page($workshop)->body =~ m{(<nav class="menu".*?</nav>)}s;
    my @here = $menu =~ m{href="([^"]*)" aria-current="page"}g;

    is_deeply \@here, [ $workshop ], 'the menu knows the page it is on';
}


sub test_404
{
    my $answer = page('/2019-nothing/');

    is $answer->status, 404, 'an unknown URL is 404';
    like $answer->body, qr{<h1>Page not found</h1>}, "... with the site's page";
    like $answer->body, qr{href="\Q$workshop\E"}, '... and its menu';
}


# ------------------------------------------------------------------ the crawl

# Local targets of a page, made absolute: [path, fragment].
sub links ($path, $body)
{
    my @links;

    $body =~ s/<!--.*?-->//gs;

    while ($body =~ /\s(?:href|src)="([^"]*)"/g) {
        my $link = $1;
        next if $link =~ m{^(?:[a-z]+:|//)};

        my ($to, $fragment) = $link =~ /^([^#]*)#?(.*)$/;

        push @links, [ $to eq '' ? $path : $to, $fragment ];
    }

    return @links;
}


# The first tag that is not closed where it should be; nothing if all are.
sub unbalanced ($body)
{
    my %void = map { $_ => 1 }
        qw(area base br col hr img input link meta source wbr circle);
    my @open;

    $body =~ s/<!--.*?-->//gs;

    while ($body =~ m{<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*?(/?)>}g) {
        my ($close, $name, $empty) = ($1, lc $2, $3);
        next if $void{$name} || $empty;

        if (!$close) {
            push @open, $name;
        } elsif (!@open || pop @open ne $name) {
            return "</$name>";
        }
    }

    return @open ? "<$open[-1]>" : undef;
}


sub test_page ($path, $body)
{
    is count($body, qr/<h1/), 1, "$path has one title";
    is count($body, qr/<main /), 1, '... one main part';
    like $body, qr/<html lang="en">/, '... a language';
    unlike $body, qr/\{\{|\{%|Liquid error/, '... and no trace of templates';
    is unbalanced($body), undef, '... and all tags are closed';

    is count($body, qr/<img(?![^>]* alt="[^"]+")/), 0,
        '... and its pictures have words for them';

    my (%seen, @twice);
    $seen{$1}++ && push @twice, $1 while $body =~ / id="([^"]*)"/g;
    is "@twice", '', '... and no id stands twice';
}


sub test_crawl
{
    my @todo = ('/');
    my (%done, %fragments, %types);

    while (defined(my $path = shift @todo)) {
        next if $done{$path}++;

        my $answer = page($path);

        if ($answer->status =~ /^30/) {
            my $to = $answer->header('Location') =~ s{^http://[^/]*}{}r;

            is page($to)->status, 200, "$path redirects to what is there";
            push @todo, $to;
            next;
        }

        is $answer->status, 200, "$path answers";

        my ($type) = ($answer->header('Content-Type') // '') =~ /^([^;]*)/;
        $types{$type}++;

        next if $type ne 'text/html';

        test_page($path, $answer->body);

        for my $link (links($path, $answer->body)) {
            push @todo, $link->[0];
            $fragments{"$link->[0]#$link->[1]"} = $link if $link->[1] ne '';
        }
    }

    for my $name (sort keys %fragments) {
        my ($path, $id) = $fragments{$name}->@*;

        ok $id eq 'top' || page($path)->body =~ / id="\Q$id\E"/,
            "$name is there";
    }

    ok $done{$_}, "$_ can be reached from the home page"
        for $workshop, $tutorial, $earlier, $imimic, '/2025/', '/2024/';

    is $types{'text/css'}, 1, 'one style sheet';
    is $types{'application/pdf'}, 2, 'two PDFs';
    is $types{'image/png'} + $types{'image/jpeg'}, 17, 'seventeen pictures';
}


# ------------------------------------------------------------------- the texts

# An edit: the workshop's page as it was before the event, and back.
sub test_edit
{
    my $file  = '2025-miccai-workshop.md';
    my $now   = $server->read($file);
    my $then  = Faimi::Nginx::read_file(
                    "$top/t/fixtures/2025-miccai-workshop-earlier.md");
    my $first = page($workshop);

    $server->write($file, $then);

    my $answer = wait_until(sub {
        my $answer = $server->get($workshop);

        return $answer if $answer->body =~ m{Schedule</h2>\s*<p>TBC</p>};
    }, 2);

    ok $answer, 'an edit is visible';
    unlike $answer ? $answer->body : '', qr/id="faimi-keynote"/,
        '... and nothing of the version before';

    $server->write($file, $now);

    ok wait_until(sub {
        $server->get($workshop)->header('ETag') eq $first->header('ETag');
    }, 2), '... and undone, the page is the one before';
}


# The pages are the seed documents, as they were written, but for the places
# where UTF-8 had once been read as Mac Roman.
sub test_seeds
{
    my $folder = "$top/../shared/seeds";
    my %seeds = (
        'content/2025-miccai-workshop.md' => '001_3d2182e8de9992d8.txt',
        'content/2025-miccai-tutorial.md' => '002_86d5981c90b5e41c.txt',
        'content/2024-miccai.md'          => '003_dcb4fd5339fd0aad.txt',
        'content/2025-imimic.md'          => '004_1922affe710c8158.txt',
        't/fixtures/2025-miccai-workshop-earlier.md'
                                          => '000_3b156d8fb8b541c9.txt',
    );

    SKIP: {
        skip 'the seed documents are not here', scalar keys %seeds
            if !-d $folder;

        for my $file (sort keys %seeds) {
            my $seed = Faimi::Nginx::read_file("$folder/$seeds{$file}");

            ok Faimi::Nginx::read_file("$top/$file") eq restored($seed),
                "$file is its seed document";
        }
    }
}


# Runs of characters whose bytes in Mac Roman are a character's UTF-8.
sub restored ($bytes)
{
    my $text = decode('UTF-8', $bytes, FB_CROAK);

    $text =~ s{(\x{221A}.|\x{F8FF}...)}{
        decode('UTF-8', encode('MacRoman', $1 . '', FB_CROAK), FB_CROAK)
    }ge;

    return encode('UTF-8', $text);
}


test_urls();
test_headers();
test_texts();
test_tables();
test_tutorial();
test_menu();
test_404();
test_crawl();
test_edit();
test_seeds();

is_deeply $server->status->{errors}, [], 'the site has no problems';
is_deeply $server->status->{conflicts}, [], '... and no conflicts';

done_testing;
