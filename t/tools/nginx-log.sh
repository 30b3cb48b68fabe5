#!/bin/sh
# nginx-log.sh ARGUMENT...: runs the binary $FAIMI_NGINX_BINARY so that what is
# wrong with a configuration stands in error.log below the prefix, where
# Test::Nginx looks for it; Debian's build says it on standard error alone.

set -eu

exec "$FAIMI_NGINX_BINARY" -e logs/error.log "$@"
