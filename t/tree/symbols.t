# What the module shows to NGINX, and that the core keeps nothing for itself.

use v5.36;
use Test::More;

my $build   = $ENV{FAIMI_BUILD} // 'build';
my @exports = qw(ngx_faimi_module ngx_module_names ngx_module_order
                 ngx_modules);

for my $file (qw(libfaimi.a ngx_faimi_module.so)) {
    plan(skip_all => "there is no $build/$file") if !-f "$build/$file";
}

plan(skip_all => 'sanitizers add symbols')
    if qx(nm $build/libfaimi.a) =~ /__[au]san/;

is_deeply([sort map { (split)[2] }
           qx(nm -D --defined-only $build/ngx_faimi_module.so)],
          \@exports, 'the module shows what NGINX looks for, and no more');

is_deeply([map { (split)[1] } grep { /\bfaimi_/ }
           qx(nm -D --undefined-only $build/ngx_faimi_module.so)],
          [], 'all of the core is in it');

# Tables of pointers are relocated and read-only then: .data.rel.ro.
my @state = grep { /\|\s*\.(?:data|bss|tdata|tbss)\S*\s*$/
                   && !/\.data\.rel\.ro/ }
            qx(nm -f sysv --defined-only $build/libfaimi.a);

is(join('', @state), '', 'the core has no writable state of its own');

my @names = map { (split)[2] } grep { /^\S+ [A-TV-Z] / }
            qx(nm --defined-only $build/libfaimi.a);

is_deeply([grep { !/^faimi_/ } @names], [],
          'what the core shows begins with faimi_');

done_testing();
