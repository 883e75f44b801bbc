// Which server answers an operation.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/contract/operation.hpp"

namespace uag::bridge {

enum class Route : std::uint8_t {
    local,
    upstream,
    shadow,  ///< this one answers; the other is asked what only reads beside it, and differences are told
    upstream_then_local  ///< the other; this one where it has not got the operation, or a read finds it out of reach
};

struct Routes {
    Route otherwise = Route::upstream;
    std::map<std::string, Route, std::less<>> by_operation{};  ///< exact names

    Route of(const Operation& operation) const {
        const auto found = by_operation.find(operation.name);
        return found == by_operation.end() ? otherwise : found->second;
    }
};

}  // namespace uag::bridge
