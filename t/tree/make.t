# `make help` lists each target that is there to be typed, in one line.

use v5.36;
use FindBin;
use lib "$FindBin::Bin/../lib";
use Test::More;

use Faimi::Nginx;

# Targets that other targets call.
my %inner = map { $_ => 1 } qw(all always asan-units asan-module
                                 bare-units fuzzers);

my $makefile = Faimi::Nginx::read_file('Makefile');
my ($phony)  = $makefile =~ /^\.PHONY:((?:[^\n]*\\\n)*[^\n]*)/m;
my @targets  = grep { !$inner{$_} } $phony =~ /[\w-]+/g;
my @lines    = qx(make -s help);
my %help     = map { /^make (\S*) +(\S.{7,60})$/ } @lines;

is(keys %help, @lines, 'each line is a target of its own');
is_deeply([sort keys %help], [sort '', @targets], 'of those that there are');

done_testing();
