#include "adapters/rest/resources.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag {
namespace {

using Source = RestBinding::Source;

constexpr RestBinding body_user{Source::body, "User"};
constexpr RestBinding archive_name{Source::path, "Provider", "archiveProviderName"};
constexpr std::string_view no_user = "There is no such user.";
constexpr std::string_view no_associate = "The associate does not exist.";

// Words come before {id} and {id} before {userName}: a user whose name is a word or a number is found by id,
// or by the agent's GetUserFromName.
constexpr std::array rows{
    RestResource{.method = "GET", .path = "User", .id = "v1User_GetAll", .operation = "listUsers",
                 .summary = "Users of all types, 100 at once unless $top (at most 1000) says otherwise.",
                 .form = RestAnswer::archive},
    RestResource{"POST", "User", "v1User_PostUser", "SaveUser", "Create a user.", {body_user}, RestBodyId::none, true},
    RestResource{"GET", "User/Default", "v1User_CreateDefaultUserFromUserTypeAndPersonId",
             "CreateDefaultUserFromUserTypeAndPersonId",
             "A new user of a type with default values, not saved; of a person, unless the type goes without.",
             {RestBinding{Source::query, "UserType", "userType"}, RestBinding{Source::query, "PersonId", "personId"}}},
    RestResource{"POST", "User/Validate", "v1User_ValidateUser", "ValidateUser",
             "What would keep a user from being saved, by field.", {body_user}},
    RestResource{"GET", "User/CredentialTypes", "v1User_GetCredentialTypes", "GetCredentialTypes",
             "The types of credentials that the installation offers."},
    RestResource{"GET", "User/current", "v1User_GetCurrentUser", "currentUser", "The user of the caller.", {},
             RestBodyId::any, false, {}, RestAnswer::value, true},
    RestResource{"GET", "User/currentPrincipal", "v1User_GetCurrentPrincipal", "currentPrincipal",
             "The principal of the caller."},
    RestResource{"GET", "User/currentAssociate", "v1User_GetCurrentAssociate", "currentAssociate",
             "The associate of the caller."},
    RestResource{"GET", "User/currentToken", "v1User_GetCurrentToken", "currentToken",
             "An access token for the caller, valid for one hour."},
    RestResource{"GET", "User/{id}", "v1User_GetUser", "GetUser", "A user.",
             {RestBinding{Source::path, "UserId", "id"}}, RestBodyId::any, true, no_user, RestAnswer::value, true},
    RestResource{"PUT", "User/{id}", "v1User_PutUser", "SaveUser", "Update a user.", {body_user},
             RestBodyId::of_path, true, {}, RestAnswer::value, true},
    RestResource{"DELETE", "User/{id}", "v1User_DeleteUser", "DeleteUser", "Delete a user.",
             {RestBinding{Source::path, "UserId", "id"}}, RestBodyId::any, false, {}, RestAnswer::value, true},
    RestResource{"GET", "User/{id}/UserPresenceStatus", "v1User_GetUserPresenceStatus", "GetUserPresenceStatus",
             "An associate's presence.", {RestBinding{Source::path, "AssociateId", "id"}}, RestBodyId::any, false,
             no_associate},
    RestResource{"PUT", "User/{id}/UserPresenceStatus", "v1User_SetUserPresenceStatus", "SetUserPresenceStatus",
             "Set an associate's presence.",
             {RestBinding{Source::path, "AssociateId", "id"}, RestBinding{Source::body, "UserPresenceStatus"}}},
    RestResource{"GET", "User/{userName}", "v1User_GetUserFromName", "GetUserFromName",
             "A user by associate name.", {RestBinding{Source::path, "UserName", "userName"}}, RestBodyId::any, false,
             no_user, RestAnswer::value, true},
    RestResource{"PUT", "User/{userName}", "v1User_SaveUserFromName", "SaveUserFromName",
             "Create or update the user of this name.",
             {RestBinding{Source::path, "UserName", "userName"}, body_user}, RestBodyId::any, false, {},
             RestAnswer::value, true},
    RestResource{"DELETE", "User/{userName}", "v1User_DeleteUserFromName", "DeleteUserFromName",
             "Delete a user by associate name.", {RestBinding{Source::path, "UserName", "userName"}}, RestBodyId::any,
             false, {}, RestAnswer::value, true},
    RestResource{.method = "GET", .path = "Archive", .id = "v1Archive_GetArchive", .operation = "listArchives",
                 .summary = "The lists of users that there are.", .form = RestAnswer::archives},
    RestResource{.method = "GET", .path = "Archive/{archiveProviderName}", .id = "v1Archive_GetArchive_GET",
                 .operation = "listUsers", .summary = "A list of users, 100 at once unless $top (at most 1000) says "
                                                      "otherwise.",
                 .bindings = {archive_name}, .form = RestAnswer::archive},
    RestResource{.method = "POST", .path = "Archive/{archiveProviderName}", .id = "v1Archive_PostArchive",
                 .operation = "listUsers", .summary = "The same with the parameters as a form.",
                 .bindings = {archive_name}, .form = RestAnswer::archive},
    RestResource{.method = "GET", .path = "Archive/{archiveProviderName}/$metadata",
                 .id = "v1Archive_GetArchiveMetadata", .operation = "describeArchive",
                 .summary = "The columns of a list.",
                 .bindings = {RestBinding{Source::path, "ProviderName", "archiveProviderName"}},
                 .form = RestAnswer::columns},
    RestResource{"GET", "timezone", "v1TimeZone_GetTimeZonesArchive", "currentAssociate",
             "Every time zone that SO-TimeZone may name.", {}, RestBodyId::any, false, {},
             RestAnswer::time_zones},
};

std::string_view take_segment(std::string_view& path) {
    const std::size_t slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
    return segment;
}

bool is_number(std::string_view text) {
    return !text.empty() && is_all_digits(text);
}

bool fits(std::string_view pattern, std::string_view path, std::string_view& segment) {
    // A slash at the end would be a segment of nothing.
    if (path.ends_with('/')) return false;
    while (!pattern.empty() && !path.empty()) {
        const std::string_view word = take_segment(pattern);
        const std::string_view part = take_segment(path);
        const bool is_variable = word.starts_with('{');
        if (is_variable) segment = part;
        if (!is_variable && !ascii_iequals(word, part)) return false;
        if (word == "{id}" && !is_number(part)) return false;
        if (part.empty()) return false;
    }
    return pattern.empty() && path.empty();
}

}  // namespace

std::span<const RestResource> rest_resources() {
    return rows;
}

const Operation& operation_of(const RestResource& resource) {
    if (const Operation* const found = find_operation(Service::user, resource.operation)) return *found;
    const auto own = rest_operations();
    return *std::find_if(own.begin(), own.end(),
                         [&](const Operation& row) { return row.name == resource.operation; });
}

bool takes_select(const RestResource& resource) {
    const bool is_own = resource.form == RestAnswer::archive || resource.form == RestAnswer::archives ||
                        resource.form == RestAnswer::columns;
    if (is_own || resource.form == RestAnswer::time_zones) return false;
    return resource.select || operation_of(resource).select;
}

RestMatch match_rest_resource(std::string_view path) {
    const std::span<const RestResource> all = rows;
    for (std::size_t from = 0; from < all.size();) {
        std::size_t to = from + 1;
        while (to < all.size() && all[to].path == all[from].path)
            ++to;
        RestMatch match{all.subspan(from, to - from), {}};
        if (fits(all[from].path, path, match.segment)) return match;
        from = to;
    }
    return {};
}

}  // namespace uag
