#include "adapters/bridge/reach.hpp"

#include <algorithm>

#include "adapters/compare/face.hpp"
#include "core/agent/operations.hpp"

namespace uag::bridge {
namespace {

bool is_of_agents(const Operation& operation) {
    return find_operation(operation.service, operation.name) == &operation;
}

bool is_plain(const RestResource& row) {
    return row.form == RestAnswer::value && row.bindings.front().source == RestBinding::Source::none;
}

}  // namespace

const RestResource* address_beside_agents(const Operation& operation) {
    if (is_of_agents(operation)) return nullptr;
    const auto rows = rest_resources();
    const auto found = std::ranges::find_if(
        rows, [&](const RestResource& row) { return is_plain(row) && &operation_of(row) == &operation; });
    return found == rows.end() ? nullptr : &*found;
}

bool can_ask(const remote::ServerFace& face, const Operation& operation) {
    if (!is_of_agents(operation)) return face.is_rest && address_beside_agents(operation) != nullptr;
    const compare::Face spoken =
        face.is_rest ? compare::Face{} : compare::Face{compare::Wire::soap, face.soap.version, false};
    return compare::has_operation(spoken, operation);
}

}  // namespace uag::bridge
