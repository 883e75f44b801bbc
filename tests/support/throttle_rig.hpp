// What the tests of the throttle share: two addresses and failures in a row.
#pragma once

#include <string_view>

#include "core/security/throttle.hpp"

namespace uag::test {

inline constexpr const char* home_source = "192.0.2.10";
inline constexpr const char* other_source = "198.51.100.7";

inline void fail_times(Throttle& throttle, int times, std::string_view account, std::string_view source) {
    for (int i = 0; i < times; ++i) throttle.failed(account, source);
}

}  // namespace uag::test
