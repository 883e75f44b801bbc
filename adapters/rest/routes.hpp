// Which addresses belong to the WebAPI: `…/api`, `…/api/v1`, `…/api/v1/Agents/{agent}/{Operation}`, the resources beside
// the agent, and the description `…/api/v1/openapi.json`.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "adapters/http/path_segments.hpp"
#include "adapters/rest/resources.hpp"
#include "core/agent/operations.hpp"

namespace uag {

/// The agents of which the WebAPI has operations.
inline constexpr std::array<Service, 2> rest_agents{Service::user, Service::archive};

/// What an address stands for.
struct RestTarget {
    enum class Resource : std::uint8_t {
        root,  ///< `…/api`
        list,  ///< `…/api/v1`: every address
        openapi,  ///< the description of all of them
        agent,  ///< an operation of an agent: POST runs it, GET describes it
        resource,  ///< an address beside the agent: `match.rows` says what it takes
        unknown  ///< below `…/api/v1` but nothing of ours: 404
    };
    Resource resource = Resource::unknown;
    http::Methods methods{};  ///< that it takes; none for Resource::unknown
    const Operation* operation = nullptr;  ///< agent only
    std::string_view prefix{};  ///< what stands before "/api", a view into the path
    RestMatch match{};  ///< resource only
};

/// Matches with any prefix, in any ASCII case, with or without one slash at the end, which the description alone does not
/// take. Nothing if the address is not the WebAPI's.
std::optional<RestTarget> match_rest(const http::PathSegments& path);

/// Whether a segment is `api`, whatever follows it: a refusal is in the WebAPI's words there.
bool has_api_segment(const http::PathSegments& path);

}  // namespace uag
