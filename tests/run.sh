#!/bin/bash
# Installs what is missing, builds with warnings as errors and runs every test: tests/run.sh [--long] [CTEST-ARGUMENT...]
# --long runs the benchmark and the long versions of the tests. Examples:
#   tests/run.sh -R unit.config     one file of tests
#   tests/run.sh -L store           one suite
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

long=false
if [ "${1:-}" = --long ]; then
    long=true
    export UAG_LONG=1
    shift
fi

tests/support/install.sh
source tests/support/compiler_cache.sh
cmake --preset release >/dev/null
cmake --build --preset release

benched=0
if $long; then UAG_BINARY=$PWD/build/release/useragentd build/release/tests/bench --check || benched=$?; fi

# A test that does not run proves nothing: no test at all, a skipped and a disabled one all fail the run.
output=build/release/ctest-output.txt
ctest --preset release -j 2 --no-tests=error "$@" </dev/null | tee "$output"
if grep -qE '\*\*\*(Skipped|Not Run)|Not Run \(Disabled\)' "$output"; then
    echo "tests/run.sh: some tests did not run" >&2
    exit 1
fi
exit "$benched"
