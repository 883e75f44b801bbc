#!/bin/bash
# Fuzzes every target for so many seconds: tests/fuzz/run.sh [SECONDS [TARGET...]]. Two targets run at a time.
# What ends a target is kept in tests/fuzz/regressions/TARGET, where every later test run plays it again.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seconds=${1:-60}
shift || true
[[ $seconds =~ ^[0-9]+$ ]] || { echo "usage: tests/fuzz/run.sh [SECONDS [TARGET...]]" >&2; exit 2; }
if [ $# -gt 0 ]; then targets=("$@"); else
    targets=()
    for source in tests/fuzz/*_fuzz.cpp; do targets+=("$(basename "$source" _fuzz.cpp)"); done
fi

source tests/support/compiler_cache.sh
cmake --preset asan >/dev/null
cmake --build --preset asan --target fuzz

dictionary_of() {
    case $1 in
    framing | request_reader) echo http ;;
    soap* | xml*) echo xml ;;
    json* | rest_answer | masks) echo json ;;
    languages) echo language ;;
    archive_filter) echo filter ;;
    *) echo text ;;
    esac
}

fuzz() {
    local name=$1 found=tests/fuzz/regressions/$1 log=build/asan/fuzz/$1.log
    mkdir -p "build/asan/fuzz/corpus/$name" "$found"
    if UAG_FUZZ_TARGET=$name build/asan/tests/fuzz/fuzz -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 \
        -dict="tests/fuzz/dictionaries/$(dictionary_of "$name").dict" -artifact_prefix="$found/" -print_final_stats=1 \
        "build/asan/fuzz/corpus/$name" "tests/fuzz/seeds/$name" "$found" >"$log" 2>&1; then
        rmdir --ignore-fail-on-non-empty "$found"
        printf '%-16s %s runs\n' "$name" "$(sed -n 's/stat::number_of_executed_units: *//p' "$log")"
        return
    fi
    echo "$name FAILED, see $log and $found:" >&2
    grep -E 'ERROR|does not hold|SUMMARY' "$log" >&2 || tail -5 "$log" >&2
    return 1
}

export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
failed=0
running=0
for target in "${targets[@]}"; do
    if [ $running -eq 2 ]; then
        wait -n || failed=1
        running=1
    fi
    fuzz "$target" &
    running=$((running + 1))
done
while [ $running -gt 0 ]; do
    wait -n || failed=1
    running=$((running - 1))
done
exit $failed
