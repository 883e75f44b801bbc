#!/bin/bash
# From a fresh checkout to a running service with demo associates, and the documented calls played against it.
usage() {
    cat <<'TEXT'
samples/quickstart.sh [--once] [--port N] [--data DIR]

Installs the packages it needs (root or sudo), builds, creates a database with demo associates, serves it on
127.0.0.1, plays the documented calls (samples/play.py), and serves until Ctrl-C.

  --once      stop after the play; the exit code tells whether every call did what it should
  --port N    port to listen on (default 8080; 0 lets the system choose)
  --data DIR  where the database and the log are (default: data/ in the checkout); it is kept
TEXT
}
wrong() { echo "quickstart: $1" >&2; exit 2; }
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
once=false port=8080 data=$repo/data
while [ $# -gt 0 ]; do
    case $1 in
        --once) once=true ;;
        --port) [ $# -gt 1 ] || wrong "--port needs a number"; port=$2; shift ;;
        --data) [ -n "${2:-}" ] || wrong "--data needs a folder"; data=$2; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; exit 2 ;;
    esac
    shift
done
[[ $port =~ ^[0-9]{1,5}$ ]] && ((10#$port <= 65535)) || wrong "--port needs a number from 0 to 65535"
port=$((10#$port))
# Bash connects, so that nothing has to be installed for it: better now than after a build.
if ((port > 0)) && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "quickstart: something listens on 127.0.0.1:$port already: end it, or choose another with --port N" >&2
    exit 1
fi

build=$repo/build/release
program=$build/useragentd
mkdir -p "$build" "$data"
database=$data/users.db log=$data/useragentd.log
source "$repo/tests/support/phase.sh" "$build/quickstart.log"
source "$repo/tests/support/compiler_cache.sh"
phase "Installing what is missing of Debian's packages" "$repo/tests/support/install.sh" build samples
phase "Looking at compiler and libraries" cmake -S "$repo" --preset release
phase "Building, some minutes the first time" cmake --build "$build" --target useragentd
phase "Making the demo associates" "$program" seed "$repo/samples/demo.toml" --db "$database"

# The listening line is the only thing that serve prints to standard output; the log goes to standard error.
out=$(mktemp "$data/started.XXXXXX")
old_log=$(stat -c %s "$log" 2>/dev/null || echo 0)
"$program" serve --db "$database" --listen "127.0.0.1:$port" >"$out" 2>>"$log" &
server=$!
stop() {
    trap - EXIT INT TERM
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    rm -f "$out"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

url=
for _ in $(seq 300); do
    url=$(sed -n 's/^listening on //p' "$out")
    if [ -n "$url" ] || ! kill -0 "$server" 2>/dev/null; then break; fi
    sleep 0.1
done
if [ -z "$url" ]; then
    echo "quickstart: the service did not start:" >&2
    tail -c "+$((old_log + 1))" "$log" | tail -n 3 >&2
    exit 1
fi
echo "Serving $database on $url"

played=0
python3 "$repo/samples/play.py" "$url" || played=$?
if $once; then exit "$played"; fi

cat <<TEXT

What to try next: $url/ in a browser (the handbook: $url/docs/pages), or from another terminal
  curl -u tje0:Tje0 $url/api/v1/User/currentPrincipal
  curl -u tje0:Tje0 -H 'Content-Type: application/json' \\
       -d '{"OldPassword":"Tje0","NewPassword":"quiet-lantern-41"}' $url/api/v1/Agents/User/ChangeOwnPassword
  curl '$url/Remote/Services88/User.svc?singleWsdl'
  $program user list --db $database
  tail -f $log

Serving on $url until Ctrl-C.
TEXT
wait "$server" || true
echo "quickstart: the service has ended; see $log" >&2
exit 1
