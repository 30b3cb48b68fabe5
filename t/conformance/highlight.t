#!/usr/bin/perl

# Tokens of code, compared with Debian's Rouge: every language that is on, its
# demo and changed texts.

use strict;
use warnings;

use Test::More;

plan skip_all => "make conformance runs it" if !$ENV{FAIMI_CONFORMANCE};

my $driver = ($ENV{FAIMI_BUILD} // "build") . "/tools/faimi_highlight";
my $n      = $ENV{FAIMI_RANDOM} ? $ENV{FAIMI_RANDOM} / 20 : 100;

is(system("ruby", "-W0", "t/conformance/highlight.rb", "--driver", $driver,
          "--texts", "t/conformance/code", "--mutations", $n), 0, "tokens as Rouge finds them");

done_testing();
