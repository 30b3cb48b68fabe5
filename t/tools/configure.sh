#!/bin/sh
# configure.sh SOURCE DIR CC-OPTIONS: configures the NGINX source tree SOURCE
# for our module.  It happens in DIR, among links to the tree's files, since
# configure writes beside itself and SOURCE may be Debian's own, read-only one.

set -eu

source=$(cd "$1" && pwd)
dir=$2
options=$3
module=$(cd "$(dirname "$0")/../.." && pwd)

mkdir -p "$dir"
ln -sfn "$source/auto" "$dir/auto"
ln -sfn "$source/src" "$dir/src"
ln -sfn "$source/configure" "$dir/configure"

# A release has the manual and the sample configuration elsewhere than a clone.
for part in man conf html contrib docs; do
    if [ -e "$source/$part" ]; then
        ln -sfn "$source/$part" "$dir/$part"
    fi
done

# Debian's nginx-dev tells how Debian's binary was configured; any other binary
# takes the module as long as both were built with --with-compat.
if [ -f "$source/conf_flags" ]; then
    flags=$(sed -n 's/^NGX_CONF_FLAGS=( *\(.*\) *)$/\1/p' "$source/conf_flags")
else
    flags="--with-compat --with-debug --with-threads
           --with-http_ssl_module --with-http_v2_module
           --error-log-path=stderr"
fi

cd "$dir"

# shellcheck disable=SC2086
if ! ./configure $flags --with-cc-opt="$options" \
         --with-ld-opt="${LDFLAGS:-}" \
         --add-dynamic-module="$module" > configure.log 2>&1
then
    tail -n 20 configure.log >&2
    echo "configure: NGINX cannot be built; see $dir/configure.log" >&2
    exit 1
fi
