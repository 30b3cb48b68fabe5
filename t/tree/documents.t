# Files and functions that the documents name exist.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Faimi::Nginx;

my $code = join '', map { Faimi::Nginx::read_file($_) }
                    glob('src/*/*.[ch] src/*/*/*.[ch] t/unit/*.[ch]');

for my $document (grep { -f } qw(README.md CONTRIBUTING.md t/README.md),
                  glob 'docs/*.md')
{
    my $text    = Faimi::Nginx::read_file($document);
    my @named   = $text =~ m{`((?:src|t)/[\w./*-]*)`}g;
    my @missing = grep { !m{^t/servroot_} && !grep { -e } glob } @named;

    is_deeply(\@missing, [], "$document: " . @named . ' files');

    my @called  = $text =~ /`(\w+)\(\)`/g;
    my @unknown = grep { $code !~ /\b\Q$_\E\(/ } @called;

    is_deeply(\@unknown, [], "$document: " . @called . ' functions');
}

done_testing();
