#!/bin/bash
# clang-tidy 19 with the checks of .clang-tidy. Without arguments: the sources of what the last commits changed (since
# $UAG_TIDY_BASE, or the one commit); with --all: every source of the program (a quarter of an hour); or those named.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

sources() { grep -E '^(core|adapters|server)/.*\.cpp$' || true; }

case "${1:-}" in
    --all) mapfile -t files < <(git ls-files | sources) ;;
    '') mapfile -t files < <(git diff --name-only --diff-filter=d "${UAG_TIDY_BASE:-HEAD~1}" -- | sources) ;;
    *) files=("$@") ;;
esac
if [ ${#files[@]} -eq 0 ]; then
    echo "No source of the program has changed."
    exit 0
fi

folder=build/tidy
cmake -S . -B $folder -G Ninja -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_BUILD_TYPE=Debug -DUAG_TESTS=OFF \
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON >/dev/null
ninja -C $folder core/messages/message_ids.hpp >/dev/null  # made by the build, and included by nearly everything
printf '%s\n' "${files[@]}" | xargs -P "$(nproc)" -n 4 clang-tidy-19 -p $folder --quiet --warnings-as-errors='*'
