#include "core/contract/operation.hpp"

namespace uag {

std::string_view name_of(Service service) {
    switch (service) {
        case Service::user: return "User";
        case Service::so_principal: return "SoPrincipal";
        case Service::archive: break;
    }
    return "Archive";
}

}  // namespace uag
