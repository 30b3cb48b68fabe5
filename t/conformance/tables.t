#!/usr/bin/perl

# The tables under t/spec/tables are what Ruby and Jekyll answer today: they
# are written again, elsewhere, and compared.  What YAML gives is compared with
# the loader that Jekyll uses.

use strict;
use warnings;

use File::Basename qw(basename);
use File::Compare qw(compare);
use File::Copy qw(copy);
use File::Temp qw(tempdir);
use Test::More;

my $tables = "t/spec/tables";

plan skip_all => "make conformance runs it" if !$ENV{FAIMI_CONFORMANCE};

my $dir = tempdir(CLEANUP => 1);

copy("$tables/filters.yml", $dir);
$ENV{FAIMI_TABLES} = $dir;

for my $command ("tables.rb", "filters.rb", "yaml.rb --table") {
    is(system("ruby -W0 t/conformance/$command"), 0, $command);
}

for my $table (sort glob "$tables/*.tsv") {
    is(compare($table, $dir . "/" . basename($table)), 0, $table);
}

is(system("ruby -W0 t/conformance/yaml.rb"), 0, "YAML as Jekyll reads it");

done_testing();
