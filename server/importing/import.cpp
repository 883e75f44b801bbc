#include "server/importing/import.hpp"

#include <algorithm>
#include <utility>

#include "core/agent/directory.hpp"
#include "core/agent/imported_members.hpp"
#include "core/agent/imported_roles.hpp"
#include "core/agent/user_texts.hpp"
#include "core/agent/whole_state.hpp"
#include "core/base/text.hpp"
#include "server/importing/asked_user.hpp"
#include "server/importing/conflicts.hpp"
#include "server/importing/lines.hpp"

namespace uag::importing {
namespace {

constexpr std::size_t most_named_in_report = 5;
constexpr std::size_t most_told_conflicts = 5;

Error cannot(std::string words) { return fail_in_english(errc::invalid_argument, std::move(words)); }
Error cannot(const Trouble& trouble) { return cannot(trouble.text); }

bool has_password_there(const User& user) {
    return std::ranges::any_of(user.credentials.items, [](const Box<Credential>& each) {
        return each.has_value() && each->type.has_value() && is_password_type(trim(each->type->type.text));
    });
}

/// A role or a group.
struct Part {
    std::string_view what;
    std::int32_t id = 0;
    std::string name;
    bool is_new = false;
    std::vector<MemberChange> changes;
    std::function<Result<void>(Change&)> store;
};

/// `told` beside what is stored of it.
template <class Told> Part part_of(std::string_view what, std::int32_t id, const std::string& name, const Told& told,
                                   const std::map<std::int32_t, Members>& stored,
                                   Result<void> (*store)(Change&, const Told&)) {
    const auto same = stored.find(id);
    const bool is_new = same == stored.end();
    return {what,
            id,
            name,
            is_new,
            changes_between(is_new ? Members() : same->second, members_of(told)),
            [&told, store](Change& change) { return store(change, told); }};
}

// What they refer to outlives them.
Result<void> parts_of(Rows& rows, const std::vector<NewRole>& roles, const std::vector<GroupRecord>& groups,
                      std::vector<Part>& parts) {
    const auto rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    const auto stored_roles = whole_roles(rows, *rights);
    if (!stored_roles.has_value()) return stored_roles.error();
    const auto stored_groups = rows.groups();
    if (!stored_groups.has_value()) return stored_groups.error();
    std::map<std::int32_t, Members> roles_here;
    std::map<std::int32_t, Members> groups_here;
    for (const NewRole& role : *stored_roles) roles_here[role.role.id] = members_of(role);
    for (const GroupRecord& group : *stored_groups) groups_here[group.id] = members_of(group);
    for (const NewRole& role : roles)
        parts.push_back(part_of("role", role.role.id, role.role.name, role, roles_here, &store_imported_role));
    for (const GroupRecord& group : groups)
        parts.push_back(part_of("group", group.id, group.name, group, groups_here, &store_imported_group));
    return {};
}

}  // namespace

Import::Import(Source& source, const std::atomic<bool>& stopping, ImportOptions options)
    : source_(source), stopping_(stopping), options_(std::move(options)) {}

Result<void> Import::read() {
    if (Told<void> done = source_.log_in(); !done.has_value()) return cannot(done.error());
    Told<RoleList> roles = list_roles(source_);
    if (!roles.has_value()) return cannot(roles.error());
    Told<std::vector<GroupRecord>> groups = list_groups(source_);
    if (!groups.has_value()) return cannot(groups.error());
    Told<UserList> list = list_users(source_, options_.up_to);
    if (!list.has_value()) return cannot(list.error());
    const auto is_bad_role = [](const NewRole& role) { return role.role.id <= 0; };
    if (std::ranges::any_of(roles->roles, is_bad_role) ||
        std::ranges::any_of(*groups, [](const GroupRecord& group) { return group.id <= 0; }))
        return cannot(source_.name() + ": it has a role or group whose id is none, 0 or less");
    roles_ = std::move(*roles);
    groups_ = std::move(*groups);
    users_ = std::move(list->users);
    report_.roles = roles_.roles.size();
    report_.groups = groups_.size();
    report_.users = users_.size();
    if (!list->without_list.empty())
        report_.notes.push_back("Users were found by asking for their ids: " + list->without_list);
    for (const std::string& table : roles_.left_out)
        report_.notes.push_back("Data rights on " + table + " are not kept here");
    note_not_told();
    const bool is_told = std::ranges::any_of(users_, [](const ListedUser& user) { return user.is_active.has_value(); });
    if (!is_told) report_.not_told.emplace_back("who is not active without being deleted");
    if (users_.empty()) return cannot(source_.name() + ": it has no users, or none that whoever logs in may see");
    return {};
}

Result<void> Import::take(const Destination& destination) {
    destination_ = &destination;
    Result<void> done = judge_all();
    if (done.has_value()) done = take_roles();
    if (done.has_value()) done = take_users();
    if (done.has_value()) done = find_gone();
    return done;
}

Result<void> Import::judge_all() {
    std::vector<std::string> conflicts;
    const Result<void> judged = destination_->read([&](Rows& rows) -> Result<void> {
        auto found = conflicts_of(rows, {users_, roles_.roles, groups_, options_.are_renamed});
        if (!found.has_value()) return found.error();
        conflicts = std::move(*found);
        auto licenses = rows.module_licenses();
        if (!licenses.has_value()) return licenses.error();
        licenses_ = std::move(*licenses);
        return {};
    });
    if (!judged.has_value() || conflicts.empty()) return judged;
    std::string text = "the database has others under these ids or names, and nothing is changed: ";
    const std::size_t told = std::min(conflicts.size(), most_told_conflicts);
    for (std::size_t i = 0; i < told; ++i) text += (i == 0 ? "" : "; ") + conflicts[i];
    if (conflicts.size() > told) text += "; and " + std::to_string(conflicts.size() - told) + " more";
    return cannot(text);
}

void Import::refuse(const std::string& thing, const std::string& reason) {
    ++report_.refused;
    options_.say("! " + thing + ": " + reason);
}

// A database that cannot answer refuses nobody.
Result<void> Import::refuse(const std::string& thing, const Error& error) {
    if (error.code == errc::storage || error.code == errc::internal || error.code == errc::overloaded) return error;
    refuse(thing, reason_of(error, thing));
    return {};
}

Result<void> Import::take_rights() {
    Seed seed;
    const Result<void> read = destination_->read([&](Rows& rows) -> Result<void> {
        const auto stored = rows.functional_rights();
        if (!stored.has_value()) return stored.error();
        for (const FunctionalRight& right : roles_.rights) {
            if (std::ranges::find(*stored, right.code, &FunctionalRight::code) != stored->end()) continue;
            seed.rights.push_back(right);
            // Roles name rights by their code, so one whose id is another's here may have a new one.
            if (std::ranges::find(*stored, right.id, &FunctionalRight::id) != stored->end()) seed.rights.back().id = 0;
        }
        return {};
    });
    if (!read.has_value() || seed.rights.empty()) return read;
    const Result<void> stored = destination_->change([&](Change& change) -> Result<void> {
        const auto loaded = load_seed(change, seed);
        if (!loaded.has_value()) return loaded.error();
        for (const FunctionalRight& right : seed.rights) change.done(0, "functional right " + right.code, "imported");
        return {};
    });
    if (!stored.has_value()) return stored;
    for (const FunctionalRight& right : seed.rights) options_.say("+ functional right " + right.code);
    return {};
}

// Nobody has a role yet: roles and groups become those of the source, all at once.
Result<void> Import::take_first_roles() {
    Seed seed;
    seed.whole = true;
    seed.rights = roles_.rights;
    seed.roles = roles_.roles;
    seed.groups = groups_;
    return destination_->change([&](Change& change) -> Result<void> {
        const auto loaded = load_seed(change, seed);
        if (!loaded.has_value()) return loaded.error();
        change.done(0, "server " + source_.name(),
                    std::to_string(seed.roles.size()) + " roles and " + std::to_string(seed.groups.size()) +
                        " groups imported");
        change.forget_all_sessions();
        return {};
    });
}

Result<void> Import::take_roles() {
    bool is_first = false;
    std::vector<Part> parts;
    const Result<void> read = destination_->read([&](Rows& rows) -> Result<void> {
        const auto associates = rows.associates();
        if (!associates.has_value()) return associates.error();
        is_first = associates->empty();
        return parts_of(rows, roles_.roles, groups_, parts);
    });
    if (!read.has_value()) return read;
    const bool differs =
        std::ranges::any_of(parts, [](const Part& part) { return part.is_new || !part.changes.empty(); });
    if (is_first && differs) {
        if (Result<void> taken = take_first_roles(); !taken.has_value()) return taken;
    } else if (Result<void> taken = take_rights(); !taken.has_value()) {
        return taken;
    }
    for (const Part& part : parts) {
        if (!part.is_new && part.changes.empty()) continue;
        const std::string about = thing(part.what, part.id, part.name);
        if (!is_first) {
            const Result<void> stored = destination_->change(part.store);
            if (!stored.has_value()) {
                if (Result<void> told = refuse(about, stored.error()); !told.has_value()) return told;
                continue;
            }
        }
        // What was built in under this id is nobody's.
        options_.say(part.is_new || is_first ? "+ " + about : changed_line(about, part.changes));
    }
    return {};
}

Result<void> Import::take_licenses(const User& user) {
    std::vector<ModuleLicenseRecord> missing;
    for (const ModuleLicenseRecord& told : licenses_told(user)) {
        const auto is_it = [&](const ModuleLicenseRecord& one) { return is_license(one, told.owner, told.name); };
        if (std::ranges::none_of(licenses_, is_it) && std::ranges::none_of(missing, is_it)) missing.push_back(told);
    }
    if (missing.empty()) return {};
    const Result<void> stored = destination_->change([&](Change& change) -> Result<void> {
        for (ModuleLicenseRecord license : missing) {
            // One whose id is another's here gets a new one.
            if (std::ranges::find(licenses_, license.id, &ModuleLicenseRecord::id) != licenses_.end()) license.id = 0;
            const auto id = change.rows.insert_module_license(license);
            if (!id.has_value()) return id.error();
            change.done(*id, "licence " + license.name, "imported");
        }
        return {};
    });
    if (!stored.has_value()) return stored;
    for (const ModuleLicenseRecord& license : missing) options_.say("+ licence " + license.owner + ' ' + license.name);
    return destination_->read([&](Rows& rows) -> Result<void> {
        auto licenses = rows.module_licenses();
        if (!licenses.has_value()) return licenses.error();
        licenses_ = std::move(*licenses);
        return {};
    });
}

void Import::note_not_taken(const std::string& name, const User& user) {
    const auto note = [&](const std::string& what, bool is_there) {
        if (!is_there) return;
        NotTaken& entry = report_.not_taken[what];
        if (++entry.users <= most_named_in_report) entry.first += (entry.first.empty() ? "" : ", ") + name;
    };
    note("passwords", has_password_there(user));
    note("ExtraFields", !user.extra_fields.items.empty());
    note("CustomFields", !user.custom_fields.items.empty());
    note("TicketCategories", !user.ticket_categories.items.empty());
}

void Import::note_not_told() {
    const auto note = [&](const TypeInfo& type, const std::string& prefix, const auto& texts) {
        for (const FieldInfo& field : type.fields) {
            const auto is_it = [&](const auto& text) { return text.name == field.name; };
            const bool is_taken = field.name == "WaitingForApproval" || std::ranges::any_of(texts, is_it);
            if (is_taken && field.since > source_.version())
                report_.not_told.push_back(prefix + std::string(field.name));
        }
    };
    note(type_of<User>(), "", associate_texts);
    note(type_of<Person>(), "Person.", person_texts);
    if (!source_.has(user_operation("GetUserPresenceStatus"))) report_.not_told.emplace_back("presence");
}

Result<void> Import::store_user(const ListedUser& listed, const ToldUser& told) {
    NewAssociate wanted;
    std::vector<MemberChange> changes;
    bool is_new = false;
    bool is_renamed = false;
    std::string name_here;
    const Result<void> read = destination_->read([&](Rows& rows) -> Result<void> {
        const auto stored = whole_associate(rows, listed.id, false);
        if (!stored.has_value()) return stored.error();
        is_new = !stored->has_value();
        const NewAssociate before = is_new ? NewAssociate() : **stored;
        wanted = imported_user(before, told, licenses_);
        changes = changes_between(members_of(before), members_of(wanted));
        name_here = before.associate.name;
        is_renamed = fold(name_here) != fold(wanted.associate.name);
        return {};
    });
    if (!read.has_value()) return read;
    if (!is_new && !options_.are_renamed && is_renamed) {
        refuse(thing("associate", listed.id, listed.name),
               "is \"" + name_here + "\" here; --renamed takes the other name");
        return {};
    }
    if (!is_new && changes.empty()) {
        ++report_.same;
        return {};
    }
    const std::string about = thing("associate", listed.id, wanted.associate.name);
    const Result<void> stored =
        destination_->change([&](Change& change) { return destination_->users.store_imported(change, wanted); });
    if (!stored.has_value()) {
        Error error = stored.error();
        const std::string prefix = "associate " + wanted.associate.name;
        for (auto& [field, text] : error.messages)
            if (field.starts_with(prefix)) field.replace(0, prefix.size(), about);
        return refuse(about, error);
    }
    ++(is_new ? report_.added : report_.changed);
    options_.say(is_new ? "+ " + about : changed_line(about, changes));
    return {};
}

Result<void> Import::take_user(const ListedUser& listed, const AskedUser& asked) {
    if (asked.end) return *asked.end;
    if (!asked.refusal.empty()) {
        refuse(thing("associate", listed.id, listed.name), asked.refusal);
        return {};
    }
    if (Result<void> taken = take_licenses(*asked.user); !taken.has_value()) return taken;
    note_not_taken(listed.name, *asked.user);
    std::optional<bool> is_inactive;
    if (listed.is_active) is_inactive = !*listed.is_active;
    return store_user(listed, {asked.user.get(), source_.version(), asked.presence, is_inactive});
}

Result<void> Import::take_users() {
    ReadingAhead ahead(source_, users_);
    for (const ListedUser& listed : users_) {
        const AskedUser asked = ahead.next();
        if (stopping_.load()) return cannot("stopped");
        if (Result<void> taken = take_user(listed, asked); !taken.has_value()) return taken;
        options_.progress(++report_.looked_at, users_.size());
    }
    return {};
}

Result<void> Import::find_gone() {
    return destination_->read([&](Rows& rows) -> Result<void> {
        const auto associates = rows.associates();
        if (!associates.has_value()) return associates.error();
        for (const AssociateSummary& each : *associates) {
            if (each.associate.deleted || std::ranges::binary_search(users_, each.associate.id, {}, &ListedUser::id))
                continue;
            ++report_.gone;
            options_.say("- " + thing("associate", each.associate.id, each.associate.name) +
                         ": is not there; it stays here as it is");
        }
        return {};
    });
}

}  // namespace uag::importing
