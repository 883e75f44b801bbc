#include "core/contract/archive_columns.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "core/base/nearest.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

using C = ArchiveColumn;
using K = ColumnKind;

constexpr bool no_source = false;
constexpr bool everybody = true;

constexpr std::array columns{
    ArchiveColumnInfo{C::first_name, "firstName", K::text, true, true, false, "First name"},
    ArchiveColumnInfo{C::last_name, "lastName", K::text, true, true, false, "Last name"},
    ArchiveColumnInfo{C::middle_name, "middleName", K::text, true, true, false, "Middle name"},
    ArchiveColumnInfo{C::full_name, "fullName", K::text, true, true, everybody, "Full name"},
    ArchiveColumnInfo{C::mr_mrs, "mrMrs", K::text, true, true, false, "Mr/Ms"},
    ArchiveColumnInfo{C::title, "title", K::text, true, true, false, "Title"},
    ArchiveColumnInfo{C::contact_id, "contactId", K::number, false, true, everybody, "Company ID"},
    ArchiveColumnInfo{C::person_id, "personId", K::number, false, true, everybody, "Contact ID"},
    ArchiveColumnInfo{C::associate_id, "associateDbId", K::associate_id, true, true, everybody, "ID"},
    ArchiveColumnInfo{C::contact_name, "contactName", K::text, true, no_source, false, "Company"},
    ArchiveColumnInfo{C::contact_department, "contactDepartment", K::text, true, no_source, false, "Department"},
    ArchiveColumnInfo{C::contact_full_name, "contactFullName", K::text, true, no_source, false,
                      "Company and department"},
    ArchiveColumnInfo{C::contact_category, "contactCategory", K::list, true, no_source, false, "Category"},
    ArchiveColumnInfo{C::user_group, "usergroup", K::group, true, true, everybody, "Primary group"},
    ArchiveColumnInfo{C::user_group_id, "usergroupId", K::number, true, true, false, "Group ID"},
    ArchiveColumnInfo{C::other_groups, "otherGroups", K::groups, false, true, false, "Other groups"},
    ArchiveColumnInfo{C::role, "role", K::list, true, true, false, "Role"},
    ArchiveColumnInfo{C::associate_name, "assocName", K::associate_name, true, true, everybody, "User ID"},
    ArchiveColumnInfo{C::tooltip, "assocTooltip", K::text, false, true, false, "Description"},
    ArchiveColumnInfo{C::associate_type, "assocType", K::type, false, true, false, "Type"},
    ArchiveColumnInfo{C::ej_user_id, "ejUserId", K::number, false, true, false, "Service user ID"},
    ArchiveColumnInfo{C::simultaneous_ej_user, "simultaneousEjUser", K::boolean, false, no_source, false,
                      "Simultaneous Service user"},
    ArchiveColumnInfo{C::ej_display_name, "ejDisplayName", K::text, true, true, false, "Nickname"},
    ArchiveColumnInfo{C::ej_status, "ejStatus", K::number, false, true, false, "Service status"},
    ArchiveColumnInfo{C::credential_type, "credentialType", K::none, true, true, false, "Credential type"},
    ArchiveColumnInfo{C::credential_display_value, "credentialDisplayValue", K::none, true, true, false,
                      "Credential value"},
    ArchiveColumnInfo{C::is_active, "isActive", K::boolean, true, true, everybody, "Active"},
    ArchiveColumnInfo{C::is_active_text, "isActiveText", K::boolean, true, true, false, "Active status"},
    ArchiveColumnInfo{C::portrait, "portraitThumbnail", K::none, false, no_source, false, "Person image"},
    ArchiveColumnInfo{C::user_name, "userName", K::text, true, true, false, "User name"},
    ArchiveColumnInfo{C::email, "personEmail", K::text, true, true, false, "E-mail"},
    ArchiveColumnInfo{C::location_address, "locationAddress", K::text, true, no_source, false, "Location"},
    ArchiveColumnInfo{C::is_location, "isLocation", K::boolean, true, no_source, false, "Is a location"},
    ArchiveColumnInfo{C::user_plan, "userplan", K::none, false, no_source, false, "User plan"},
    ArchiveColumnInfo{C::can_login, "canLogin", K::boolean, false, true, false, "Can log in"},
    ArchiveColumnInfo{C::get_all_rows, "getAllRows", K::boolean, false, no_source, everybody, "All rows"},
    ArchiveColumnInfo{C::get_no_rows, "getNoRows", K::boolean, false, no_source, everybody, "No rows"},
};

constexpr std::array role_columns{
    ArchiveColumnInfo{C::role_id, "roleId", K::number, true, true, everybody},
    ArchiveColumnInfo{C::role_name, "name", K::text, true, true, everybody},
    ArchiveColumnInfo{C::role_description, "description", K::text, true, true, everybody},
    ArchiveColumnInfo{C::role_type_id, "roleTypeId", K::number, true, true, everybody},
    ArchiveColumnInfo{C::role_type_name, "roleTypeName", K::none, false, true, everybody},
    ArchiveColumnInfo{C::role_use_categories, "useCategories", K::boolean, true, true, everybody},
    ArchiveColumnInfo{C::role_rank, "rank", K::number, true, true, everybody},
    ArchiveColumnInfo{C::role_deleted, "isDeleted", K::boolean, true, true, everybody},
    ArchiveColumnInfo{C::role_all_rows, "getAllRows", K::boolean, false, no_source, everybody},
    ArchiveColumnInfo{C::role_no_rows, "getNoRows", K::boolean, false, no_source, everybody},
};

constexpr std::array zone_columns{
    ArchiveColumnInfo{C::zone_id, "id", K::number, true, true, everybody},
    ArchiveColumnInfo{C::zone_code, "timeZone", K::text, true, true, everybody},
    ArchiveColumnInfo{C::zone_country, "country", K::text, true, true, everybody},
    ArchiveColumnInfo{C::zone_region, "region", K::text, true, true, everybody},
    ArchiveColumnInfo{C::zone_offset, "offset", K::text, true, true, everybody},
    ArchiveColumnInfo{C::zone_daylight, "daylight", K::text, true, true, everybody},
    ArchiveColumnInfo{C::zone_active, "isActive", K::number, true, true, everybody},
};

// Each table has its columns in the enumeration's order.
template <std::size_t Size>
constexpr bool stands_in_order(const std::array<ArchiveColumnInfo, Size>& table, ArchiveColumn first) {
    for (std::size_t i = 0; i < Size; ++i)
        if (table[i].column != static_cast<ArchiveColumn>(i + static_cast<std::size_t>(first))) return false;
    return true;
}
static_assert(stands_in_order(columns, C::first_name) && columns.size() == static_cast<std::size_t>(C::license));
static_assert(stands_in_order(role_columns, C::role_id) && stands_in_order(zone_columns, C::zone_id));

constexpr ArchiveList list_of(ArchiveColumn column) {
    if (column < C::license) return ArchiveList::users;
    return column < C::zone_id ? ArchiveList::roles : ArchiveList::time_zones;
}

constexpr std::array providers{
    ArchiveProvider{"AllUsers", std::nullopt},
    ArchiveProvider{"InternalUsers", UserType::internal_associate},
    ArchiveProvider{"ExternalUsers", UserType::external_associate},
};

}  // namespace

std::span<const ArchiveColumnInfo> archive_columns(ArchiveList list) {
    switch (list) {
        case ArchiveList::users: break;
        case ArchiveList::roles: return role_columns;
        case ArchiveList::time_zones: return zone_columns;
    }
    return columns;
}

std::size_t place_of(ArchiveColumn column) {
    const auto first = archive_columns(list_of(column)).front().column;
    return static_cast<std::size_t>(column) - static_cast<std::size_t>(first);
}

const ArchiveColumnInfo& info_of(ArchiveColumn column) { return archive_columns(list_of(column))[place_of(column)]; }

std::string_view entity_name_of(ArchiveList list) {
    switch (list) {
        case ArchiveList::users: break;
        case ArchiveList::roles: return "role";
        case ArchiveList::time_zones: return "timezone";
    }
    return "all";
}

const ArchiveColumnInfo* find_archive_column(std::string_view name, ArchiveList list) {
    if (list == ArchiveList::users && ascii_iequals(name, "name")) return &info_of(ArchiveColumn::associate_name);
    const auto table = archive_columns(list);
    const auto at = std::find_if(table.begin(), table.end(),
                                 [&](const ArchiveColumnInfo& info) { return ascii_iequals(info.name, name); });
    return at == table.end() ? nullptr : &*at;
}

std::string_view nearest_archive_column(std::string_view name, ArchiveList list) {
    Nearest nearest(name);
    for (const ArchiveColumnInfo& info : archive_columns(list)) nearest.offer(info.name);
    return nearest.found();
}

std::span<const ArchiveProvider> archive_providers() { return providers; }

const ArchiveProvider* find_archive_provider(std::string_view name) {
    const auto* const at = std::find_if(providers.begin(), providers.end(), [&](const ArchiveProvider& provider) {
        return ascii_iequals(provider.name, name);
    });
    return at == providers.end() ? nullptr : at;
}

}  // namespace uag
