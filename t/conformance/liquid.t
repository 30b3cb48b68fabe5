#!/usr/bin/perl

# Templates through Jekyll's Liquid and through the engine here: golden-liquid's
# cases, the examples of t/spec, random ones.

use strict;
use warnings;

use Test::More;

plan skip_all => "make conformance runs it" if !$ENV{FAIMI_CONFORMANCE};

my $build  = $ENV{FAIMI_BUILD} || "build";
my $driver = "$build/tools/faimi_liquid";

ok(-x $driver, "the driver is built");

my %runs = (
    "golden-liquid"      => "liquid.rb $driver",
    "the spec files"     => "liquid_spec.rb --check t/spec/liquid-*.md",
    "random templates"   => "liquid_random.rb $driver 3000 $$",
);

for my $what (sort keys %runs) {
    my $said = `ruby -W0 t/conformance/$runs{$what} 2>&1`;

    is($?, 0, $what) or diag($said);
    note($said);
}

done_testing();
