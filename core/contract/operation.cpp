#include "core/contract/operation.hpp"

#include <algorithm>
#include <array>

namespace uag {

std::string_view name_of(Service service) {
    switch (service) {
        case Service::user: return "User";
        case Service::so_principal: return "SoPrincipal";
        case Service::archive: break;
    }
    return "Archive";
}

bool only_reads(const Operation& operation) {
    // They make something, whatever their names.
    if (operation.name == "GetAccessToken" || operation.name == "GetOrRegisterAccessGatewayInfo") return false;
    constexpr std::array<std::string_view, 11> beginnings{"Get",
                                                          "Find",
                                                          "Is",
                                                          "Can",
                                                          "Validate",
                                                          "CreateDefault",
                                                          "ChangeUserType",
                                                          "list",
                                                          "currentUser",
                                                          "currentPrincipal",
                                                          "currentAssociate"};
    return std::ranges::any_of(beginnings, [&](std::string_view word) { return operation.name.starts_with(word); });
}

}  // namespace uag
