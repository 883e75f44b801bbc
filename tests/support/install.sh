#!/bin/bash
# Installs the Debian packages of the named sections of packages.txt that are missing: install.sh [SECTION...]
# Without a section: all of them. Needs root or sudo only when something is missing.
set -euo pipefail

list="$(dirname "${BASH_SOURCE[0]}")/packages.txt"
[ $# -gt 0 ] || set -- build node samples tests

packages_of() {
    awk -v section="[$1]" '{ sub(/#.*/, "") } /^\[/ { on = ($1 == section); next } on && NF { print $1 }' "$list"
}

wanted=()
for section in "$@"; do
    if [ "$section" = node ] && command -v npm >/dev/null; then continue; fi
    mapfile -t found < <(packages_of "$section")
    if [ ${#found[@]} -eq 0 ]; then
        echo "install.sh: packages.txt has no section [$section]" >&2
        exit 2
    fi
    wanted+=("${found[@]}")
done
[ ${#wanted[@]} -gt 0 ] || exit 0

# dpkg-query fails for packages that it has never heard of; they are missing just as well.
installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null | sed -n 's/^installed //p' || true)
mapfile -t missing < <(printf '%s\n' "${wanted[@]}" | sort -u | comm -23 - <(printf '%s\n' "$installed" | sort -u))
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "install.sh: run it as root, or install sudo; missing packages: ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo "${as_root[@]}")
fi
apt=(apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)

echo "Installing: ${missing[*]}"
"${as_root[@]}" "${apt[@]}" update </dev/null
"${as_root[@]}" "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null
