#include "adapters/rest/resources.hpp"

#include <algorithm>
#include <vector>

#include "adapters/json/enum_text.hpp"
#include "core/base/text.hpp"
#include "core/contract/enums.hpp"

namespace uag {
namespace {

using Source = RestBinding::Source;

using Form = RestAnswer;
using BodyId = RestBodyId;
using http::Method;

constexpr RestBinding body_user{Source::body, "User"};
constexpr RestBinding archive_name{Source::path, "Provider", "archiveProviderName"};
constexpr RestBinding body_role{Source::body, "RoleEntity"};
constexpr RestBinding addressed_user{Source::address, "User"};
constexpr RestBinding role_id{Source::path, "RoleId", "roleId"};
constexpr RestBinding table_name{Source::path, "TableName", "tableName"};
constexpr RestBinding owner_relation{Source::path, "RelationToOwner", "relationToOwner"};
constexpr RestBinding role_type{Source::path, "RoleType", "roleType"};

constexpr MessageId no_user = "There is no such user.";
constexpr MessageId no_associate = "The associate does not exist.";
constexpr MessageId no_role = "There is no such role.";

// Words come before {id} and {id} before {userName}: a user whose name is a word or a number is found by id,
// or by the agent's GetUserFromName.
// clang-format off
constexpr std::array resource_rows{
    RestResource{.method = Method::get, .path = "User", .id = "v1User_GetAll", .operation = "listUsers",
                 .summary = "Users of all types, 100 at once unless $top (at most 1000) says otherwise.",
                 .form = Form::archive},
    RestResource{.method = Method::post, .path = "User", .id = "v1User_PostUser", .operation = "SaveUser",
                 .summary = "Create a user.", .bindings = {body_user}, .body_id = BodyId::none, .select = true,
                 .form = Form::linked},
    RestResource{.method = Method::get, .path = "User/Default",
                 .id = "v1User_CreateDefaultUserFromUserTypeAndPersonId", .operation = "defaultUser",
                 .summary = "A new user of a type with default values, not saved; of a person, unless the type goes "
                            "without. Without parameters an internal user of nobody yet.",
                 .bindings = {RestBinding{Source::query, "UserType", "userType"},
                              RestBinding{Source::query, "PersonId", "personId"}}},
    RestResource{.method = Method::post, .path = "User/Validate", .id = "v1User_ValidateUser", .operation = "ValidateUser",
                 .summary = "What would keep a user from being saved, by field.", .bindings = {body_user}},
    RestResource{.method = Method::get, .path = "User/CredentialTypes", .id = "v1User_GetCredentialTypes",
                 .operation = "GetCredentialTypes",
                 .summary = "The types of credentials that the installation offers."},
    RestResource{.method = Method::get, .path = "User/current", .id = "v1User_GetCurrentUser", .operation = "currentUser",
                 .summary = "The user of the caller.", .conditional = true},
    RestResource{.method = Method::get, .path = "User/currentPrincipal", .id = "v1User_GetCurrentPrincipal",
                 .operation = "currentPrincipal", .summary = "The principal of the caller."},
    RestResource{.method = Method::get, .path = "User/currentAssociate", .id = "v1User_GetCurrentAssociate",
                 .operation = "currentAssociate", .summary = "The associate of the caller."},
    RestResource{.method = Method::get, .path = "User/currentToken", .id = "v1User_GetCurrentToken",
                 .operation = "currentToken", .summary = "An access token for the caller, valid for one hour."},
    RestResource{.method = Method::get, .path = "User/{id}", .id = "v1User_GetUser", .operation = "GetUser",
                 .summary = "A user.", .bindings = {RestBinding{Source::path, "UserId", "id"}}, .select = true,
                 .missing = no_user, .form = Form::linked, .conditional = true, .foreign_keys = true},
    RestResource{.method = Method::put, .path = "User/{id}", .id = "v1User_PutUser", .operation = "SaveUser",
                 .summary = "Update a user.", .bindings = {body_user}, .body_id = BodyId::of_path, .select = true,
                 .missing = no_user, .form = Form::linked, .conditional = true},
    RestResource{.method = Method::patch, .path = "User/{id}", .id = "v1User_PatchUser", .operation = "SaveUser",
                 .summary = "Update what a JSON Patch or a merge patch names of a user.",
                 .bindings = {addressed_user}, .body_id = BodyId::of_path, .select = true, .missing = no_user,
                 .form = Form::linked, .conditional = true},
    RestResource{.method = Method::delete_, .path = "User/{id}", .id = "v1User_DeleteUser", .operation = "DeleteUser",
                 .summary = "Delete a user.", .bindings = {RestBinding{Source::path, "UserId", "id"}},
                 .conditional = true},
    RestResource{.method = Method::get, .path = "User/CustomField", .id = "v1User_GetCustomFieldInfoList",
                 .operation = "customFields",
                 .summary = "The fields that the installation has defined for users: none."},
    RestResource{.method = Method::get, .path = "User/CustomField/{fieldName}", .id = "v1User_GetCustomFieldInfo",
                 .operation = "customField", .summary = "A field that the installation has defined for users.",
                 .bindings = {RestBinding{Source::path, "FieldName", "fieldName"}}},
    RestResource{.method = Method::get, .path = "User/{id}/ForeignKey", .id = "v1User_GetAllForeignKeysOnEntity",
                 .operation = "foreignKeys", .summary = "Keys under which other systems know a user: none are kept.",
                 .bindings = {RestBinding{Source::path, "UserId", "id"}}},
    RestResource{.method = Method::get, .path = "User/{id}/CustomCommand", .id = "v1User_GetUserCommandsAsync",
                 .operation = "userCommands", .summary = "The commands that can be run on a user.",
                 .bindings = {RestBinding{Source::path, "UserId", "id"}}},
    RestResource{.method = Method::post, .path = "User/{id}/CustomCommand/{commandName}",
                 .id = "v1User_ExecuteUserCommandAsync", .operation = "ExecuteUserCommand",
                 .summary = "Run a command on a user.",
                 .bindings = {RestBinding{Source::path, "CommandName", "commandName"},
                              RestBinding{Source::query, "CommandActionResult", "actionResult"}, addressed_user},
                 .body_id = BodyId::of_path, .missing = no_user},
    RestResource{.method = Method::get, .path = "User/{associateId}/UserPresenceStatus",
                 .id = "v1User_GetUserPresenceStatus", .operation = "GetUserPresenceStatus",
                 .summary = "An associate's presence.",
                 .bindings = {RestBinding{Source::path, "AssociateId", "associateId"}}, .missing = no_associate},
    RestResource{.method = Method::put, .path = "User/{associateId}/UserPresenceStatus",
                 .id = "v1User_SetUserPresenceStatus", .operation = "SetUserPresenceStatus",
                 .summary = "Set an associate's presence.",
                 .bindings = {RestBinding{Source::path, "AssociateId", "associateId"},
                              RestBinding{Source::body, "UserPresenceStatus"}}},
    RestResource{.method = Method::get, .path = "User/{userName}", .id = "v1User_GetUserFromName",
                 .operation = "GetUserFromName", .summary = "A user by associate name.",
                 .bindings = {RestBinding{Source::path, "UserName", "userName"}}, .missing = no_user,
                 .conditional = true},
    RestResource{.method = Method::put, .path = "User/{userName}", .id = "v1User_SaveUserFromName",
                 .operation = "SaveUserFromName", .summary = "Create or update the user of this name.",
                 .bindings = {RestBinding{Source::path, "UserName", "userName"}, body_user}, .conditional = true},
    RestResource{.method = Method::delete_, .path = "User/{userName}", .id = "v1User_DeleteUserFromName",
                 .operation = "DeleteUserFromName", .summary = "Delete a user by associate name.",
                 .bindings = {RestBinding{Source::path, "UserName", "userName"}}, .conditional = true},

    RestResource{.method = Method::get, .path = "Role", .id = "v1RoleEntity_GetAll", .operation = "listRoles",
                 .summary = "All roles in order of rank, 100 at once unless $top (at most 1000) says otherwise.",
                 .form = Form::archive, .list = ArchiveList::roles},
    RestResource{.method = Method::post, .path = "Role", .id = "v1RoleEntity_PostRoleEntity",
                 .operation = "SaveRoleEntity", .summary = "Create a role.", .bindings = {body_role},
                 .body_id = BodyId::none, .select = true, .form = Form::linked},
    RestResource{.method = Method::get, .path = "Role/default", .id = "v1RoleEntity_DefaultRoleEntity",
                 .operation = "CreateDefaultRoleEntity", .summary = "A new role with default values, not saved."},
    RestResource{.method = Method::get, .path = "Role/WithFunctionRight/{functionalRightName}",
                 .id = "v1RoleEntity_FindRolesWithFunctionalRight", .operation = "FindRolesWithFunctionalRight",
                 .summary = "Roles that have a functional right.",
                 .bindings = {RestBinding{Source::path, "FunctionalRightName", "functionalRightName"}}},
    RestResource{.method = Method::get, .path = "Role/{id}", .id = "v1RoleEntity_GetRoleEntity",
                 .operation = "GetRoleEntity", .summary = "A role with its data rights.",
                 .bindings = {RestBinding{Source::path, "RoleEntityId", "id"}}, .select = true, .missing = no_role,
                 .form = Form::linked},
    RestResource{.method = Method::put, .path = "Role/{id}", .id = "v1RoleEntity_PutRoleEntity",
                 .operation = "SaveRoleEntity", .summary = "Update a role.", .bindings = {body_role},
                 .body_id = BodyId::of_path, .select = true, .missing = no_role, .form = Form::linked},
    RestResource{.method = Method::delete_, .path = "Role/{roleIdToDelete}", .id = "v1RoleEntity_DeleteRole",
                 .operation = "DeleteRole",
                 .summary = "Delete a role and move its members to another of the same type.",
                 .bindings = {RestBinding{Source::path, "RoleIdToDelete", "roleIdToDelete"},
                              RestBinding{Source::query, "ReplacingRoleId", "replacingRoleId"}}},
    RestResource{.method = Method::get, .path = "Role/{roleId}/FunctionRight", .id = "v1RoleEntity_GetFunctionalRights",
                 .operation = "GetFunctionalRights", .summary = "The functional rights of a role.",
                 .bindings = {role_id}},
    RestResource{.method = Method::put, .path = "Role/{roleId}/FunctionRight", .id = "v1RoleEntity_SetFunctionalRights",
                 .operation = "SetFunctionalRights", .summary = "Give a role exactly these functional rights.",
                 .bindings = {role_id, RestBinding{Source::body, "FunctionalRightIds"}}},
    RestResource{.method = Method::get, .path = "Role/{roleId}/DataRight/{relationToOwner}",
                 .id = "v1RoleEntity_GetAllDataRights", .operation = "GetAllDataRights",
                 .summary = "A role's data rights on every table for one relation to the owner.",
                 .bindings = {role_id, owner_relation}},
    RestResource{.method = Method::get, .path = "Role/{roleId}/DataRight/{tableName}",
                 .id = "v1RoleEntity_GetDataRights", .operation = "GetDataRights",
                 .summary = "A role's data rights on one table, by relation to the owner.",
                 .bindings = {role_id, table_name}},
    RestResource{.method = Method::get, .path = "Role/{roleId}/DataRight/{tableName}/{relationToOwner}",
                 .id = "v1RoleEntity_GetDataRight", .operation = "GetDataRight",
                 .summary = "One cell of a role's data rights.", .bindings = {role_id, table_name, owner_relation},
                 .missing = no_role},
    RestResource{.method = Method::put, .path = "Role/{roleId}/DataRight/{tableName}/{relationToOwner}",
                 .id = "v1RoleEntity_SetDataRight", .operation = "SetDataRight",
                 .summary = "Set one cell of a role's data rights.",
                 .bindings = {role_id, table_name, owner_relation,
                              RestBinding{Source::query, "DataRightValue", "dataRightValue", true}}},
    RestResource{.method = Method::get, .path = "Role/{roleType}", .id = "v1RoleEntity_GetAllRoles",
                 .operation = "GetAllRoles", .summary = "The roles of a type, as selectable items.",
                 .bindings = {role_type}},
    RestResource{.method = Method::get, .path = "Role/{roleType}/FunctionRight",
                 .id = "v1RoleEntity_GetAllFunctionalRights", .operation = "GetAllFunctionalRights",
                 .summary = "The functional rights that fit a type of role.", .bindings = {role_type}},
    RestResource{.method = Method::get, .path = "Role/{type}/Default",
                 .id = "v1RoleEntity_CreateDefaultRoleEntityFromType", .operation = "CreateDefaultRoleEntityFromType",
                 .summary = "A new role of a type with default values, not saved.",
                 .bindings = {RestBinding{Source::path, "Type", "type"}}},

    RestResource{.method = Method::get, .path = "Archive", .id = "v1Archive_GetArchive", .operation = "listArchives",
                 .summary = "The lists of users that there are.", .form = Form::archives},
    RestResource{.method = Method::get, .path = "Archive/{archiveProviderName}", .id = "v1Archive_GetArchive_GET",
                 .operation = "listUsers", .summary = "A list of users, 100 at once unless $top (at most 1000) says "
                                                      "otherwise.",
                 .bindings = {archive_name}, .form = Form::archive},
    RestResource{.method = Method::post, .path = "Archive/{archiveProviderName}", .id = "v1Archive_PostArchive",
                 .operation = "listUsers", .summary = "The same with the parameters as a form.",
                 .bindings = {archive_name}, .form = Form::archive},
    RestResource{.method = Method::get, .path = "Archive/{archiveProviderName}/$metadata",
                 .id = "v1Archive_GetArchiveMetadata", .operation = "describeArchive",
                 .summary = "The columns of a list.",
                 .bindings = {RestBinding{Source::path, "ProviderName", "archiveProviderName"}},
                 .form = Form::columns},

    RestResource{.method = Method::get, .path = "Presence/GetAll", .id = "v1ChatPresence_GetChatPresence",
                 .operation = "chatPresence",
                 .summary = "Who is there to chat: of the first thousand whose presence was ever set."},
    RestResource{.method = Method::post, .path = "Presence/SaveAll", .id = "v1ChatPresence_SaveChatPresence",
                 .operation = "saveChatPresence",
                 .summary = "Set who is there to chat; UserId and Present of each are taken.",
                 .bindings = {RestBinding{Source::body, "ChatPresence"}}},

    RestResource{.method = Method::get, .path = "TimeZone/base", .id = "v1TimeZone_GetBaseTimeZone",
                 .operation = "currentAssociate", .summary = "The time zone of dates where a request names none.",
                 .form = Form::base_zone},
    RestResource{.method = Method::get, .path = "TimeZone/current", .id = "v1TimeZone_GetCurrentTimeZone",
                 .operation = "currentAssociate", .summary = "The time zone that SO-TimeZone names, else the base.",
                 .form = Form::current_zone},
    RestResource{.method = Method::get, .path = "TimeZone", .id = "v1TimeZone_GetTimeZonesArchive",
                 .operation = "listTimeZones",
                 .summary = "Time zones that SO-TimeZone may name, all of them unless $top says otherwise.",
                 .form = Form::archive, .list = ArchiveList::time_zones},
};
// clang-format on

// What a variable takes: a number, a relation of the data rights, or any one segment.
enum class Takes : std::uint8_t { number, relation, any };

struct Variable {
    std::string_view name;
    Takes takes;
};
constexpr std::array<Variable, 5> variables{{{"{id}", Takes::number},
                                             {"{associateId}", Takes::number},
                                             {"{roleId}", Takes::number},
                                             {"{roleIdToDelete}", Takes::number},
                                             {"{relationToOwner}", Takes::relation}}};

bool is_variable(std::string_view word) { return word.starts_with('{'); }

Takes takes_of(std::string_view word) {
    const auto at = std::find_if(variables.begin(), variables.end(),
                                 [&](const Variable& variable) { return variable.name == word; });
    return at == variables.end() ? Takes::any : at->takes;
}

bool takes(Takes takes, std::string_view part) {
    switch (takes) {
        case Takes::number: return !part.empty() && is_all_digits(part);
        case Takes::relation: return json::parse_enum(type_of<RoleRelationToOwner>(), part).has_value();
        case Takes::any: break;
    }
    return !part.empty();
}

std::string_view take_word(std::string_view& path) {
    const std::size_t slash = path.find('/');
    const std::string_view word = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    return word;
}

struct Word {
    std::string_view text;  // of the first row, for a variable
    bool varies = false;
    Takes takes = Takes::any;

    // The same segments fit both, whatever variables are called.
    friend bool operator==(const Word& a, const Word& b) {
        return a.varies && b.varies ? a.takes == b.takes : a.text == b.text;
    }
};

std::vector<Word> words_of(std::string_view path) {
    std::vector<Word> words;
    while (!path.empty()) {
        const std::string_view word = take_word(path);
        words.push_back({word, is_variable(word), takes_of(word)});
    }
    return words;
}

// The rows of one address: they differ in their methods.
struct Address {
    std::vector<Word> words;  // the first is none that varies
    std::span<const RestResource> rows;
    http::Methods methods{};
};

std::vector<Address> addresses_of(std::span<const RestResource> all) {
    std::vector<Address> addresses;
    for (std::size_t from = 0; from < all.size();) {
        Address address{words_of(all[from].path), {}};
        std::size_t to = from;
        for (; to < all.size() && words_of(all[to].path) == address.words; ++to) address.methods.add(all[to].method);
        address.rows = all.subspan(from, to - from);
        addresses.push_back(std::move(address));
        from = to;
    }
    return addresses;
}

bool fits(std::span<const Word> words, std::span<const std::string_view> parts, RestMatch& match) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Word& word = words[i];
        if (!word.varies && !ascii_iequals(word.text, parts[i])) return false;
        if (!word.varies) continue;
        if (!takes(word.takes, parts[i])) return false;
        match.segments[count++] = parts[i];
    }
    return true;
}

}  // namespace

std::size_t variable_index(const RestResource& row, std::string_view name) {
    std::size_t index = 0;
    for (std::string_view path = row.path; !path.empty();) {
        const std::string_view word = take_word(path);
        if (!is_variable(word)) continue;
        if (word.substr(1, word.size() - 2) == name) break;
        ++index;
    }
    return index;
}

std::span<const RestResource> rest_resources() { return resource_rows; }

const FieldInfo& field_of(const TypeInfo& type, std::string_view name) {
    return *std::find_if(type.fields.begin(), type.fields.end(),
                         [&](const FieldInfo& field) { return field.name == name; });
}

const Operation& operation_of(const RestResource& resource) {
    if (const Operation* const found = find_operation(Service::user, resource.operation)) return *found;
    const auto own = rest_operations();
    return *std::find_if(own.begin(), own.end(), [&](const Operation& row) { return row.name == resource.operation; });
}

bool takes_select(const RestResource& resource) {
    const bool is_own = resource.form == RestAnswer::archive || resource.form == RestAnswer::archives ||
                        resource.form == RestAnswer::columns;
    const Operation& operation = operation_of(resource);
    if (is_own || is_about_zones(resource.form) || operation.is_void()) return false;
    return resource.select || operation.select;
}

RestMatch match_rest_resource(std::span<const std::string_view> parts) {
    static const std::vector<Address> addresses = addresses_of(resource_rows);
    for (const Address& address : addresses) {
        if (address.words.size() != parts.size() || !ascii_iequals(address.words.front().text, parts.front())) continue;
        RestMatch match{address.rows, address.methods, {}};
        if (fits(address.words, parts, match)) return match;
    }
    return {};
}

}  // namespace uag
