// Searching the people behind a type of credential: the directory of a linked type, the associates for the
// password.
#include "core/agent/credentials.hpp"
#include "core/agent/fields.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::int32_t most_found = 1000;

Error no_such_type() { return wrong_argument("Type", "There is no such type of credential."); }

bool has_part(std::string_view text, const std::string& folded_part) {
    return fold(text).find(folded_part) != std::string::npos;
}

List<String> string_list(const std::vector<std::string>& values) {
    std::vector<String> list(values.begin(), values.end());
    return list;
}

CredentialUser user_of(const DirectoryUser& user) {
    CredentialUser carrier;
    carrier.base.field_properties.presence = Presence::value;
    carrier.value = user.value;
    carrier.display_value = user.display_value;
    carrier.columns = string_list(user.columns);
    carrier.can_create_person = user.can_create_person;
    return carrier;
}

// What is found of the directory, by a rule that says which of its users.
template <class Rule> CredentialsGroupUsers directory_users(const LinkedCredentialType& type, Rule rule) {
    CredentialsGroupUsers found;
    found.base.field_properties.presence = Presence::value;
    found.headings = string_list(type.headings);
    found.users.presence = Presence::value;
    for (const DirectoryUser& user : type.users) {
        if (found.users.items.size() >= most_found) break;
        if (rule(user)) found.users.items.emplace_back(user_of(user));
    }
    return found;
}

bool matches(const DirectoryUser& user, const std::string& folded) {
    if (has_part(user.value, folded) || has_part(user.display_value, folded)) return true;
    for (const std::string& column : user.columns)
        if (has_part(column, folded)) return true;
    return false;
}

CredentialsGroupUsers associates_of(const std::vector<AssociateSummary>& summaries) {
    CredentialsGroupUsers found;
    found.base.field_properties.presence = Presence::value;
    found.headings = std::vector<String>{label("Name"), label("Full name"), label("E-mail")};
    found.users.presence = Presence::value;
    for (const AssociateSummary& summary : summaries) {
        CredentialUser user;
        user.base.field_properties.presence = Presence::value;
        user.value = summary.associate.name;
        user.display_value = summary.full_name.empty() ? summary.associate.name : summary.full_name;
        user.columns = string_list({summary.associate.name, summary.full_name, summary.email});
        found.users.items.emplace_back(std::move(user));
    }
    return found;
}

CredentialsGroup group_of(std::string name, std::string display_name) {
    CredentialsGroup group;
    group.base.field_properties.presence = Presence::value;
    group.name = std::move(name);
    group.display_name = std::move(display_name);
    return group;
}

}  // namespace

Task<Result<List<Box<CredentialsGroup>>>> Credentials::find_credentials_groups(const Context&,
                                                                               const DirectorySearchRequest& request) {
    const std::string wanted = folded_name(request.search_string.text);
    List<Box<CredentialsGroup>> found(std::vector<Box<CredentialsGroup>>{});
    if (const LinkedCredentialType* const type = find_type(types_, request.type.text)) {
        for (const DirectoryGroup& group : type->groups)
            if (found.items.size() < most_found &&
                (has_part(group.name, wanted) || has_part(group.display_name, wanted)))
                found.items.emplace_back(group_of(group.name, group.display_name));
        co_return found;
    }
    if (!is_password_type(request.type.text)) co_return no_such_type();
    auto look = [](Rows& rows) { return rows.groups(); };
    const Result<std::vector<GroupRecord>> groups = co_await read_rows(store_, look);
    if (!groups.has_value()) co_return groups.error();
    for (const GroupRecord& group : *groups)
        if (found.items.size() < most_found && !group.deleted && has_part(group.name, wanted))
            found.items.emplace_back(group_of(group.name, group.name));
    co_return found;
}

Task<Result<Box<CredentialsGroupUsers>>> Credentials::find_credential_users(const Context&,
                                                                            const DirectorySearchRequest& request) {
    const std::string wanted = folded_name(request.search_string.text);
    if (const LinkedCredentialType* const type = find_type(types_, request.type.text)) {
        const auto rule = [&](const DirectoryUser& user) { return matches(user, wanted); };
        co_return Box<CredentialsGroupUsers>(directory_users(*type, rule));
    }
    if (!is_password_type(request.type.text)) co_return no_such_type();
    auto look = [&](Rows& rows) { return rows.search_associates(wanted, std::nullopt, most_found); };
    const Result<std::vector<AssociateSummary>> summaries = co_await read_rows(store_, look);
    if (!summaries.has_value()) co_return summaries.error();
    co_return Box<CredentialsGroupUsers>(associates_of(*summaries));
}

Task<Result<Box<CredentialsGroupUsers>>> Credentials::get_credential_users_in_group(
    const Context&, const GetCredentialUsersInGroupRequest& request) {
    const std::string wanted = folded_name(request.group_name.text);
    if (const LinkedCredentialType* const type = find_type(types_, request.type.text)) {
        const DirectoryGroup* group = nullptr;
        for (const DirectoryGroup& each : type->groups)
            if (fold(each.name) == wanted) group = &each;
        if (group == nullptr) co_return Box<CredentialsGroupUsers>::nil();
        const auto rule = [&](const DirectoryUser& user) {
            for (const std::string& name : user.groups)
                if (fold(name) == wanted) return true;
            return false;
        };
        co_return Box<CredentialsGroupUsers>(directory_users(*type, rule));
    }
    if (!is_password_type(request.type.text)) co_return no_such_type();
    using Found = std::optional<std::vector<AssociateSummary>>;
    auto look = [&](Rows& rows) -> Result<Found> {
        const Result<std::vector<GroupRecord>> groups = rows.groups();
        if (!groups.has_value()) return groups.error();
        for (const GroupRecord& group : *groups) {
            if (group.deleted || fold(group.name) != wanted) continue;
            Result<std::vector<AssociateSummary>> members = rows.search_associates("", group.id, most_found);
            if (!members.has_value()) return members.error();
            return Found(std::move(*members));
        }
        return Found{};
    };
    const Result<Found> found = co_await read_rows(store_, look);
    if (!found.has_value()) co_return found.error();
    if (!found->has_value()) co_return Box<CredentialsGroupUsers>::nil();
    co_return Box<CredentialsGroupUsers>(associates_of(**found));
}

}  // namespace uag
