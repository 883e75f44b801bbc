#!/bin/bash
# Installs what is missing, builds and runs every test:
# tests/run.sh [--long] [--suites "NAME..."] [CTEST-ARGUMENT...]
# --long runs the benchmark and the long versions of the tests; --suites builds and runs these suites and nothing else.
# Examples:
#   tests/run.sh -R unit.config                   one file of tests
#   tests/run.sh --suites "unit conformance"      two suites
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p}' tests/run.sh; }
wrong() { echo "tests/run.sh: $1" >&2; exit 2; }
# What tests/CMakeLists.txt makes a suite of: a folder with tests in it.
known=($(for suite in tests/*/; do compgen -G "$suite*_test.cpp" >/dev/null && basename "$suite"; done))

long=false suites=()
while :; do
    case ${1:-} in
    -h | --help) usage; exit 0 ;;
    --long) long=true; export UAG_LONG=1 ;;
    --suites) [ -n "${2:-}" ] || wrong "--suites needs names: ${known[*]}"; read -ra suites <<<"$2"; shift ;;
    *) break ;;
    esac
    shift
done
for suite in "${suites[@]}"; do
    [[ " ${known[*]} " == *" $suite "* ]] || wrong "there is no suite \"$suite\"; there are: ${known[*]}"
done

targets=(all) chosen=()
if [ ${#suites[@]} -gt 0 ]; then
    targets=(useragentd "${suites[@]/#/test_}")
    chosen=(-L "^($(IFS='|'; echo "${suites[*]}"))\$")
fi
if $long && [ ${#suites[@]} -gt 0 ]; then targets+=(bench); fi

build=build/release
mkdir -p "$build"
source tests/support/phase.sh "$build/run.log"
source tests/support/compiler_cache.sh
phase "Installing what is missing of Debian's packages" tests/support/install.sh
phase "Looking at compiler and libraries" cmake --preset release
phase "Building" cmake --build --preset release --target "${targets[@]}"

benched=0
if $long; then UAG_BINARY=$PWD/$build/useragentd "$build/tests/bench" --check || benched=$?; fi

# A test that does not run proves nothing: no test at all, a skipped and a disabled one all fail the run.
output=$build/ctest-output.txt
ctest --preset release -j 2 --no-tests=error "${chosen[@]}" "$@" </dev/null | tee "$output"
if grep -qE '\*\*\*(Skipped|Not Run)|Not Run \(Disabled\)' "$output"; then
    echo "tests/run.sh: some tests did not run" >&2
    exit 1
fi
exit "$benched"
