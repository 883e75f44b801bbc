// Whether the long versions of the tests are wanted: UAG_LONG, which `tests/run.sh --long` sets.
#pragma once

#include <cstdlib>

namespace uag::test {

inline bool is_long_run() { return std::getenv("UAG_LONG") != nullptr; }

}  // namespace uag::test
