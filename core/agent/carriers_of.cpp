#include "core/agent/carriers_of.hpp"

#include "core/security/names.hpp"

namespace uag {

Associate associate_of(const Identity& identity) {
    const AssociateRecord& record = identity.associate;
    Associate associate;
    associate.associate_id = record.id;
    associate.name = record.name;
    associate.person_id = record.person_id;
    associate.tooltip = "";
    associate.type = record.type;
    associate.group_idx = record.group_id;
    associate.full_name = full_name(identity.person);
    associate.formal_name = full_name(identity.person);
    associate.deleted = record.deleted;
    associate.ej_user_id = record.ej_user_id;
    associate.user_name = record.user_name;
    associate.extra_fields.presence = Presence::value;
    associate.custom_fields.presence = Presence::value;
    associate.base.field_properties.presence = Presence::value;
    return associate;
}

Role role_of(const RoleRecord& record) {
    Role role;
    role.base.field_properties.presence = Presence::value;
    role.id = record.id;
    role.value = record.name;
    role.tooltip = record.description;
    return role;
}

UserGroup group_of(const GroupRecord& record) {
    UserGroup group;
    group.base.field_properties.presence = Presence::value;
    group.value = record.name;
    group.tooltip = record.description;
    group.id = record.id;
    group.rank = record.rank;
    group.deleted = record.deleted;
    return group;
}

}  // namespace uag
