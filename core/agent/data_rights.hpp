// The matrix of a role's data rights: its tables, its relations to an owner, and the carrier that shows it.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/message.hpp"
#include "core/contract/carriers.hpp"
#include "core/store/rows.hpp"

namespace uag {

/// A row: a table of the CRM whose rows have owners.
struct DataTable {
    std::string_view name;  ///< lower case, as it is stored
    MessageId description;
};

inline constexpr std::array data_tables{
    DataTable{"contact", label("Companies")},
    DataTable{"person", label("Contact persons")},
    DataTable{"appointment", label("Follow-ups")},
    DataTable{"document", label("Documents")},
    DataTable{"sale", label("Sales")},
    DataTable{"project", label("Projects")},
    DataTable{"projectmember", label("Project members")},
    DataTable{"selection", label("Selections")},
    DataTable{"selectionmember", label("Selection members")},
    DataTable{"relation", label("Relations")},
    DataTable{"quote", label("Quotes")},
    DataTable{"ticket", label("Requests")},
    DataTable{"ej_message", label("Messages of requests")},
    DataTable{"chat_session", label("Chats")},
    DataTable{"s_shipment", label("Mailings")},
    DataTable{"kb_entry", label("Knowledge base")},
};

/// A column.
struct OwnerRelation {
    RoleRelationToOwner value;
    std::string_view name;  ///< the enumeration's word
    MessageId tooltip;
};

inline constexpr std::array owner_relations{
    OwnerRelation{RoleRelationToOwner::my_own, "MyOwn", label("Data that the user owns")},
    OwnerRelation{RoleRelationToOwner::primary_group, "PrimaryGroup",
                  label("Data owned by members of the user's primary group")},
    OwnerRelation{RoleRelationToOwner::other_groups, "OtherGroups",
                  label("Data owned by members of the user's other groups")},
    OwnerRelation{RoleRelationToOwner::other_associates, "OtherAssociates", label("Data owned by any other associate")},
    OwnerRelation{RoleRelationToOwner::external_user, "ExternalUser", label("Data owned by external users")},
    OwnerRelation{RoleRelationToOwner::anonymous, "Anonymous", label("Data owned by anonymous users")},
    OwnerRelation{RoleRelationToOwner::my_company, "MyCompany", label("Data owned by users of the user's company")},
    OwnerRelation{RoleRelationToOwner::same_project, "SameProject",
                  label("Data owned by members of the user's projects")},
    OwnerRelation{RoleRelationToOwner::custom_objects, "CustomObjects", label("Data of custom objects")},
};

/// Null if there is no such row; names are compared without regard to ASCII case.
const DataTable* find_data_table(std::string_view name);
/// Null if there is no such column.
const OwnerRelation* find_relation(std::int32_t id);

/// What a value lets a role do ("Create, read and update"); nothing for what is not one of "", R, CR, CRU and
/// CRUD.
std::optional<MessageId> describe_data_right(std::string_view value);

/// The cell as it is stored. errc::invalid_argument for an unknown table, relation or value.
Result<DataRightCell> data_right_cell(std::string_view table, RoleRelationToOwner relation, std::string_view value);

/// Takes away what a role has in every cell but those that have a value in `kept`.
Result<void> empty_cells(Rows& rows, std::int32_t role_id, const std::vector<DataRightCell>& kept = {});

/// The value of one cell; empty where nothing is stored.
std::string_view value_at(const std::vector<DataRightCell>& cells, std::string_view table,
                          RoleRelationToOwner relation);

/// The whole matrix.
DataRights data_rights_of(const std::vector<DataRightCell>& cells);

/// The cells that a matrix sends; it may have any of the rows and columns, in any order. A nil cell is not
/// sent. errc::validation on DataRights for an unknown or repeated row or column, a row of another length, or
/// a bad value.
Result<std::vector<DataRightCell>> cells_of(const DataRights& matrix);

}  // namespace uag
