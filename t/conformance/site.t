#!/usr/bin/perl

# Whole sites, built by Jekyll and by us; and each of the seed documents, where
# they are, as a site under a layout that adds nothing: equal in every byte.

use strict;
use warnings;

use File::Copy qw(copy);
use File::Temp qw(tempdir);

use Test::More;

plan skip_all => "make conformance runs it" if !$ENV{FAIMI_CONFORMANCE};

my $faimi = ($ENV{FAIMI_BUILD} || "build") . "/faimi";

sub write_file
{
    my ($path, $text) = @_;

    open(my $file, '>', $path) or die "$path: $!";
    print $file $text;
    close($file) or die "$path: $!";
}

# A folder for each document that has front matter.
sub seed_sites
{
    my $dir = tempdir(CLEANUP => 1);
    my @sites;

    for my $seed (sort glob '../shared/seeds/*.txt') {
        open(my $file, '<', $seed) or die "$seed: $!";
        next if (readline($file) // '') !~ /^---\s*$/;

        my $site = "$dir/seed" . @sites;

        mkdir $_ or die "$_: $!" for $site, "$site/_layouts";
        write_file("$site/_config.yml", "redirect_from: {json: false}\n");
        write_file("$site/_layouts/default.html", '{{ content }}');
        copy($seed, "$site/seed.md") or die "$seed: $!";
        push @sites, $site;
    }

    return @sites;
}

sub equal
{
    my ($name, @arguments) = @_;
    my $said = `ruby -W0 t/conformance/site.rb --faimi $faimi @arguments 2>&1`;

    is($?, 0, $name) or diag(`grep -v known build/conformance/site.txt`);
    note($said);
    diag((split /\n/, $said)[-1]);
}

equal('every file is equal');
equal('of random sites, too', '--random 20');

SKIP: {
    my @sites = seed_sites();

    skip 'the seed documents are not here', 1 if !@sites;
    equal('every byte of the seed documents', '--bytes', @sites);
}

done_testing();
