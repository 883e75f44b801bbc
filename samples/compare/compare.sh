#!/bin/bash
# Our SOAP of Services84 against our WebAPI: two services with the same demo associates, each asked in its own way.
usage() {
    cat <<'TEXT'
samples/compare/compare.sh [--wrong] [--report DIR] [SUITE...]

Starts two services on 127.0.0.1, plays suites (default: all) over Services84 of the one and the WebAPI of the other, and
writes a report. Exits with 0 where both agree, 1 where they differ, 2 where it could not run.

  --wrong       put a server between that is wrong on purpose (wrong_server.py): the report finds it
  --report DIR  where the report goes (default: compare-report); open its index.html

The program is the one that UAG_BINARY names, else that of the build in build/release (samples/quickstart.sh makes it).
TEXT
}
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=${UAG_BINARY:-$here/../../build/release/useragentd}
wrong=false report=compare-report suites=()
while [ $# -gt 0 ]; do
    case $1 in
        --wrong) wrong=true ;;
        --report) [ -n "${2:-}" ] || { usage >&2; exit 2; }; report=$2; shift ;;
        -h | --help) usage; exit 0 ;;
        -*) usage >&2; exit 2 ;;
        *) suites+=("$1") ;;
    esac
    shift
done
[ -x "$program" ] || { echo "compare.sh: no program $program: run samples/quickstart.sh --once first" >&2; exit 2; }
[ ${#suites[@]} -gt 0 ] || suites=(all)

work=$(mktemp -d)
started=()
stop() {
    trap - EXIT INT TERM
    [ ${#started[@]} -eq 0 ] || kill -TERM "${started[@]}" 2>/dev/null || true
    wait || true
    rm -rf "$work"
}
trap stop EXIT
trap 'exit 2' INT TERM

# Reads the address that a server prints once it listens.
address_from() {
    local line
    while read -r line; do
        case $line in *http://*) echo "http://${line##*http://}"; return ;; esac
    done <"$1"
    echo "compare.sh: a server did not start" >&2
    exit 2
}

mkfifo "$work/soap" "$work/rest" "$work/wrong"
for service in soap rest; do
    "$program" seed "$here/../demo.toml" --db "$work/$service.db" >"$work/seed.txt"
    "$program" serve --db "$work/$service.db" --listen 127.0.0.1:0 >"$work/$service" 2>"$work/$service.log" &
    started+=($!)
done
soap=$(address_from "$work/soap")
rest=$(address_from "$work/rest")
if $wrong; then
    python3 "$here/wrong_server.py" "$rest" >"$work/wrong" &
    started+=($!)
    rest=$(address_from "$work/wrong")
fi

# Of the demo; a real password has a file that only its owner can read, too.
(umask 077 && echo "Adm0-demo-only" >"$work/password")
result=0
"$program" compare --target "soap=soap84@$soap" --target "rest=rest@$rest" --user ADM0 \
    --password-file "$work/password" --suite "${suites[@]}" --writes --report "$report" || result=$?
echo "$report/index.html"
exit "$result"
