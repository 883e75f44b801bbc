#!/bin/bash
# Installs the Debian packages of the named sections of packages.txt that are missing: install.sh [SECTION...]
# Without a section: all of them. Needs root or sudo only when something is missing.
set -euo pipefail

list="$(dirname "${BASH_SOURCE[0]}")/packages.txt"
[ $# -gt 0 ] || set -- build samples tests

# A line a package, or "a | b" for either of two.
packages_of() {
    awk -v section="[$1]" '{ sub(/#.*/, "") } /^\[/ { on = ($1 == section); next } on && NF { $1 = $1; print }' "$list"
}

wanted=()
for section in "$@"; do
    mapfile -t found < <(packages_of "$section")
    if [ ${#found[@]} -eq 0 ]; then
        echo "install.sh: packages.txt has no section [$section]" >&2
        exit 2
    fi
    # npm from elsewhere brings its own Node, which does not go with Debian's npm.
    for packages in "${found[@]}"; do
        case $packages in nodejs | npm) if command -v npm >/dev/null; then continue; fi ;; esac
        wanted+=("$packages")
    done
done

declare -A installed=()
while read -r package; do installed[$package]=1; done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')

missing=()
for packages in "${wanted[@]}"; do
    for package in ${packages//|/ }; do
        if [ -n "${installed[$package]:-}" ]; then continue 2; fi
    done
    missing+=("$packages")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        (IFS=,; echo "install.sh: run it as root, or install sudo; missing packages: ${missing[*]}" >&2)
        exit 1
    fi
    as_root=(sudo "${as_root[@]}")
fi
apt=(apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
"${as_root[@]}" "${apt[@]}" update </dev/null

# The first of the alternatives that this Debian has; where it has none, apt says so of the first.
chosen_of() {
    local package
    for package in ${1//|/ }; do
        if [ -n "$(LC_ALL=C apt-cache policy "$package" | grep '^ *Candidate: [^(]')" ]; then echo "$package"; return; fi
    done
    echo "${1%% *}"
}
chosen=()
for packages in "${missing[@]}"; do chosen+=("$(chosen_of "$packages")"); done

echo "Installing: ${chosen[*]}"
"${as_root[@]}" "${apt[@]}" install -y --no-install-recommends "${chosen[@]}" </dev/null
