#include "core/agent/carrier_rights.hpp"

#include <array>
#include <span>

#include "core/agent/fields.hpp"

namespace uag {
namespace {

// What must be so that a member can be changed.
enum class Guard : std::uint8_t { saves, takes_over, not_own, never };

struct MemberRow {
    std::string_view name;
    Guard guard;
    std::size_t length = 0;   ///< code points of a text; 0: a number
    bool is_mandatory = false;
};

constexpr std::array user_members{
    MemberRow{"Name", Guard::takes_over, max_text, true},
    MemberRow{"UserName", Guard::takes_over, max_text},
    MemberRow{"NickName", Guard::takes_over, max_text},
    MemberRow{"Tooltip", Guard::saves, max_description},
    MemberRow{"RequestSignature", Guard::saves, max_description},
    MemberRow{"Role", Guard::not_own, 0, true},
    MemberRow{"Type", Guard::not_own, 0, true},
    MemberRow{"AssociateId", Guard::never},
    MemberRow{"EjUserId", Guard::saves},
};

constexpr std::array person_members{
    MemberRow{"Firstname", Guard::takes_over, max_text},
    MemberRow{"MiddleName", Guard::takes_over, max_text},
    MemberRow{"Lastname", Guard::takes_over, max_text},
    MemberRow{"Email", Guard::takes_over, max_text},
    MemberRow{"Position", Guard::takes_over, max_text},
    MemberRow{"Mrmrs", Guard::takes_over, max_text},
    MemberRow{"Title", Guard::takes_over, max_text},
    MemberRow{"Description", Guard::takes_over, max_description},
    MemberRow{"DirectPhone", Guard::takes_over, max_text},
    MemberRow{"MobilePhone", Guard::takes_over, max_text},
    MemberRow{"FaxPhone", Guard::takes_over, max_text},
    MemberRow{"PersonNumber", Guard::takes_over, max_text},
    MemberRow{"Kanafname", Guard::takes_over, max_text},
    MemberRow{"Kanalname", Guard::takes_over, max_text},
    MemberRow{"PersonId", Guard::never},
};

constexpr std::array associate_members{
    MemberRow{"Name", Guard::never, max_text},
    MemberRow{"UserName", Guard::never, max_text},
    MemberRow{"Tooltip", Guard::never, max_description},
};

bool is_open(Guard guard, const UserAccess& access) {
    switch (guard) {
        case Guard::saves: return access.saves;
        case Guard::takes_over: return access.saves && access.takes_over;
        case Guard::not_own: return access.saves && !access.is_own;
        case Guard::never: break;
    }
    return false;
}

template <class Mask> Mask joined(std::initializer_list<Mask> flags) {
    std::int32_t all = 0;
    for (const Mask flag : flags) all |= static_cast<std::int32_t>(flag);
    return static_cast<Mask>(all);
}

void tell(Carrier& carrier, ETableRight mask, std::span<const MemberRow> members, const UserAccess& access) {
    TableRight right;
    right.mask = mask;
    right.reason = "";
    carrier.table_right = std::move(right);
    carrier.field_properties.presence = Presence::value;
    carrier.field_properties.items.clear();
    carrier.field_properties.items.reserve(members.size());
    for (const MemberRow& member : members) {
        FieldRight field;
        field.mask = EFieldRight::read;
        if (is_open(member.guard, access)) field.mask = joined({EFieldRight::read, EFieldRight::write});
        if (member.is_mandatory) field.mask = joined({field.mask, EFieldRight::ui_hint_mandatory});
        field.reason = "";
        FieldProperty property;
        property.field_right = std::move(field);
        property.field_type = member.length == 0 ? "System.Int32" : "System.String";
        property.field_length = static_cast<std::int32_t>(member.length);
        carrier.field_properties.items.push_back({String(member.name), std::move(property)});
    }
}

}  // namespace

void tell_rights(const UserAccess& access, User& user) {
    constexpr ETableRight only_read = ETableRight::select;
    constexpr ETableRight write = static_cast<ETableRight>(7);  // Select, Update, Insert
    ETableRight mask = access.saves ? write : only_read;
    if (access.saves && !access.is_own) mask = joined({mask, ETableRight::delete_});
    tell(user.base, mask, user_members, access);
    if (!user.person.has_value()) return;
    mask = access.saves && access.takes_over ? write : only_read;
    tell(user.person->base, mask, person_members, access);
}

void tell_rights(Associate& associate) { tell(associate.base, ETableRight::select, associate_members, {}); }

}  // namespace uag
