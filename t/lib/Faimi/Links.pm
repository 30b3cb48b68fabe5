package Faimi::Links;

# Which source file calls which: the graph of the linked objects.  A file has
# an arrow to another one if its object leaves a symbol open that the other
# one's defines; what stands in headers (inline functions, types) makes none.

use v5.36;

use Exporter 'import';
use File::Basename qw(basename);
use File::Find qw(find);

our @EXPORT_OK = qw(read_links circles);


# read_links(BUILD, FILES): { FILE => { object => PATH,
# defines => { SYMBOL => TYPE }, needs => { SYMBOL => FILE } } } of those C
# files that are compiled below BUILD, without the symbols of libraries.  A file
# that has moved may leave an object, which has no file and does not count.
sub read_links ($build, @files)
{
    my %object = objects($build, @files);
    my %file   = reverse %object;
    my (%links, %owner);

    $links{$_}{object} = $object{$_} for keys %object;

    for (symbols(values %object)) {
        my ($object, $symbol, $type) = @$_;
        my $file = $file{$object};

        if ($type eq 'U') {
            $links{$file}{needs}{$symbol} = undef;
        } else {
            $links{$file}{defines}{$symbol} = $type;
            $owner{$symbol} = $file;
        }
    }

    for my $file (keys %links) {
        my $needs = $links{$file}{needs};

        $links{$file}{defines} //= {};
        $links{$file}{needs}     = {
            map { $_ => $owner{$_} } grep { $owner{$_} } keys %$needs,
        };
    }

    return %links;
}


# The core's objects mirror src/.  NGINX's build names a folder of objects
# after the last folder of the source alone, which for the module's own file
# is the name of the clone.
sub objects ($build, @files)
{
    my (%adapter, %object);

    find({ no_chdir => 1, wanted => sub {
        $adapter{basename($_)} = $_ if m{/ngx_faimi_\w+\.o$};
    } }, grep { -d } "$build/nginx/objs/addon");

    for my $file (grep { /\.c$/ } @files) {
        my $core = $file =~ s{^src/(.*)\.c$}{$build/core/$1.o}r;
        my $path = $file =~ m{^src/(?!nginx/)}
                   ? $core : $adapter{basename($file, '.c') . '.o'};

        $object{$file} = $path if $path && -f $path;
    }

    return %object;
}


# [OBJECT, SYMBOL, TYPE] for each external symbol of these objects.
sub symbols (@objects)
{
    my @symbols;

    return if !@objects;

    open my $nm, '-|', 'nm', '-A', '-P', '-g', @objects or die "nm: $!\n";

    while (<$nm>) {
        push @symbols, [$1, $2, $3] if /^(.+): (\S+) (\S)/;
    }

    close $nm or die "nm fails\n";

    return @symbols;
}


# circles(GRAPH): the strongly connected components of { NODE => { NODE => _ } }
# that have more than one node, the largest first, each a sorted list.
# Tarjan, SIAM Journal on Computing 1 (1972).
sub circles ($graph)
{
    my (%index, %low, %on_stack, @stack, @circles);
    my $next = 0;

    my $visit = sub ($self, $node) {
        $index{$node} = $low{$node} = $next++;
        $on_stack{$node} = 1;
        push @stack, $node;

        for my $to (sort keys(($graph->{$node} // {})->%*)) {
            if (!defined $index{$to}) {
                $self->($self, $to);
                $low{$node} = $low{$to} if $low{$to} < $low{$node};

            } elsif ($on_stack{$to} && $index{$to} < $low{$node}) {
                $low{$node} = $index{$to};
            }
        }

        return if $low{$node} != $index{$node};

        my @members;

        do {
            push @members, pop @stack;
            delete $on_stack{$members[-1]};
        } while ($members[-1] ne $node);

        push @circles, [sort @members] if @members > 1;
    };

    for my $node (sort keys %$graph) {
        $visit->($visit, $node) if !defined $index{$node};
    }

    return sort { @$b <=> @$a || $a->[0] cmp $b->[0] } @circles;
}

1;
