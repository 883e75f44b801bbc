// Which addresses belong to the WebAPI: `…/api`, `…/api/v1`, `…/api/v1/Agents/{agent}/{Operation}`, and the
// resources beside the agent.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/rest/resources.hpp"
#include "core/agent/operations.hpp"

namespace uag {

/// The agents of which the WebAPI has operations.
inline constexpr std::array<Service, 2> rest_agents{Service::user, Service::archive};

/// What an address stands for.
struct RestTarget {
    enum class Resource : std::uint8_t {
        root,      ///< `…/api`
        list,      ///< `…/api/v1`: every address
        agent,     ///< an operation of an agent: POST runs it, GET describes it
        resource,  ///< an address beside the agent: `match.rows` says what it takes
        unknown    ///< below `…/api/v1` but nothing of ours: 404
    };
    Resource resource = Resource::unknown;
    const Operation* operation = nullptr;  ///< agent only
    std::string_view prefix{};             ///< what stands before "/api", a view into the path
    RestMatch match{};           ///< resource only
};

/// Matches with any prefix, in any ASCII case, with or without one slash at the end. The path is as sent,
/// without the query. Nothing if the address is not the WebAPI's.
std::optional<RestTarget> match_rest(std::string_view path);

/// The methods that the address takes, as Allow lists them: "GET, HEAD, PUT". Empty for Resource::unknown.
std::string allowed_methods(const RestTarget& target);

}  // namespace uag
