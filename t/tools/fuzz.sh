#!/bin/sh
# fuzz.sh SECONDS PROGRAM...: runs each fuzzer so long.  It begins with
# t/fuzz/corpus/NAME, and with what was found interesting before, which is
# kept beside the program; an input that breaks it is kept there, too.

set -eu

seconds=$1
shift

if [ $# = 0 ]; then
    echo "there are no fuzzers in t/fuzz" >&2
    exit 1
fi

for program in "$@"; do
    name=$(basename "$program")
    found=$program.corpus
    seeds=t/fuzz/corpus/${name#fuzz_}

    mkdir -p "$found"
    echo "== $name, $seconds s"

    if [ -d "$seeds" ]; then
        set -- "$found" "$seeds"
    else
        set -- "$found"
    fi

    "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
        -artifact_prefix="$program." -print_final_stats=1 -verbosity=0 "$@"
done
