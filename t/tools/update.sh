#!/bin/sh
# update.sh FILE TEXT: writes the text, but leaves a file alone that has it:
# make sees a change only where there is one.

set -eu

mkdir -p "$(dirname "$1")"

if [ ! -f "$1" ] || [ "$(cat "$1")" != "$2" ]; then
    printf '%s\n' "$2" > "$1"
fi
