// For what tests build on and cannot do without.
#pragma once

#include <stdexcept>
#include <string>

namespace uag::test {

inline void must(bool done, const std::string& what) {
    if (!done) throw std::runtime_error("failed: " + what);
}

}  // namespace uag::test
