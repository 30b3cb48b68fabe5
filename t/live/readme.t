#!/usr/bin/perl

# What README.md says is so: directives, options, variables, members of the
# status and limits are those of the code, links lead somewhere, and the
# configuration of the synopsis works.

use v5.36;

use FindBin;
use lib "$FindBin::Bin/../lib";

use File::Temp;
use Test::More;

use Faimi::Environment qw(missing_module);
use Faimi::Http qw(free_port);
use Faimi::Nginx;

my $top = "$FindBin::Bin/../..";

# A limit of faimi_limits.h and how its row in the README begins.
my @LIMITS = (
    [ SOURCE         => 'any one source file' ],
    [ RENDER_MEMORY  => 'memory that one render may take' ],
    [ RENDER_TIME    => 'processor time of one page' ],
    [ QUICK_TIME     => 'processor time of a page in the worker' ],
    [ RENDER_WAIT    => 'time of a page by the clock' ],
    [ CHILDREN       => 'processes of a worker that render' ],
    [ MADE_FAILURES  => 'failures that a worker keeps' ],
    [ OUTPUT         => 'bytes that one render may write' ],
    [ FILE_MEMORY    => 'memory for the parsed form of one file' ],
    [ YAML_DEPTH     => 'YAML: nesting' ],
    [ YAML_NODES     => 'YAML: nodes of one document' ],
    [ FRONT_MATTER   => 'a front matter block' ],
    [ LIQUID_NESTING => 'Liquid: nesting of blocks' ],
    [ INCLUDE_DEPTH  => 'Liquid: nesting of includes' ],
    [ LAYOUT_DEPTH   => 'layouts of layouts' ],
    [ LIQUID_STEPS   => 'Liquid: steps of one page' ],
    [ BLOCK_DEPTH    => 'Markdown: nesting of blocks' ],
    [ SPAN_DEPTH     => 'Markdown: nesting of spans' ],
    [ HTML_DEPTH     => 'Markdown: nesting of raw HTML' ],
    [ TABLE_COLUMNS  => 'Markdown: columns of a table' ],
    [ ATTRIBUTES     => 'Markdown: attributes of one element' ],
    [ LINK_NAME      => 'Markdown: name of a link reference' ],
    [ MARKDOWN_STEPS => 'Markdown: steps of the parser' ],
    [ COMMONMARK     => "Markdown: a text that is CommonMark's" ],
    [ DATA_VALUES    => 'CSV: fields of one file' ],
    [ SASS_TIME      => 'Sass: processor time of one compilation' ],
    [ SASS_WAIT      => 'Sass: milliseconds of all that one page' ],
    [ SASS_MEMORY    => 'Sass: memory of one compilation' ],
    [ SASS_FILES     => 'Sass: files that may be imported' ],
    [ SASS_LOOKS     => 'Sass: paths that are looked at' ],
    [ FILES          => 'files and folders of a site' ],
    [ PATH           => 'length of a path within the site' ],
    [ DEPTH          => 'folders within folders' ],
    [ ALIASES        => 'aliases of one page' ],
    [ HOPS           => 'hops of a redirect' ],
    [ MATCH          => 'steps of matching' ],
    [ ANSWERS        => 'what filters found in the lists of a site' ],
    [ DIGITS         => 'digits of an integer' ],
    [ CODE_TIME      => 'code in colour: processor time of one page' ],
    [ HIGHLIGHT_MEMORY => 'code in colour: compiled patterns' ],
    [ HIGHLIGHT_STEPS  => 'code in colour: steps of one block' ],
    [ HIGHLIGHT_STACK  => "code in colour: depth of a lexer's stack" ],
    [ HIGHLIGHT_NESTED => 'code in colour: lexers within lexers' ],
    [ HIGHLIGHT_MADE   => 'code in colour: patterns made from the text' ],
    [ PAGERS         => 'parts of a pagination' ],
);


my $readme = slurp('README.md');


sub slurp ($file)
{
    return Faimi::Nginx::read_file("$top/$file") // die "$file: $!\n";
}


sub says ($pattern, $name)
{
    ok $readme =~ $pattern, $name;

    return;
}


# "(64u << 20)" as "64 MB", 200000 as "200,000"
sub written ($value)
{
    return "$1 MB" if $value =~ /\((\d+)u << 20\)/;

    return scalar reverse(scalar(reverse $value) =~ s/(\d{3})(?=\d)/$1,/gr);
}


sub test_directives
{
    my $code = slurp('ngx_faimi_module.c');

    while ($code =~ /\{ ngx_string\("(\w+)"\)/g) {
        says qr/^### $1$/m, "the directive $1 has its section";
        says qr/^    Syntax:   $1 /m, "the directive $1 has a syntax";
    }

    my $site = slurp('src/nginx/ngx_faimi_conf_site.c');

    while ($site =~ /\{ ngx_string\("(\w+)"\), ngx_faimi_option/g) {
        says qr/^- `$1=/m, "the option $1= is described";
    }
}


sub test_variables
{
    my $code = slurp('src/nginx/ngx_faimi_variables.c');

    while ($code =~ /\{ ngx_string\("(\w+)"\)/g) {
        says qr/^- `\$$1`: /m, "the variable \$$1 is described";
    }
}


sub test_status
{
    my $code = slurp('src/nginx/ngx_faimi_status.c');
    my %seen;

    while ($code =~ /\\"(\w+)\\":|json_\w+\(\w+, "(\w+)"|\{ "(\w+)", +FAIMI/g) {
        my $member = $1 // $2 // $3;
        next if $seen{$member}++;

        says qr/^\|.*`$member`/m,
            "the member $member of the status is described";
    }
}


sub test_limits
{
    my $code = slurp('src/base/faimi_limits.h');
    my %row = map { @$_ } @LIMITS;

    while ($code =~ /^#define FAIMI_MAX_(\w+) +(.+)$/mg) {
        my ($name, $value) = ($1, written($2));

        if (!defined $row{$name}) {
            fail "the limit FAIMI_MAX_$name is described";
            next;
        }

        says qr/^\| \Q$row{$name}\E[^|]*\| \Q$value\E\b/m,
            "the limit FAIMI_MAX_$name is $value";
    }
}


# In a code block or in backquotes: "make NAME" is a target of the Makefile.
sub test_commands
{
    my $makefile = slurp('Makefile');

    for my $name ($readme =~ /(?:^    |`)make ([a-z][\w-]*)/mg) {
        next if $name eq 'modules';     # NGINX's own

        ok $makefile =~ /^\Q$name\E:(?!=)/m, "make $name is a command";
    }
}


# Links of README.md and docs/ to files of this repository and to headers.
sub test_links ($file)
{
    my $text = slurp($file);
    my $dir  = $file =~ m{^(.*/)} ? $1 : '';

    # GitHub's ids
    my %id = map { lc() =~ s/[^\w -]//gr =~ s/ /-/gr => 1 }
             $text =~ /^#+ (.+)$/mg;

    while ($text =~ /\]\(([^)\s]+)\)/g) {
        my $link = $1;
        next if $link =~ /^https?:/;

        my ($path, $anchor) = $link =~ /^([^#]*)#?(.*)$/;

        if ($path eq '') {
            ok $id{$anchor}, "$file: #$anchor is one of its headers";
        } else {
            ok -e "$top/$dir$path", "$file: $path exists";
        }
    }
}


# The first configuration, with our paths and a port of our own.
sub test_synopsis
{
    my ($conf) = $readme =~ /^```nginx\n(.*?)^```$/ms;
    my $module = Faimi::Nginx::load_modules();

    SKIP: {
        skip missing_module(), 3 if missing_module();

        my $dir   = File::Temp->newdir;
        my $nginx = Faimi::Nginx->new(root => "$dir");
        my $port  = free_port();

        $conf =~ s/^load_module .*\n/$module/;
        $conf =~ s{/srv/workshop}{$top/content};
        $conf =~ s{include mime\.types;}{types { text/css css; }};
        $conf =~ s/listen 80;/listen 127.0.0.1:$port;/;
        $conf =~ s!^http \{!http {\n    access_log off;!m;

        my $user = $> == 0 ? "user root;\n" : '';
        my $rc = $nginx->start("${user}pid logs/nginx.pid;\n$conf");

        is $rc, 0, 'the synopsis is a configuration'
            or diag $nginx->stderr;

        my $http = Faimi::Http->connect($port);
        my $page = $http && $http->get('/');
        my $status = $http && $http->get('/faimi-status');

        is $page && $page->status, 200, 'it serves the site';
        like $status && $status->body, qr/^\{"site":"workshop"/,
            'and its status';

        $nginx->stop;
    }
}


test_directives();
test_variables();
test_status();
test_limits();
test_commands();
test_links($_) for 'README.md', map { s{^\Q$top\E/}{}r } glob "$top/docs/*.md";
test_synopsis();

done_testing;
