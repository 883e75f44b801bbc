// Which outcomes an operation cannot come to, and why.
#include "core/contract/operation.hpp"
#include "server/compare/outcome_class.hpp"

namespace uag::compare {

std::string_view why_never(const Operation& operation, OutcomeClass outcome) {
    switch (outcome) {
        case OutcomeClass::success: break;
        case OutcomeClass::denied:
            if (operation.access == Access::open) return "it needs no rights";
            if (operation.access == Access::any) return "everybody who has logged in may call it";
            break;
        case OutcomeClass::missing_object:
        case OutcomeClass::invalid_value:
            if (operation.request().fields.empty()) return "it takes no parameters";
            break;
        case OutcomeClass::bad_credentials:
            if (operation.access == Access::open && operation.service != Service::so_principal)
                return "it needs no credentials";
            break;
        case OutcomeClass::other: return "it is counted where it happens, and asked of nobody";
    }
    return {};
}

}  // namespace uag::compare
