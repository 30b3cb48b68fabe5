package Faimi::Suite;

# Loads Test::Nginx::Socket, a suite's `use` of it comes after: OpenResty's
# where it is installed, else our stand-in, unless a -I says which; and settles
# what it takes from the environment when it is loaded, so that both run with
# any build of NGINX, and on a port and in a folder of this run alone, unless
# the environment names a port.

use v5.36;

use File::Basename qw(dirname);
use File::Path qw(remove_tree);
use File::Spec;
use Test::More ();

use Faimi::Environment qw(need_nginx);
use Faimi::Http qw(free_port);

my $own_root;

# Blocks are defined in this order, so that NGINX has ended before this runs;
# where a test has failed, the folder stays.
END {
    remove_tree($own_root)
        if $own_root && !$? && Test::More->builder->is_passing
           && !$ENV{TEST_NGINX_NO_CLEAN};
}

BEGIN {
    my $lib = dirname(dirname(__FILE__));

    need_nginx();
    push @INC, "$lib/stand-in";

    if (!grep { $ENV{"TEST_NGINX_$_"} } qw(SERVER_PORT PORT RANDOMIZE)) {
        my $port = $ENV{TEST_NGINX_SERVER_PORT} = free_port();

        $own_root = File::Spec->rel2abs("t/servroot_$port");
        $ENV{TEST_NGINX_SERVROOT} = $own_root;
    }

    # It takes a program alone, without arguments.
    $ENV{FAIMI_NGINX_BINARY} = $ENV{TEST_NGINX_BINARY};
    $ENV{TEST_NGINX_BINARY}  = "$lib/../tools/nginx-log.sh";
}

use Test::Nginx::Socket ();

use Faimi::Nginx;

my $html = Test::Nginx::Socket::html_dir();

# A build's own folders may be root's.
my $temp_paths
    = Faimi::Nginx::temp_paths(Test::Nginx::Socket::server_root());

Test::Nginx::Socket::add_block_preprocessor(sub {
    my $block = shift;

    # The last block's files may have names that a shell takes apart.
    remove_tree(grep { !/\.sock\z/ } glob "$html/*")
        if $ENV{TEST_NGINX_USE_HUP};

    $block->set_value(http_config => ($block->http_config // '')
                                     . "\n$temp_paths");
});

1;
