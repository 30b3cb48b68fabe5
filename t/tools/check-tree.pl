#!/usr/bin/env perl

# check-tree.pl [--tap|--numbers]: the rules of this tree, each a row in @RULES
# below.  Prints "file:line: what is wrong", and exits 1 if anything is, then
# the circles of files and the arrows between folders, as the objects of the
# last `make` have them.  With --numbers prints the lengths of functions, the
# largest structs and the share of comments instead.

use v5.36;

use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use File::Find qw(find);
use FindBin;
use List::Util qw(sum);
use lib "$FindBin::Bin/../lib";

use Faimi::Links qw(read_links circles);

chdir dirname(abs_path($0)) . '/../..' or die "chdir: $!\n";

# Folders below src/, and the folders that each may include from, and call,
# beside its own.  Each room of the site knows those before it alone.
my @CORE    = qw(base ruby);
my @ENGINES = qw(frontmatter highlight html liquid markdown sass);
my @PARTS   = (@CORE, @ENGINES, 'render');
my @ROOMS   = map { "site/$_" } qw(config files model routes view deps);

# Files in whose place another is compiled.
my $STAND_IN = qr{/faimi_(?:sass_(?:none|child)|hl_none)\.c$};

my %LAYERS = (
    base   => [],
    ruby   => ['base'],
    zone   => ['base'],
    sandbox => ['base'],
    (map { $_ => \@CORE } @ENGINES),
    sass   => [@CORE, 'sandbox'],
    render => [@CORE, @ENGINES],
    (map { $ROOMS[$_] => [@PARTS, @ROOMS[0 .. $_ - 1]] } keys @ROOMS),
    site   => [@PARTS, @ROOMS, 'sandbox'],
    cli    => [@CORE, 'site'],
    nginx  => [@CORE, 'sandbox', 'site', 'zone'],
);

# Arrows against these directions that exist all the same.  To be emptied: who
# removes the last include and the last call of a row removes the row.
my %BACKWARDS = map { $_ => 1 } (
    'cli -> highlight',
    'cli -> sass',
    'nginx -> highlight',
    'nginx -> sass',
    'nginx -> site/routes',
);

# Files of one folder that call each other in a circle, at most.
my $MAX_CIRCLE = 8;

# Fields of a struct of the site, and the structs that have more all the same.
my $MAX_FIELDS = 20;
my %FIELDS     = ();

# What is linked by name from outside of the tree's own objects.
my %LINKED = map { $_ => 1 } qw(main ngx_faimi_module);

# Comment in the lines of the core that are not empty, in percent.
my $MIN_COMMENT = 12;

my @TOP = qw(
    .ci .editorconfig .git .gitignore CHANGES CONTRIBUTING.md LICENSE Makefile
    README.md build config content debian docs ngx_faimi_module.c src t
);

# Lines of a function from brace to brace.
my %LENGTHS = (
    core    => { median => 18, p90 => 40, longest => 60 },
    adapter => { median => 99, p90 => 60, longest => 80 },
);

my $MAX_SOURCE = 1000;
my $MAX_HEADER = 200;

# What a file may call all the same: the arena ends the process where there is
# no run to end, the zone's test points are asked for by the environment.
my %MAY_CALL = (
    'src/base/faimi_arena.c'     => qr/^(?:fputs|abort)$/,
    'src/zone/faimi_zone_fail_point.c' => qr/^getenv$/,
);

# What has no place here: paths of the machine it was written on, numbers of
# a tracker.  In pieces, so that this file may hold them.
my @FORBIDDEN = map { qr/$_/i } ('/wo' . 'rk/', 'issue' . ' #?\d');

# A name, a check, and for what needs objects the reason to leave it out.
my @RULES = (
    ['the top level is as agreed',             \&check_top],
    ['text is clean',                          \&check_text],
    ['no line of code is over 80 columns',     \&check_columns],
    ['no forbidden words',                     \&check_words],
    ['src/sources lists every source',         \&check_sources],
    ['files have their folder\'s prefix',      \&check_names],
    ['includes follow the layers',             \&check_includes],
    ['every header is used and guarded',       \&check_headers],
    ['every file says what it is',             \&check_heads],
    ['C as agreed',                            \&check_c],
    ['functions are laid out as nginx\'s',     \&check_layout],
    ['functions and files are short',          \&check_lengths],
    ['structs of the site are small',          \&check_structs],
    ['comments explain the core',              \&check_comments],
    ['calls follow the layers',                \&check_calls,    \&unbuilt],
    ['circles of files are small',             \&check_circles,  \&unbuilt],
    ['what is external is used elsewhere',     \&check_dead,     \&unbuilt],
);


my @files = files();
my @code  = grep { m{^(?:src/|ngx_faimi_module\.c)} && /\.[ch]$/ } @files;
my @tests = grep { m{^t/} && /\.[ch]$/ } @files;
my (%text, %needed, @offences);
my %links = read_links($ENV{FAIMI_BUILD} // 'build', @code);

exit main();


sub main
{
    my $option = shift @ARGV // '';
    my $tap    = $option eq '--tap';
    my $failed = 0;

    return numbers() if $option eq '--numbers';

    my $n      = 0;

    say '1..' . @RULES if $tap;

    for my $rule (@RULES) {
        my ($name, $check, $skip) = @$rule;
        my $reason = $skip && $skip->();

        @offences = ();
        $check->() if !$reason;
        $failed += @offences;
        $n++;

        say @offences ? 'not ok' : 'ok', " $n - $name",
            $reason ? " # SKIP $reason" : '' if $tap;
        say $tap ? "# $_" : $_ for @offences;
    }

    graph() if !$tap;

    return $failed ? 1 : 0;
}


sub offence ($file, $line, $what)
{
    push @offences, join(':', $file, $line || ()) . ": $what";

    return;
}


# What is or could be committed; without git, all but build/.
sub files
{
    my @list = split /\0/,
        qx(git ls-files -co --exclude-standard -z 2> /dev/null);

    if (!@list) {
        find({ no_chdir => 1, wanted => sub {
            $File::Find::prune = 1 if m{^\./(?:build|\.git|t/servroot.*)$};
            push @list, s{^\./}{}r if -f;
        } }, '.');
    }

    return sort grep { -f } @list;
}


sub lines ($file)
{
    $text{$file} //= do {
        open my $in, '<:raw', $file or die "$file: $!\n";
        local $/;
        <$in> // '';
    };

    return split /\n/, $text{$file}, -1;
}


# Calls code(number, line) for each line.
sub each_line ($file, $code)
{
    my $n = 0;

    $code->(++$n, $_) for lines($file);

    return;
}


# The site's pages and the data of tests are taken as they are.
sub is_data ($file)
{
    return $file =~ m{^(?:content|t/fixtures|t/sites|t/spec|t/fuzz/corpus)/}
           || $file =~ m{^t/.*\.(?:tsv|md|txt|yml|json|html)$} || -B $file;
}


# --------------------------------------------------------------------- rules

sub check_top
{
    my %known = map { $_ => 1 } @TOP;
    my %seen;

    for (@files) {
        my ($top) = m{^([^/]+)};

        next if $known{$top} || $seen{$top}++;
        offence($top, 0, 'is not of the top level');
    }

    return;
}


sub check_text
{
    for my $file (grep { !is_data($_) } @files) {
        my $tabs = $file =~ m{(?:^|/)(?:Makefile|rules)$};

        each_line($file, sub ($n, $line) {
            offence($file, $n, 'a carriage return') if $line =~ /\r/;
            offence($file, $n, 'trailing space') if $line =~ /[ \t]$/;
            offence($file, $n, 'a tab') if !$tabs && $line =~ /\t/;
        });

        my $text = $text{$file};

        offence($file, 0, 'does not end with a newline')
            if length $text && $text !~ /\n\z/;
        offence($file, 0, 'ends with empty lines') if $text =~ /\n\n\z/;
    }

    return;
}


sub check_columns
{
    for my $file (grep { m{\.(?:[ch]|p[lm]|sh|rb)$|^(?:Makefile|config)$} }
                  @files)
    {
        each_line($file, sub ($n, $line) {
            utf8::decode($line);
            offence($file, $n, length($line) . ' columns')
                if length $line > 80;
        });
    }

    return;
}


sub check_words
{
    for my $file (grep { !m{^content/} && !-B $_ } @files) {
        each_line($file, sub ($n, $line) {
            for my $word (@FORBIDDEN) {
                offence($file, $n, "'$&' has no place here")
                    if $line =~ $word;
            }
        });

        next if $file =~ m{^t/};

        each_line($file, sub ($n, $line) {
            offence($file, $n, 'the shared folder is for test tools')
                if $line =~ m{\.\./shared};
        });
    }

    return;
}


sub check_sources
{
    my %listed;

    each_line('src/sources', sub ($n, $line) {
        return if $line =~ /^(?:#|$)/;

        offence('src/sources', $n, "$line is not there") if !-f "src/$line";
        offence('src/sources', $n, "$line is there twice")
            if $listed{"src/$line"}++;
    });

    for (grep { m{^src/(?!cli/).*\.c$} } @files) {
        offence($_, 0, 'is not in src/sources') if !$listed{$_};
    }

    return;
}


sub check_names
{
    for my $file (grep { m{^src/.*\.[ch]$} } @files) {
        my ($folder, $rest) = $file =~ m{^src/(.+)/([^/]+)$};

        offence($file, 0, 'is not in a folder of a layer')
            if !$folder || !$LAYERS{$folder};

        my $prefix = $folder eq 'nginx' ? 'ngx_faimi' : 'faimi';
        offence($file, 0, "should begin with $prefix")
            if $rest !~ /^${prefix}[_.]/;
    }

    return;
}


# The module's own file, at the top, is of the adapter.
sub folder ($file)
{
    return $file =~ m{^src/(.+)/[^/]+$} ? $1 : 'nginx';
}


sub knows ($from, $to)
{
    return $from eq $to || grep { $_ eq $to } ($LAYERS{$from} // [])->@*;
}


sub may_know ($from, $to)
{
    return 1 if knows($from, $to);

    $needed{"$from -> $to"} = 1;

    return $BACKWARDS{"$from -> $to"};
}


sub check_includes
{
    my %folder = map { basename($_) => $_ =~ s{^src/(.+)/[^/]+$}{$1}r }
                 grep { m{^src/.*\.h$} } @files;

    for my $file (@code) {
        my $own = folder($file);

        each_line($file, sub ($n, $line) {
            if ($line =~ /^\s*#\s*include\s+<ngx_/ && $own ne 'nginx') {
                offence($file, $n, 'the core knows no nginx');
            }

            my ($header) = $line =~ /^\s*#\s*include\s+"([^"]+)"/ or return;
            my $folder   = $folder{$header};

            if (!$folder) {
                offence($file, $n, "no header of ours is called $header");

            } elsif (!may_know($own, $folder)) {
                offence($file, $n, "$own may not include $header of $folder");

            } elsif ($header =~ /_int\.h$/ && $folder ne $own
                     && $own !~ m{^\Q$folder\E/}) {
                offence($file, $n, "$header is $folder\'s own");
            }
        });
    }

    return;
}


sub check_headers
{
    my %used;

    for my $file (@code, @tests) {
        each_line($file, sub ($n, $line) {
            $used{$1}++ if $line =~ /#\s*include\s+"([^"]+)"/;
        });
    }

    for my $file (grep { /\.h$/ } @code) {
        my $name  = basename($file);
        my $guard = uc($name =~ s/\W/_/gr);

        lines($file);
        offence($file, 0, 'nobody includes it') if !$used{$name};
        offence($file, 0, "has no guard $guard")
            if $text{$file} !~ /^#ifndef _?$guard(?:_INCLUDED_)?$/m;
    }

    return;
}


sub check_heads
{
    my %is_file = map { $_ => 1 } @files;

    # An implementation may leave it to its header.
    for my $file (grep { !$is_file{ s/\.c$/.h/r } || /\.h$/ } @code, @tests) {
        lines($file);
        offence($file, 1, 'no comment at its head')
            if $text{$file} !~ m{\A(?:\s*\n|\#.*\n)*/\*};
    }

    for my $file (grep { /\.(?:p[lm]|sh|t|rb)$/ && !is_data($_) } @files) {
        my @lines = lines($file);

        offence($file, 1, 'no comment at its head')
            if !grep { /^# / } splice @lines, 0, 6;
    }

    return;
}


# Comments and strings blanked, with their lines kept.
sub bare ($file)
{
    lines($file);

    return $text{$file} =~ s{
        (/\*.*?\*/ | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)+')
    }{ $1 =~ s/[^\n]/ /gr }gsexr;
}


sub check_c
{
    for my $file (@code, @tests) {
        my $core = $file =~ m{^src/(?!nginx/|cli/)};
        my $n    = 0;

        for (split /\n/, bare($file), -1) {
            $n++;
            offence($file, $n, 'comments are /* */') if m{//};
            offence($file, $n, 'no goto') if /\bgoto\b/;

            if ($core && /\b(v?f?printf|puts|putchar|fputs|perror|exit|abort
                             |strtok|localtime|gmtime|setlocale|rand|getenv
                             |asctime|ctime)\s*\(/x
                && $1 !~ ($MAY_CALL{$file} // qr/^$/))
            {
                offence($file, $n, "the core does not call $1()");
            }
        }

        check_macros($file);
    }

    return;
}


sub check_macros ($file)
{
    my $text = bare($file);

    while ($text =~ /^[ \t]*#[ \t]*define\b((?:[^\n]*\\\n)*[^\n]*)/mg) {
        my $body = $1;
        my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);

        offence($file, $line, 'a macro that returns or jumps')
            if $body =~ /\b(?:return|goto|break|continue)\b/;
    }

    return;
}


# The functions of a file: { name, line (of the name), type (of its type),
# length from brace to brace, body }.
sub functions ($file)
{
    my @lines = split /\n/, bare($file), -1;
    my @functions;

    for my $open (grep { $lines[$_] eq '{' } keys @lines) {
        my $close = $open;
        $close++ while $close < $#lines && $lines[$close] !~ /^\}/;

        my $name = $open - 1;
        $name-- while $name > 0 && $lines[$name] =~ /^[ \t)]/;

        next if $lines[$name] !~ /(\w+)\(/;

        push @functions, {
            name   => $1,
            line   => $name,
            length => $close - $open + 1,
            body   => [@lines[$open .. $close]],
            lines  => \@lines,
        };
    }

    return @functions;
}


# The type on a line of its own, two empty lines before it, or before the
# comment that stands over it.
sub check_layout
{
    for my $file (@code, @tests) {
        my @source = lines($file);

        for my $function (functions($file)) {
            my $at = $function->{line};

            if ($source[$at] !~ /^\Q$function->{name}\E\(/) {
                offence($file, $at + 1,
                        "the type of $function->{name}() has its own line");
                next;
            }

            $at--;
            $at-- while $at > 0 && $source[$at] =~ /\S/
                        && $source[$at] !~ m{^\s*\*/|\*/$};

            $at-- if $source[$at] eq '' && $source[$at - 1] =~ m{\*/$};

            if ($at > 0 && $source[$at] =~ m{\*/$}) {
                $at-- while $at > 0 && $source[$at] !~ m{/\*};
                $at--;
            }

            offence($file, $function->{line} + 1,
                    "two empty lines before $function->{name}()")
                if $at > 0 && $source[$at] !~ /^#/
                   && ($source[$at] ne '' || $source[$at - 1] ne '');
        }
    }

    return;
}


# A switch whose cases are a line or two each may be as long as its cases.
sub is_switch ($function)
{
    my @lines = grep { /\S/ } $function->{body}->@*;
    my @cases = grep {
        /^\s*(?:case\b|default:|return\b|break;|switch\b|\}$)/
    } @lines;

    return @cases >= 0.7 * @lines && grep { /\bswitch\b/ } @lines;
}


sub check_lengths
{
    my %lengths = lengths();

    for my $file (@code) {
        my $max   = $file =~ /\.h$/ ? $MAX_HEADER : $MAX_SOURCE;
        my $lines = lines($file) - 1;

        offence($file, 0, "$lines lines, at most $max") if $lines > $max;
    }

    for my $part (sort keys %lengths) {
        my %limit = $LENGTHS{$part}->%*;

        for my $function ($lengths{$part}->@*) {
            my ($name, $length) = $function->@{qw(name length)};

            offence($function->{file}, $function->{line} + 1,
                    "$name() has $length lines, at most $limit{longest}")
                if $length > $limit{longest};
        }

        my %is = spread($lengths{$part});

        for my $what (qw(median p90)) {
            offence("src ($part)", 0, "the $what of function lengths is"
                    . " $is{$what}, at most $limit{$what}")
                if $is{$what} > $limit{$what};
        }
    }

    return;
}


# The functions of each part.
sub lengths
{
    my %lengths = (core => [], adapter => []);

    for my $file (@code) {
        my $part = $file =~ m{^src/(?!nginx/)} ? 'core' : 'adapter';

        push $lengths{$part}->@*,
             map { { %$_, file => $file } }
             grep { !is_switch($_) } functions($file);
    }

    return %lengths;
}


sub spread ($functions)
{
    my @sorted = sort { $a <=> $b } map { $_->{length} } @$functions;

    return (
        median  => $sorted[@sorted / 2] // 0,
        p90     => $sorted[@sorted * 0.9] // 0,
        longest => $sorted[-1] // 0,
    );
}


# Structs of src/site with the number of their fields, the largest first.  What
# stands in braces inside counts, too.
sub structs
{
    my @structs;

    for my $file (grep { m{^src/site/} } @code) {
        my $text = bare($file);

        while ($text =~ /\bstruct\s*(\w*)\s*(\{(?:[^{}]++|(?2))*\})\s*(\w*)/g) {
            my ($name, $body) = ($1 || $3, $2);
            my $line = 1 + (substr($text, 0, $-[0]) =~ tr/\n//);

            1 while $body =~ s/\([^()]*\)//;

            my $fields = grep { /\w/ } split /[;,]/, $body;

            push @structs, { file => $file, line => $line, name => $name,
                             fields => $fields };
        }
    }

    return sort { $b->{fields} <=> $a->{fields}
                  || $a->{name} cmp $b->{name} } @structs;
}


sub check_structs
{
    for my $struct (structs()) {
        my ($name, $fields) = $struct->@{qw(name fields)};
        my $max = $FIELDS{$name} // $MAX_FIELDS;

        offence($struct->{file}, $struct->{line},
                "struct $name has $fields fields, at most $max")
            if $fields > $max;
    }

    return;
}


# Lines of the core that are not empty, and of these with comment, by folder.
sub comments
{
    my %lines;

    for my $file (@code) {
        lines($file);

        my $count = $lines{folder($file)} //= { all => 0, comment => 0 };

        $count->{all} += () = $text{$file} =~ /\S.*\n/g;

        for ($text{$file} =~ m{/\*.*?\*/}gs) {
            $count->{comment} += () = "$_\n" =~ /\S.*\n/g;
        }
    }

    return %lines;
}


sub core (%lines)
{
    return map { $lines{$_} } grep { !/^(?:nginx|cli)$/ } keys %lines;
}


sub share (@counts)
{
    return 100 * sum(map { $_->{comment} } @counts)
           / sum(1e-9, map { $_->{all} } @counts);
}


sub check_comments
{
    my %lines = comments();
    my $share = share(core(%lines));

    offence('src', 0, sprintf '%.1f %% of the core\'s lines have comment,'
                              . ' at least %d %%', $share, $MIN_COMMENT)
        if $share < $MIN_COMMENT;

    return;
}


# The reason why the objects say nothing: one is not there, or is older than
# its source.  Some stand in for others, and are not compiled with them.
sub unbuilt
{
    return state $reason = do {
        my @missing = grep { /\.c$/ && !$links{$_} && !/$STAND_IN/ } @code;
        my @stale   = grep { -M $links{$_}{object} > -M $_ } keys %links;

        @missing || @stale ? 'not built: ' . ($missing[0] // $stale[0]) : '';
    };
}


# { FOLDER => { FOLDER => { FILE => { FILE => [SYMBOL] } } } }
sub arrows
{
    my %arrows;

    for my $file (keys %links) {
        my $needs = $links{$file}{needs};

        # The module's name is no call: NGINX finds a module's part of a
        # configuration by it.
        for my $symbol (grep { !$LINKED{$_} } sort keys %$needs) {
            my $to = $needs->{$symbol};

            push $arrows{folder($file)}{folder($to)}{$file}{$to}->@*, $symbol;
        }
    }

    return %arrows;
}


sub check_calls
{
    my %arrows = arrows();

    for my $from (sort keys %arrows) {
        for my $to (grep { !may_know($from, $_) }
                    sort keys $arrows{$from}->%*)
        {
            my $files = $arrows{$from}{$to};

            for my $file (sort keys %$files) {
                offence($file, 0, "$from may not call $to: "
                        . join ', ', map { $_->@* } values $files->{$file}->%*);
            }
        }
    }

    return;
}


sub check_circles
{
    my %arrows = arrows();

    for my $folder (sort keys %arrows) {
        for my $circle (circles($arrows{$folder}{$folder} // {})) {
            offence("src/$folder", 0, @$circle . " files in a circle, at most"
                    . " $MAX_CIRCLE: "
                    . join ' ', map { basename($_) } @$circle)
                if @$circle > $MAX_CIRCLE;
        }
    }

    return;
}


# External symbols that no other object needs and no test names.
sub dead
{
    my %used = %LINKED;
    my @dead;

    $used{$_} = 1 for map { keys $_->{needs}->%* } values %links;

    for my $file (@tests) {
        $used{$_} = 1 for bare($file) =~ /\b\w+/g;
    }

    for my $file (sort keys %links) {
        push @dead, map { [$file, $_] } grep { !$used{$_} }
                                        sort keys $links{$file}{defines}->%*;
    }

    return @dead;
}


sub check_dead
{
    offence($_->[0], 0, "$_->[1] is external, and used by nobody else")
        for dead();

    return;
}


# What is printed without --tap: the largest circle of each folder, and the
# folders that each one calls, those against the direction in parentheses.
sub graph
{
    my $reason = unbuilt();

    return say $reason if $reason;

    my %arrows = arrows();

    say "\nThe largest circle of files in each folder:";

    for my $folder (sort keys %arrows) {
        my ($circle) = circles($arrows{$folder}{$folder} // {});

        printf "%-12s %2d  %s\n", $folder, scalar @{ $circle // [] },
               join ' ', map { basename($_, '.c') } @{ $circle // [] };
    }

    say "\nThe folders that each calls (those against the directions):";

    for my $from (sort keys %arrows) {
        printf "%-12s %s\n", $from, join ' ', map {
            knows($from, $_) ? $_ : "($_)"
        } grep { $_ ne $from } sort keys $arrows{$from}->%*;
    }

    my @needless = grep { !$needed{$_} } sort keys %BACKWARDS;

    say "\nNo longer needed in %BACKWARDS: @needless" if @needless;

    return;
}


sub numbers
{
    my %lengths = lengths();

    for my $part (sort keys %lengths) {
        my %is = spread($lengths{$part});

        printf "%-8s %4d functions: median %d, p90 %d, longest %d lines\n",
               $part, scalar $lengths{$part}->@*,
               @is{qw(median p90 longest)};
    }

    my @large = grep { $_->{fields} > $MAX_FIELDS } structs();

    printf "%d structs of the site with more than %d fields: %s\n",
           scalar @large, $MAX_FIELDS,
           join ', ', map { "$_->{name} $_->{fields}" } @large;

    my %lines = comments();

    say "\nLines that are not empty, and the share of comment:";

    printf "%-12s %6d %5.1f %%\n", $_, $lines{$_}{all}, share($lines{$_})
        for sort keys %lines;

    printf "%-12s %6d %5.1f %%\n", 'core',
           sum(map { $_->{all} } core(%lines)), share(core(%lines));

    return 0;
}
