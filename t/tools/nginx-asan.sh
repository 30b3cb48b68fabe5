#!/bin/sh
# nginx-asan.sh ARGUMENT...: runs the binary $FAIMI_NGINX with the sanitizers'
# libraries, for a module that is built with them.

set -eu

LD_PRELOAD="$(cc -print-file-name=libasan.so)"
LD_PRELOAD="$LD_PRELOAD $(cc -print-file-name=libubsan.so)"
ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0}
export LD_PRELOAD ASAN_OPTIONS

exec "$FAIMI_NGINX" "$@"
