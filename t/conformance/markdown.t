#!/usr/bin/perl

# Markdown through Jekyll's converter and through ours: pages, kramdown's own
# cases, the examples of t/spec, random documents.

use strict;
use warnings;

use Test::More;

plan skip_all => "make conformance runs it" if !$ENV{FAIMI_CONFORMANCE};

my $build  = $ENV{FAIMI_BUILD} || "build";
my $driver = "$build/tools/faimi_markdown";

ok(-x $driver, "the driver is built");

my $said = `ruby -W0 t/conformance/markdown_spec.rb --check \\
            t/spec/markdown-*.md t/spec/smartify.md \\
            t/spec/commonmark.md 2>&1`;

is($?, 0, "the spec files") or diag($said);

# The share that must be equal, in per cent.
my %least = (
    content        => 100,
    seeds          => 100,
    dialect        => 100,
    kramdown       => 95,
    "kramdown-gfm" => 95,
    "kramdown-input" => 95,
    commonmark     => 99,
    smartify       => 99,
    # libcmark is 0.30, the gem has 0.29: textarea, lazy lines, quotes
    "cmark-spec"   => 99,
    "cmark-random" => 97,
    random         => 99,
    mutated        => 99,
    soup           => 99,
    options        => 99,
);

my $count = $ENV{FAIMI_RANDOM} || 10000;
my @lines = `ruby -W0 t/conformance/markdown.rb --driver $driver \\
             --random $count --seed $$`;

is($?, 0, "the comparison");

for my $line (@lines) {
    chomp($line);
    note($line);

    my ($group, $share) = $line =~ /^(\S+) .* ([\d.]+) %$/ or next;
    cmp_ok($share, ">=", delete $least{$group}, $group);
}

is_deeply([keys %least], [], "every group");

done_testing();
