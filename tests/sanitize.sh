#!/bin/bash
# Builds and runs suites under a sanitizer: tests/sanitize.sh asan|tsan [SUITE...]; unit, contract, store and http if
# none is named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=${1:-}
shift || true
suites=("$@")
[ $# -gt 0 ] || suites=(unit contract store http)
case $preset in
asan | tsan) ;;
*) echo "usage: tests/sanitize.sh asan|tsan [SUITE...]" >&2; exit 2 ;;
esac

source tests/support/compiler_cache.sh
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset" --target "${suites[@]/#/test_}" useragentd
ctest --preset "$preset" -j 2 --no-tests=error -L "^($(IFS='|'; echo "${suites[*]}"))\$" </dev/null
