// Requests whose every secret member holds a canary, in the bytes of either protocol.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/agent/operations.hpp"

namespace uag::test {

/// A request body as it goes out, and how.
struct PlantedBody {
    std::string path;          ///< "/Remote/Services88/User.svc", "/api/v1/Agents/User/SetPassword"
    std::string content_type;
    std::string body;
    bool soap = false;
};

/// The operation's request with `canary` in every secret text and bytes, wherever it is, each list with one item; the
/// other texts are `name`, the numbers whose names end with "Id" are `id`. SOAP bodies of Services84 (if it has the
/// operation) and 88 in 1.1 and 1.2 with the ticket in their header, and JSON and XML of the WebAPI.
std::vector<PlantedBody> planted_bodies(const Operation& operation, std::string_view canary, std::string_view name,
                                        std::int32_t id, std::string_view ticket);

}  // namespace uag::test
