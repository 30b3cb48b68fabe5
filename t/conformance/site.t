#!/usr/bin/perl

# Whole sites, built by Jekyll and by us.

use strict;
use warnings;

use Test::More;

plan skip_all => "make conformance runs it" if !$ENV{FAIMI_CONFORMANCE};

my $faimi = ($ENV{FAIMI_BUILD} || "build") . "/faimi";

for my $what ("", "--random 20") {
    my $said = `ruby -W0 t/conformance/site.rb --faimi $faimi $what 2>&1`;

    is($?, 0, "every file is equal" . ($what && " ($what)"))
        or diag(`grep -v known build/conformance/site.txt`);
    note($said);
    diag((split /\n/, $said)[-1]);
}

done_testing();
