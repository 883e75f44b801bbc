#!/bin/bash
# Runs a command in this checkout on a new minimal Debian, which goes away afterwards: tests/fresh.sh SUITE COMMAND
# (bookworm is Debian 12, trixie 13). tests/fresh.sh --prepare SUITE... only makes the base systems, and fails where
# this machine cannot: that needs root, namespaces, debootstrap, and a mirror of Debian. Kept between runs, in
# $UAG_FRESH_CACHE (~/.cache/useragentd-fresh): base systems, packages of apt and npm, what was compiled.
set -euo pipefail
umask 022

usage() { sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2; }
cannot() { echo "fresh.sh: no fresh Debian can be made here: $1" >&2; exit 1; }

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${UAG_FRESH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/useragentd-fresh}
days_kept=30
root=
plain_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# In the namespaces of the run: mounts are nobody else's and end with the last process, as every process does with
# the first one. The machine's own /dev is never mounted: whatever deletes the root could reach it.
enter() {
    local root=$1 suite=$2
    shift 2
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
    mount --bind "$cache/compiled-$suite" "$root/var/cache/compiled"
    mount --bind "$cache/npm" "$root/root/.npm"
    exec chroot "$root" env -i HOME=/root PATH=$plain_path LC_ALL=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive \
        CCACHE_DIR=/var/cache/compiled "${handed_on[@]}" bash -c 'cd /root/useragentd && eval "$0"' "$*"
}

# The registries and proxies of this machine hold in there too, and the authorities that it trusts.
find_handed_on() {
    local name
    handed_on=()
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY $(compgen -e npm_config_); do
        [ -z "${!name:-}" ] || handed_on+=("$name=${!name}")
    done
    [ -z "${NODE_EXTRA_CA_CERTS:-}" ] || handed_on+=(NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt)
}

# The mirror that this machine's apt takes Debian ($1: its label) from, if it is one.
mirror_of() {
    local found=
    if command -v apt-get >/dev/null; then
        found=$(apt-get indextargets --format '$(REPO_URI)' "Label: $1" 2>/dev/null | head -n 1 || true)
    fi
    echo "${found:-$2}"
}

write_sources() {
    local root=$1 suite=$2 main security
    main=$(mirror_of Debian http://deb.debian.org/debian)
    security=$(mirror_of Debian-Security http://deb.debian.org/debian-security)
    cat >"$root/etc/apt/sources.list" <<LIST
deb $main $suite main
deb $main $suite-updates main
deb $security $suite-security main
LIST
    if command -v apt-config >/dev/null; then
        apt-config dump --no-empty --format '%F "%v";%n' Acquire |
            grep -iE '^Acquire::(https?::Proxy|Check-)' >"$root/etc/apt/apt.conf.d/00machine" || true
    fi
}

# Runs something long, and shows what it said only when it fails.
quietly() {
    local log
    log=$(mktemp "$cache/log.XXXXXX")
    if "$@" >"$log" 2>&1 </dev/null; then rm -f "$log"; return; fi
    tail -n 20 "$log" >&2
    rm -f "$log"
    return 1
}

# A base: what debootstrap makes, with git as README wants it, and the compiler cache, so that a second run is short.
prepare() {
    local suite=$1 base=$cache/base-$1
    case $suite in bookworm | trixie) ;; *) usage ;; esac
    [ "$(id -u)" -eq 0 ] || cannot "only root may"
    mkdir -p "$cache/npm" "$cache/apt-$suite" "$cache/compiled-$suite" 2>/dev/null || cannot "$cache cannot be written"
    unshare --mount --pid --ipc --fork true 2>/dev/null || cannot "the kernel gives no namespaces"
    if [ -f "$base/made" ] && [ -z "$(find "$base/made" -mtime +$days_kept)" ]; then return; fi
    if ! command -v debootstrap >/dev/null; then
        command -v apt-get >/dev/null || cannot "there is no debootstrap"
        { quietly apt-get -q update && quietly apt-get -q install -y --no-install-recommends debootstrap; } || cannot "there is no debootstrap"
    fi
    echo "fresh.sh: making the base system of $suite"
    rm -rf --one-file-system "$base" "$cache/apt-$suite"/*.deb
    local part
    part=$(mktemp -d "$cache/part.XXXXXX")
    chmod 755 "$part"
    if ! quietly debootstrap --variant=minbase --include=git,ca-certificates,ccache --cache-dir="$cache/apt-$suite" \
        "$suite" "$part" "$(mirror_of Debian http://deb.debian.org/debian)"; then
        rm -rf --one-file-system "$part"
        cannot "debootstrap failed"
    fi
    rm -f "$part"/var/cache/apt/archives/*.deb
    touch "$part/made"
    mv "$part" "$base"
}

# A root of its own, a copy of the base; whoever holds its lock lives.
make_root() {
    local suite=$1 old
    for old in "$cache"/root.*.lock; do
        [ -e "$old" ] || continue
        if flock --nonblock "$old" true; then rm -rf --one-file-system "${old%.lock}" "$old"; fi
    done
    root=$(mktemp -d "$cache/root.XXXXXX")
    chmod 755 "$root"
    exec 9>"$root.lock"
    flock 9
    trap "leave_root $suite" EXIT
    cp -a --reflink=auto "$cache/base-$suite/." "$root/"
    # Links, not a mount: two runs at a time would wait for each other's apt.
    cp -ln "$cache/apt-$suite"/*.deb "$root/var/cache/apt/archives/" 2>/dev/null || true
    mkdir -p "$root/var/cache/compiled" "$root/root/.npm" "$root/root/useragentd" "$root/dev/shm" "$root/dev/pts"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/passing"  # nobody mourns it after a crash
    write_sources "$root" "$suite"
    cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
    printf '127.0.0.1 localhost %s\n::1 localhost\n' "$(uname -n)" >"$root/etc/hosts"
    [ ! -f "$HOME/.npmrc" ] || cp -p "$HOME/.npmrc" "$root/root/.npmrc"
    if compgen -G '/usr/local/share/ca-certificates/*.crt' >/dev/null; then
        cp -L /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/"
        quietly chroot "$root" env PATH=$plain_path update-ca-certificates
    fi
    copy_checkout "$root/root/useragentd"
}

leave_root() {
    cp -ln "$root"/var/cache/apt/archives/*.deb "$cache/apt-$1/" 2>/dev/null || true
    rm -rf --one-file-system "$root" "$root.lock"
}

# What git has, as it is here now: a file that nobody added is missing there, as it will be for everybody else.
copy_checkout() {
    local file git=(git -c safe.directory="$project" -C "$project")
    if ! "${git[@]}" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        tar -C "$project" --exclude=./build --exclude=./data --exclude=node_modules -c . | tar -x --no-same-owner -C "$1"
        return
    fi
    "${git[@]}" ls-files -z | while IFS= read -r -d '' file; do
        if [ -e "$project/$file" ]; then printf '%s\0' "$file"; fi
    done | tar -C "$project" --null -T - -c | tar -x --no-same-owner -C "$1"
}

# Read to its end before anything runs, so that a change of this file in an hour's run does no harm.
main() {
    local suite status=0
    case ${1:-} in
    --prepare)
        shift
        [ $# -gt 0 ] || usage
        for suite in "$@"; do prepare "$suite"; done
        return
        ;;
    --enter)  # our own, in the namespaces
        shift
        find_handed_on
        enter "$@"
        ;;
    esac
    [ $# -ge 2 ] || usage
    suite=$1
    shift
    prepare "$suite"
    make_root "$suite"
    UAG_FRESH_CACHE=$cache unshare --mount --propagation private --pid --ipc --fork --kill-child \
        "$project/tests/fresh.sh" --enter "$root" "$suite" "$*" </dev/null || status=$?
    return $status
}
main "$@"
exit
