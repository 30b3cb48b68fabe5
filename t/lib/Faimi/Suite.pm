package Faimi::Suite;

# Loads Test::Nginx::Socket, a suite's `use` of it comes after: OpenResty's
# where it is installed, else our stand-in, unless a -I says which; and settles
# what it takes from the environment when it is loaded, so that both run with
# any build of NGINX.

use v5.36;

use File::Basename qw(dirname);

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

# A build's own folders may be root's.
my $temp_paths
    = Faimi::Nginx::temp_paths(Test::Nginx::Socket::server_root());

Test::Nginx::Socket::add_block_preprocessor(sub {
    my $block = shift;

    $block->set_value(http_config => ($block->http_config // '')
                                     . "\n$temp_paths");
});

1;
