#!/bin/bash
# The layout that .clang-format says, everywhere; clang-tidy's checks of what changed: tests/style.sh [--mend] [--all]
# --mend lays out anew instead of complaining; --all has clang-tidy look at every source (an hour), else at those that the
# last $UAG_STYLE_COMMITS commits changed (default 1), ten at most. Needs the configured build/release.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mend=false all=false
for word in "$@"; do
    case $word in
    --mend) mend=true ;;
    --all) all=true ;;
    *) sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
    esac
done

mapfile -t files < <(git ls-files '*.cpp' '*.hpp')
if $mend; then
    clang-format-19 -i "${files[@]}"
else
    clang-format-19 --dry-run --Werror "${files[@]}"
fi

if $all; then
    mapfile -t sources < <(git ls-files 'core/*.cpp' 'adapters/*.cpp' 'server/*.cpp')
else
    since=HEAD~${UAG_STYLE_COMMITS:-1}
    git rev-parse --quiet --verify "$since" >/dev/null || { echo "style.sh: no earlier commit to compare with"; exit 0; }
    mapfile -t sources < <(git diff --name-only --diff-filter=d "$since" -- 'core/*.cpp' 'adapters/*.cpp' 'server/*.cpp' | head -n 10)
fi
[ ${#sources[@]} -eq 0 ] || clang-tidy-19 --quiet --warnings-as-errors='*' -p build/tidy "${sources[@]}"
