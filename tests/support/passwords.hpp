// Passwords that the policy takes.
#pragma once

#include <string_view>

namespace uag::test {

inline constexpr std::string_view strong_password = "correct-Horse-77-staple";

}  // namespace uag::test
