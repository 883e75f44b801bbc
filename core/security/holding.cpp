#include "core/security/holding.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::string_view general = "admin-all";

bool holds(const Holding& holder, std::string_view code) {
    return holder.everything || std::ranges::find(holder.rights, code) != holder.rights.end();
}

}  // namespace

Holding holding_of(UserType type, std::vector<std::string> functional_rights) {
    Holding holding;
    holding.rights = std::move(functional_rights);
    holding.everything = type == UserType::system_associate || holds(holding, general);
    // As rights_of: who manages users manages external ones.
    if (holds(holding, "admin-users")) holding.rights.emplace_back("admin-external-users");
    return holding;
}

bool is_administrative(std::string_view code) {
    constexpr std::string_view prefix = "admin-";
    return code.size() > prefix.size() && ascii_iequals(code.substr(0, prefix.size()), prefix);
}

std::optional<std::string> lacked(const Holding& holder, const Holding& other) {
    if (holder.everything) return std::nullopt;
    if (other.everything) return std::string(general);
    for (const std::string& code : other.rights)
        if (!holds(holder, code)) return code;
    return std::nullopt;
}

std::optional<std::string> lacked_administrative(const Holding& holder, const Holding& other) {
    Holding administrative = other;
    std::erase_if(administrative.rights, [](const std::string& code) { return !is_administrative(code); });
    return lacked(holder, administrative);
}

}  // namespace uag
