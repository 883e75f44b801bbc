// Which addresses belong to the WebAPI: `…/api`, `…/api/v1/Agents/User/{Operation}`,
// `…/api/v1/User/{current…}`, `…/api/v1/timezone`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/contract/operations.hpp"

namespace uag {

/// What an address stands for.
struct RestTarget {
    enum class Resource : std::uint8_t {
        root,        ///< `…/api`
        agent,       ///< an operation of the User agent: POST runs it, GET describes it
        session,     ///< `…/User/current…`: GET runs it
        time_zones,  ///< `…/api/v1/timezone`: GET lists them, once `operation` has found out who asks
        unknown      ///< below `…/api/v1` but nothing of ours: 404
    };
    Resource resource = Resource::unknown;
    const Operation* operation = nullptr;  ///< agent, session and time_zones only
    std::string_view prefix;               ///< what stands before "/api", a view into the path
};

/// Matches with any prefix, in any ASCII case, with or without one slash at the end. The path is as sent,
/// without the query. Nothing if the address is not the WebAPI's.
std::optional<RestTarget> match_rest(std::string_view path);

}  // namespace uag
