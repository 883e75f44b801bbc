#include "core/agent/link_endings.hpp"

namespace uag {

Result<void> end_link_with_associate(Rows& rows, const AssociateRecord& before, const AssociateRecord& now) {
    const bool stays = !now.deleted && !now.retired && now.person_id == before.person_id;
    return stays ? Result<void>{} : rows.remove_password_link(now.id);
}

Result<void> end_links_with_address(Rows& rows, const PersonRecord& now) {
    const auto before = rows.person(now.id);
    if (!before.has_value()) return before.error();
    if (before->has_value() && (*before)->email == now.email) return {};
    const auto associates = rows.associates_of_person(now.id);
    if (!associates.has_value()) return associates.error();
    for (const std::int32_t id : *associates) {
        Result<void> ended = rows.remove_password_link(id);
        if (!ended.has_value()) return ended;
    }
    return {};
}

}  // namespace uag
