#!/usr/bin/perl

# What plugins do to HTML, compared with Debian's plugins.

use strict;
use warnings;

use Test::More;

plan skip_all => "make conformance runs it" if !$ENV{FAIMI_CONFORMANCE};

my $driver = ($ENV{FAIMI_BUILD} // "build") . "/tools/faimi_html";

is(system("ruby", "-W0", "t/conformance/html.rb", $driver), 0,
   "mentions and tables of contents as Jekyll's plugins make them");

done_testing();
