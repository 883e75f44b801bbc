// The rows of roles and their rights, of groups, of licences and of the contacts that own the installation.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/store/records.hpp"

namespace uag {

class RoleRows {
public:
    virtual ~RoleRows() = default;

    /// In order of rank, then id; deleted ones too.
    virtual Result<std::vector<RoleRecord>> roles() = 0;
    virtual Result<std::optional<RoleEntry>> role(std::int32_t role_id) = 0;
    /// Its id: record.id, which must be free, or for 0 a new one.
    virtual Result<std::int32_t> insert_role(const RoleRecord& record, Stamp stamp) = 0;
    /// Every member of the row of record.id.
    virtual Result<void> update_role(const RoleRecord& record, Stamp stamp) = 0;
    /// How many associates have it, deleted ones too.
    virtual Result<std::int32_t> role_members(std::int32_t role_id) = 0;
    /// How many moved.
    virtual Result<std::int32_t> move_role_members(std::int32_t from, std::int32_t to, Stamp stamp) = 0;

    /// In order of id.
    virtual Result<std::vector<FunctionalRight>> functional_rights() = 0;
    /// Its id: right.id, which must be free, or for 0 a new one. No other may have its code.
    virtual Result<std::int32_t> insert_functional_right(const FunctionalRight& right) = 0;
    /// The roles that have the functional right of this code name, in order of id; deleted ones too.
    virtual Result<std::vector<std::int32_t>> roles_with_right(std::string_view code) = 0;
    /// Exactly these.
    virtual Result<void> set_functional_rights(std::int32_t role_id, const std::vector<std::int32_t>& right_ids) = 0;
    virtual Result<std::vector<DataRightCell>> data_rights(std::int32_t role_id) = 0;
    /// An empty value removes the cell.
    virtual Result<void> put_data_right(std::int32_t role_id, const DataRightCell& cell) = 0;
};

class GroupRows {
public:
    virtual ~GroupRows() = default;

    /// In order of rank, then id; deleted ones too.
    virtual Result<std::vector<GroupRecord>> groups() = 0;
    virtual Result<std::optional<GroupRecord>> group(std::int32_t group_id) = 0;
    /// Its id: record.id, which must be free, or for 0 a new one.
    virtual Result<std::int32_t> insert_group(const GroupRecord& record, Stamp stamp) = 0;
    virtual Result<void> update_group(const GroupRecord& record, Stamp stamp) = 0;
    /// Primary and other memberships together.
    virtual Result<std::int32_t> group_members(std::int32_t group_id) = 0;
    /// Both kinds of membership; nobody ends up in a group twice.
    virtual Result<void> move_group_members(std::int32_t from, std::int32_t to, Stamp stamp) = 0;
};

class LicenseRows {
public:
    virtual ~LicenseRows() = default;

    /// In order of id.
    virtual Result<std::vector<ModuleLicenseRecord>> module_licenses() = 0;
    /// Its id: record.id, which must be free, or for 0 a new one. No other of its owner may have its name.
    /// record.in_use is ignored: the store counts.
    virtual Result<std::int32_t> insert_module_license(const ModuleLicenseRecord& record) = 0;
    virtual Result<void> set_licenses(std::int32_t associate_id, const std::vector<std::int32_t>& license_ids) = 0;

    virtual Result<std::vector<std::int32_t>> owner_contacts() = 0;
    /// False if it was (add) or was not (remove) there already.
    virtual Result<bool> add_owner_contact(std::int32_t contact_id, Stamp stamp) = 0;
    virtual Result<bool> remove_owner_contact(std::int32_t contact_id) = 0;
};

}  // namespace uag
