// Which operations another server can be asked for at all, and where.
#pragma once

#include "adapters/remote/server_face.hpp"
#include "adapters/rest/resources.hpp"

namespace uag::bridge {

/// Whether the face has the operation, in its version. Addresses of lists have words of their own and are never asked.
bool can_ask(const remote::ServerFace& face, const Operation& operation);

/// Where the WebAPI has an operation that no agent has: `User/currentPrincipal`. Null: an agent has it, or nobody.
const RestResource* address_beside_agents(const Operation& operation);

}  // namespace uag::bridge
