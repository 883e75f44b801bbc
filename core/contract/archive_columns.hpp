// The columns of lists: of users (the vendor's archive providers AllUsers, InternalUsers, ExternalUsers), roles and time
// zones. One table each, read by the parser of filters, the store's translation, the writers, OpenAPI and
// GetAvailableColumns.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/contract/enums.hpp"

namespace uag {

/// What a list is of.
enum class ArchiveList : std::uint8_t { users, roles, time_zones };

enum class ArchiveColumn : std::uint8_t {
    first_name,
    last_name,
    middle_name,
    full_name,
    mr_mrs,
    title,
    contact_id,
    person_id,
    associate_id,
    contact_name,
    contact_department,
    contact_full_name,
    contact_category,
    user_group,
    user_group_id,
    other_groups,
    role,
    associate_name,
    tooltip,
    associate_type,
    ej_user_id,
    simultaneous_ej_user,
    ej_display_name,
    ej_status,
    credential_type,
    credential_display_value,
    is_active,
    is_active_text,
    portrait,
    user_name,
    email,
    location_address,
    is_location,
    user_plan,
    can_login,
    get_all_rows,
    get_no_rows,
    license,  ///< of users: any name with license_prefix; not in the table
    role_id,
    role_name,
    role_description,
    role_type_id,
    role_type_name,
    role_use_categories,
    role_rank,
    role_deleted,
    role_all_rows,
    role_no_rows,
    zone_id,
    zone_code,
    zone_country,
    zone_region,
    zone_offset,
    zone_daylight,
    zone_active
};

/// What a column holds, which decides the operators that fit it.
enum class ColumnKind : std::uint8_t {
    text,
    number,
    boolean,
    associate_id,  ///< a number, and what is said of associates
    associate_name,  ///< a text, or the id in its place
    list,  ///< a text, or the id in its place; shown as text
    type,  ///< UserType: its number; shown as its word
    group,  ///< as list
    groups,  ///< ids of several; shown as their names
    none  ///< nothing is filtered by it; shown as text
};

struct ArchiveColumnInfo {
    ArchiveColumn column;
    std::string_view name;  ///< lower camel case, as the vendor writes it
    ColumnKind kind;
    bool sortable = false;
    bool has_source = true;  ///< false: always its kind's default, and not shown unless asked for
    bool for_everybody = false;  ///< shown to others than administrators of users, who may filter and sort by it
    std::string_view title{};  ///< English
};

/// In the order of a row.
std::span<const ArchiveColumnInfo> archive_columns(ArchiveList list = ArchiveList::users);
/// Which of its list's columns it is, from 0. Not for ArchiveColumn::license.
std::size_t place_of(ArchiveColumn column);
/// Not for ArchiveColumn::license.
const ArchiveColumnInfo& info_of(ArchiveColumn column);
/// By name in any ASCII case; of users `name` is written for assocName. Null: there is none.
const ArchiveColumnInfo* find_archive_column(std::string_view name, ArchiveList list = ArchiveList::users);
/// The column that was probably meant; empty if none is near.
std::string_view nearest_archive_column(std::string_view name, ArchiveList list = ArchiveList::users);
/// What rows of the list are called: "all", "role", "timezone".
std::string_view entity_name_of(ArchiveList list);

/// A column whose name is this and a module licence's: 1 for who holds it, else 0.
inline constexpr std::string_view license_prefix = "superoffice_";

/// Raw values of these kinds are numbers.
constexpr bool is_numeric(ColumnKind kind) { return kind == ColumnKind::number || kind == ColumnKind::associate_id; }

struct ArchiveProvider {
    std::string_view name;
    std::optional<UserType> only;  ///< users of this type; nothing: of all types
};
std::span<const ArchiveProvider> archive_providers();
/// In any ASCII case; null: there is none.
const ArchiveProvider* find_archive_provider(std::string_view name);

}  // namespace uag
