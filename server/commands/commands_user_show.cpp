// `useragentd user list|show`.
#include <algorithm>
#include <array>

#include "core/agent/directory.hpp"
#include "core/security/access.hpp"
#include "core/security/names.hpp"
#include "server/commands/commands_user.hpp"

namespace uag {
namespace {

constexpr std::array<Column, 8> user_columns{{{"id", "ID"},
                                              {"name", "NAME"},
                                              {"type", "TYPE"},
                                              {"state", "STATE"},
                                              {"has_password", "PASSWORD"},
                                              {"role", "ROLE"},
                                              {"full_name", "FULL NAME"},
                                              {"email", "E-MAIL"}}};

constexpr std::array<Column, 25> user_lines{{{"id", "Id"},
                                             {"name", "Name"},
                                             {"user_name", "User name"},
                                             {"nick_name", "Nick name"},
                                             {"tooltip", "Tooltip"},
                                             {"type", "Type"},
                                             {"state", "State"},
                                             {"person_id", "Person"},
                                             {"full_name", "Full name"},
                                             {"email", "E-mail"},
                                             {"direct_phone", "Direct phone"},
                                             {"mobile_phone", "Mobile phone"},
                                             {"contact_id", "Contact"},
                                             {"role", "Role"},
                                             {"rights", "Rights"},
                                             {"group", "Group"},
                                             {"other_groups", "Other groups"},
                                             {"credentials", "Credentials"},
                                             {"must_change_password", "Must change password"},
                                             {"licenses", "Licences"},
                                             {"last_login", "Last log-in"},
                                             {"last_logout", "Last log-out"},
                                             {"sessions", "Sessions"},
                                             {"registered", "Registered"},
                                             {"updated", "Updated"}}};

/// The user's rows, and what only other rows tell.
struct Sight {
    UserEntry entry;
    std::vector<std::string> licenses;
    std::int64_t sessions = 0;
};

Result<Sight> look_at(LocalCore& core, const std::string& name_or_id) {
    auto entry = find_user(core, name_or_id);
    if (!entry.has_value()) return entry.error();
    Sight sight{std::move(*entry), {}, 0};
    const TimePoint now = SystemClock{}.now();
    const auto read = core.read([&](Rows& rows) -> Result<void> {
        const auto licenses = rows.module_licenses();
        if (!licenses.has_value()) return licenses.error();
        for (const ModuleLicenseRecord& license : *licenses)
            if (std::ranges::find(sight.entry.licenses, license.id) != sight.entry.licenses.end())
                sight.licenses.push_back(license.name);
        const auto sessions = rows.sessions(sight.entry.identity.associate.id, now);
        if (!sessions.has_value()) return sessions.error();
        sight.sessions = static_cast<std::int64_t>(sessions->size());
        return {};
    });
    if (!read.has_value()) return read.error();
    return sight;
}

Record link_to(std::int32_t id, std::string_view name) { return {{"id", id}, {"name", name}}; }

Value optional_time(const std::optional<TimePoint>& time) { return time ? time_value(*time) : Value{}; }

void add_person(Record& record, const PersonRecord& person) {
    record.emplace_back("person_id", person.id != 0 ? Value(person.id) : Value{});
    record.emplace_back("full_name", full_name(person));
    record.emplace_back("email", person.email);
    record.emplace_back("direct_phone", person.direct_phone);
    record.emplace_back("mobile_phone", person.mobile_phone);
    record.emplace_back("contact_id", person.contact_id != 0 ? Value(person.contact_id) : Value{});
}

void add_rights(Record& record, const UserEntry& entry) {
    const Identity& identity = entry.identity;
    record.emplace_back("role", identity.role.id != 0 ? Value(link_to(identity.role.id, identity.role.name)) : Value{});
    Values rights;
    for (const std::string& code : identity.functional_rights) rights.emplace_back(code);
    record.emplace_back("rights", std::move(rights));
    record.emplace_back("group",
                        identity.group.id != 0 ? Value(link_to(identity.group.id, identity.group.name)) : Value{});
    Values groups;
    for (const GroupRecord& group : entry.other_groups) groups.emplace_back(link_to(group.id, group.name));
    record.emplace_back("other_groups", std::move(groups));
}

/// Types only: a value of a linked credential names the person elsewhere, and that of a password is a secret.
void add_credentials(Record& record, const UserEntry& entry) {
    Values types;
    if (entry.identity.password) types.emplace_back(password_credential_type);
    for (const LinkedCredential& credential : entry.credentials) types.emplace_back(credential.type);
    record.emplace_back("credentials", std::move(types));
    record.emplace_back("must_change_password",
                        entry.identity.password ? Value(entry.identity.password->must_change) : Value{});
}

Record record_of(const Sight& sight) {
    const AssociateRecord& associate = sight.entry.identity.associate;
    Record record{{"id", associate.id},
                  {"name", associate.name},
                  {"user_name", associate.user_name},
                  {"nick_name", associate.nick_name},
                  {"tooltip", associate.tooltip},
                  {"type", word_of(associate.type)},
                  {"state", state_of(associate)}};
    add_person(record, sight.entry.identity.person);
    add_rights(record, sight.entry);
    add_credentials(record, sight.entry);
    Values licenses;
    for (const std::string& name : sight.licenses) licenses.emplace_back(name);
    record.emplace_back("licenses", std::move(licenses));
    record.emplace_back("last_login", optional_time(sight.entry.last_login));
    record.emplace_back("last_logout", optional_time(sight.entry.last_logout));
    record.emplace_back("sessions", sight.sessions);
    record.emplace_back("registered", time_value(sight.entry.stamps.registered.when));
    record.emplace_back("updated", time_value(sight.entry.stamps.updated.when));
    return record;
}

Record record_of(const AssociateSummary& user) {
    return {{"id", user.associate.id},
            {"name", user.associate.name},
            {"user_name", user.associate.user_name},
            {"type", word_of(user.associate.type)},
            {"full_name", user.full_name},
            {"email", user.email},
            {"role", user.role},
            {"state", state_of(user.associate)},
            {"has_password", user.has_password}};
}

}  // namespace

bool lacks_password(const AssociateSummary& user) {
    const AssociateRecord& associate = user.associate;
    return !user.has_password && may_have_password(associate) && !associate.deleted && !associate.retired;
}

Result<void> list_users(const CommandLine& line, const UserOptions& options) {
    const auto core = LocalCore::open(line, "user list");
    if (!core.has_value()) return core.error();
    const auto users = (*core)->read([](Rows& rows) { return rows.associates(); });
    if (!users.has_value()) return users.error();
    Values records;
    for (const AssociateSummary& user : *users)
        if (!options.without_password || lacks_password(user)) records.emplace_back(record_of(user));
    show(options.json, user_columns, records);
    return {};
}

Result<void> show_user(const CommandLine& line, const UserOptions& options) {
    const auto core = LocalCore::open(line, "user show");
    if (!core.has_value()) return core.error();
    const auto sight = look_at(**core, options.name);
    if (!sight.has_value()) return sight.error();
    const Record record = record_of(*sight);
    show(options.json, user_lines, record);
    return {};
}

}  // namespace uag
