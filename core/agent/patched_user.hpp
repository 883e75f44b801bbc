// What a user may be after a change that is told as a difference.
#pragma once

#include <cstdint>

#include "core/base/error.hpp"
#include "core/contract/carriers.hpp"

namespace uag {

/// Saving leaves alone what a carrier does not name, so what a difference has taken away would stay: errc::validation
/// for that, errc::invalid_argument where `wanted` is another user than the one with this id.
Result<void> judge_patched(const User& stored, const User& wanted, std::int32_t id);

}  // namespace uag
