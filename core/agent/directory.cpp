#include "core/agent/directory.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag {

const LinkedCredentialType* find_type(const std::vector<LinkedCredentialType>& types, std::string_view type) {
    const auto at =
        std::ranges::find_if(types, [&](const LinkedCredentialType& each) { return ascii_iequals(each.type, type); });
    return at == types.end() ? nullptr : &*at;
}

bool fits(const LinkedCredentialType& type, UserType user) {
    const auto bit = static_cast<std::uint32_t>(user);
    return bit < 32 && (type.user_types >> bit & 1U) != 0;
}

}  // namespace uag
