#!/bin/bash
# The layout that .clang-format says, of every source: tests/style.sh [--mend]
# --mend lays out anew instead of complaining.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

how=(--dry-run --Werror)
case ${1:-} in
"") ;;
--mend) how=(-i) ;;
*) sed -n '2,3s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
git ls-files -z '*.cpp' '*.hpp' | xargs -0 clang-format-19 "${how[@]}"
