// Every generation of the contract and every service, for tests that go through all of them.
#pragma once

#include <array>

#include "core/agent/operations.hpp"

namespace uag::test {

inline constexpr std::array all_versions{Version::v84, Version::v85, Version::v86, Version::v87, Version::v88};
inline constexpr std::array all_services{Service::user, Service::so_principal};

}  // namespace uag::test
