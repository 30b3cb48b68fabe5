package Faimi::Environment;

# What the Makefile tells the tests in environment variables, and what they
# take where nobody has: the `nginx` that is found, and what `make` builds.
# TEST_NGINX_LOAD_MODULES may be empty, where the module is linked into it.

use v5.36;

use Cwd qw(abs_path);
use Exporter 'import';
use File::Basename qw(dirname);
use File::Spec;
use Test::More;

our @EXPORT_OK = qw(missing_module need_nginx need_module);

$ENV{FAIMI_BUILD} //= abs_path(dirname(__FILE__) . '/../../..') . '/build';
$ENV{TEST_NGINX_LOAD_MODULES} //= "$ENV{FAIMI_BUILD}/ngx_faimi_module.so";
$ENV{TEST_NGINX_BINARY} ||= nginx_in_path();


# Debian has it where only root looks.
sub nginx_in_path
{
    my ($path) = grep { -f && -x } map { "$_/nginx" } File::Spec->path,
                                                      '/usr/sbin';

    return $path // 'nginx';
}


# Skips the test file where there is none.
sub need_nginx
{
    my $binary = $ENV{TEST_NGINX_BINARY};

    plan(skip_all => "there is no nginx: $binary")
        if (qx($binary -v 2>&1) // '') !~ m{nginx/};

    return;
}


# The same for what NGINX has to load.
sub need_module
{
    need_nginx();
    plan(skip_all => missing_module()) if missing_module();

    return;
}


# The reason why tests of the module are skipped, or nothing.
sub missing_module
{
    my ($module) = grep { !-f } split ' ', $ENV{TEST_NGINX_LOAD_MODULES};

    return $module && "there is no $module: make, or set"
                      . ' TEST_NGINX_LOAD_MODULES';
}

1;
