#!/bin/sh
# deps.sh install|check|list GROUP...: Debian packages by the groups of
# .ci/packages.
#
#   list     prints the packages
#   check    fails, with the one line to type, if any is missing
#   install  installs what is missing as root, or by sudo where sudo asks for
#            no password; else as `check`
#
# No service is started, and where there is no dpkg nothing is done at all.

set -eu

file=$(dirname "$0")/../../.ci/packages
policy=${POLICY_RC_D:-/usr/sbin/policy-rc.d}


wanted()
{
    for group in "$@"; do
        awk -v g="$group" '$1 == g { print $2 }' "$file"
    done
}


missing()
{
    for package in $(wanted "$@"); do
        status=$(dpkg-query -W -f '${db:Status-Status}' "$package" \
                     2>/dev/null) || status=none

        if [ "$status" != installed ]; then
            echo "$package"
        fi
    done
}


# Before a package's own scripts may start a service they ask policy-rc.d;
# where the administrator has one, his stays.
services_off()
{
    if [ ! -e "$policy" ]; then
        trap '$root rm -f "$policy"' EXIT
        trap 'exit 1' INT TERM HUP
        printf '#!/bin/sh\nexit 101\n' | $root tee "$policy" > /dev/null
        $root chmod 755 "$policy"
    fi
}


apt()
{
    $root env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" < /dev/null
}


install()
{
    echo "installing: $*"

    # The lists may be missing, or so old that the packages are gone.
    if ! $root apt-get -s install "$@" > /dev/null 2>&1; then
        apt update
    fi

    services_off

    apt --no-install-recommends install "$@" \
        || { apt update; apt --no-install-recommends install "$@"; }
}


action=$1
shift

if [ "$action" = list ]; then
    wanted "$@"
    exit 0
fi

command -v dpkg-query > /dev/null || exit 0
# shellcheck disable=SC2005,SC2046
packages=$(echo $(missing "$@"))

if [ -z "$packages" ]; then
    exit 0
fi

root=
if [ "$(id -u)" != 0 ]; then
    root="sudo -n"
fi

if [ "$action" = install ] && $root true 2> /dev/null; then
    # shellcheck disable=SC2086
    install $packages
else
    {
        echo "Packages are missing. As root, type:"
        echo "apt-get install --no-install-recommends $packages"
    } >&2
    exit 1
fi
