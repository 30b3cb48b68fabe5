package Faimi::Blocks;

# What the blocks of our suites share, so that each shows what it is about:
# a site `s` in the folder `site` of the block's files, served at /, with its
# status at /status.  A block that says otherwise has its own sections.

use v5.36;

use Faimi::Environment qw(need_module);
use Faimi::Suite;

BEGIN { need_module() }

my %DEFAULTS = (
    http_config => 'faimi_site s $TEST_NGINX_HTML_DIR/site zone=1m;',

    config => <<'END',
    absolute_redirect off;

    location / {
        faimi s;
        add_header X-Cache $faimi_cache_status always;
    }

    location = /status {
        faimi_status s;
    }
END
);

my $zone_size = 1024;

$ENV{TEST_NGINX_HTML_DIR} ||= Test::Nginx::Socket::html_dir();

Test::Nginx::Socket::no_root_location();
Test::Nginx::Socket::no_long_string();

# What is found when a site is read stands in the log before any request.
Test::Nginx::Socket::check_accum_error_log();

Test::Nginx::Socket::add_block_preprocessor(sub {
    my $block = shift;

    for my $section (sort keys %DEFAULTS) {
        $block->set_value($section, $DEFAULTS{$section})
            if !defined $block->$section;
    }

    # On a reload a zone of another size knows nothing of the last block.
    $zone_size += 4;
    $block->set_value(http_config =>
                      $block->http_config =~ s/zone=1m\b/zone=${zone_size}k/gr)
        if $ENV{TEST_NGINX_USE_HUP};

    # A block that names what is logged also names what is not.
    if (!defined $block->must_die && !defined $block->error_log
        && !defined $block->no_error_log)
    {
        $block->set_value('no_error_log', "[error]\n[alert]\n");
    }
});

1;
