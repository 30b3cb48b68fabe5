package Faimi::Suite;

# Loads Test::Nginx::Socket, a suite's `use` of it comes after: OpenResty's
# where it is installed, else our stand-in, unless a -I says which; and settles
# what it takes from the environment when it is loaded, so that both run with
# any build of NGINX.

use v5.36;

use File::Basename qw(dirname);
use File::Path qw(remove_tree);

use Faimi::Environment qw(need_nginx);

BEGIN {
    my $lib = dirname(dirname(__FILE__));

    need_nginx();
    push @INC, "$lib/stand-in";

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
