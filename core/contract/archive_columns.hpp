// The columns of user lists (the vendor's archive providers AllUsers, InternalUsers, ExternalUsers): one table, read
// by the parser of filters, the store's translation, the writers, OpenAPI and GetAvailableColumns.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/contract/enums.hpp"

namespace uag {

enum class ArchiveColumn : std::uint8_t {
    first_name, last_name, middle_name, full_name, mr_mrs, title, contact_id, person_id, associate_id, contact_name,
    contact_department, contact_full_name, contact_category, user_group, user_group_id, other_groups, role,
    associate_name, tooltip, associate_type, ej_user_id, simultaneous_ej_user, ej_display_name, ej_status,
    credential_type, credential_display_value, is_active, is_active_text, portrait, user_name, email,
    location_address, is_location, user_plan, can_login, get_all_rows, get_no_rows,
    license  ///< any name with license_prefix; not in the table
};

/// What a column holds, which decides the operators that fit it.
enum class ColumnKind : std::uint8_t {
    text,
    number,
    boolean,
    associate_id,    ///< a number, and what is said of associates
    associate_name,  ///< a text, or the id in its place
    list,            ///< a text, or the id in its place; shown as text
    type,            ///< UserType: its number; shown as its word
    group,           ///< as list
    groups,          ///< ids of several; shown as their names
    none             ///< nothing is filtered by it; shown as text
};

struct ArchiveColumnInfo {
    ArchiveColumn column;
    std::string_view name;  ///< lower camel case, as the vendor writes it
    ColumnKind kind;
    bool sortable = false;
    bool has_source = true;      ///< false: always its kind's default, and not shown unless asked for
    bool for_everybody = false;  ///< shown to others than administrators of users, who may filter and sort by it
    std::string_view title{};    ///< English
};

/// In the order of a row.
std::span<const ArchiveColumnInfo> archive_columns();
/// Not for ArchiveColumn::license.
const ArchiveColumnInfo& info_of(ArchiveColumn column);
/// By name in any ASCII case; `name` is written for assocName. Null: there is none.
const ArchiveColumnInfo* find_archive_column(std::string_view name);
/// The column that was probably meant; empty if none is near.
std::string_view nearest_archive_column(std::string_view name);

/// A column whose name is this and a module licence's: 1 for who holds it, else 0.
inline constexpr std::string_view license_prefix = "superoffice_";

/// Raw values of these kinds are numbers.
constexpr bool is_numeric(ColumnKind kind) {
    return kind == ColumnKind::number || kind == ColumnKind::associate_id;
}

struct ArchiveProvider {
    std::string_view name;
    std::optional<UserType> only;  ///< users of this type; nothing: of all types
};
std::span<const ArchiveProvider> archive_providers();
/// In any ASCII case; null: there is none.
const ArchiveProvider* find_archive_provider(std::string_view name);

}  // namespace uag
