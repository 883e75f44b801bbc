// Users made and changed: judged over a snapshot, the password hashed, then judged again and stored in one
// transaction.
#include <algorithm>

#include "core/agent/conditions.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/link_endings.hpp"
#include "core/agent/passwords.hpp"
#include "core/agent/role_rules.hpp"
#include "core/agent/users.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

// Nobody raises their own rights: a role, or a type, which allows other roles.
bool changes_own_role(const Context& context, const WantedUser& wanted) {
    const AssociateRecord& before = wanted.stored.identity.associate;
    if (wanted.is_new() || before.id != context.caller.associate_id) return false;
    return wanted.associate.role_id != before.role_id || wanted.associate.type != before.type;
}

std::vector<std::int32_t> ids_of(const std::vector<GroupRecord>& groups) {
    std::vector<std::int32_t> ids;
    for (const GroupRecord& group : groups) ids.push_back(group.id);
    std::sort(ids.begin(), ids.end());
    return ids;
}

bool other_groups_change(const WantedUser& wanted) {
    std::vector<std::int32_t> ids = wanted.other_groups;
    std::sort(ids.begin(), ids.end());
    return ids != ids_of(wanted.stored.other_groups);
}

// What the audit says of the change. Of texts that people write only that they changed.
std::string detail_of(const WantedUser& wanted, bool password) {
    const AssociateRecord& before = wanted.stored.identity.associate;
    const AssociateRecord& after = wanted.associate;
    std::string detail;
    const auto say = [&](const std::string& what) { detail += (detail.empty() ? "" : ", ") + what; };
    const auto moved = [&](const std::string& what, std::int32_t from, std::int32_t to) {
        if (from != to) say(what + " " + std::to_string(from) + " -> " + std::to_string(to));
    };
    if (wanted.is_new()) say("created");
    if (!wanted.is_new()) {
        if (before.name != after.name) say("name " + before.name + " -> " + after.name);
        if (before.user_name != after.user_name) say("user name " + before.user_name + " -> " + after.user_name);
        moved("type", static_cast<std::int32_t>(before.type), static_cast<std::int32_t>(after.type));
        if (before.waiting_for_approval && !after.waiting_for_approval) say("approved");
        if (before.retired != after.retired)
            say(after.retired ? "retired" : "no longer retired");
        else if (before.deleted != after.deleted)
            say(after.deleted ? "deleted" : "no longer deleted");
    }
    moved("role", before.role_id, after.role_id);
    moved("group", before.group_id, after.group_id);
    moved("person", before.person_id, after.person_id);
    if (other_groups_change(wanted)) say("other groups");
    if (wanted.licenses != wanted.stored.licenses) say("licences");
    if (after.waiting_for_approval && !before.waiting_for_approval) say("waiting for approval");
    if (wanted.write_person && !wanted.is_new()) say("person's data");
    for (const LinkedCredential& credential : wanted.credentials) say("credential " + credential.type);
    if (password) say("password");
    return detail.empty() ? "saved" : detail;
}

}  // namespace

Result<void> Users::store_credentials(Change& change, const WantedUser& wanted, std::int32_t id) {
    for (LinkedCredential credential : wanted.credentials) {
        if (const LinkedCredentialType* const type = find_type(types_, credential.type)) credential.type = type->type;
        const Result<void> linked = change.rows.put_linked_credential(id, credential);
        if (!linked.has_value()) return linked;
    }
    return {};
}

Result<Box<User>> Users::store_user(Change& change, const WantedUser& wanted, const NewPhc* password) {
    Rows& rows = change.rows;
    const AssociateRecord& before = wanted.stored.identity.associate;
    AssociateRecord associate = wanted.associate;
    if (wanted.write_person && wanted.person.id == 0) {
        const Result<std::int32_t> person = rows.insert_person(wanted.person, change.stamp);
        if (!person.has_value()) return person.error();
        associate.person_id = *person;
    }
    Result<void> stored;
    if (wanted.write_person && wanted.person.id != 0) {
        stored = end_links_with_address(rows, wanted.person);
        if (stored.has_value()) stored = rows.update_person(wanted.person, change.stamp);
    }
    if (!stored.has_value()) return stored.error();
    if (wanted.is_new()) {
        const Result<std::int32_t> id = rows.insert_associate(associate, change.stamp);
        if (!id.has_value()) return id.error();
        associate.id = *id;
    } else {
        stored = rows.update_associate(associate, change.stamp);
        if (stored.has_value()) stored = end_link_with_associate(rows, before, associate);
    }
    if (stored.has_value() && other_groups_change(wanted))
        stored = rows.set_other_groups(associate.id, wanted.other_groups);
    if (stored.has_value() && wanted.licenses != wanted.stored.licenses)
        stored = rows.set_licenses(associate.id, wanted.licenses);
    if (stored.has_value()) stored = store_credentials(change, wanted, associate.id);
    const bool shut_out = associate.waiting_for_approval || associate.retired || associate.deleted ||
                          associate.type == UserType::resource_associate;
    if (stored.has_value() && shut_out) stored = rows.end_sessions(associate.id, std::nullopt);
    if (stored.has_value() && password != nullptr)
        stored = store_password(change, associate.id,
                                {*password, {}, false, TimePoint::max(), change.context.caller.session});
    if (!stored.has_value()) return stored.error();
    const bool is_new_password = password != nullptr && !password->is_revision;
    change.done(associate.id, associate_subject(associate.name), detail_of(wanted, is_new_password));
    change.forget_sessions(associate.id);
    if (wanted.is_new() || wanted.write_person || before.name != associate.name ||
        before.user_name != associate.user_name || before.person_id != associate.person_id)
        change.names_changed();
    return show(change.context, rows, associate.id);
}

Task<Result<Box<User>>> Users::save(const Context& context, Plan plan) {
    const Result<WantedUser> wanted = co_await read_rows(store_, plan);
    if (!wanted.has_value()) co_return wanted.error();
    NewPhc accepted;
    if (!wanted->password.empty()) {
        Result<NewPhc> judged = co_await passwords_.accept(wanted->password, wanted->associate, wanted->person,
                                                           wanted->stored.identity.password, std::nullopt);
        if (!judged.has_value()) co_return judged.error();
        accepted = std::move(*judged);
    }
    // Hashing took its time: what is stored now decides.
    auto work = [&](Change& change) -> Result<Box<User>> {
        const Result<WantedUser> now = plan(change.rows);
        if (!now.has_value()) return now.error();
        if (now->password.empty()) return store_user(change, *now, nullptr);
        if (now->password != wanted->password) return just_changed();
        return store_user(change, *now, &accepted);
    };
    co_return co_await changes_.run(context, work);
}

// `name`, unless it is empty, is what a new user is called whatever the carrier says.
Result<WantedUser> Users::plan_from(Rows& rows, const Context& context, const User& carrier, std::int32_t id,
                                    std::string_view name) {
    UserEntry stored;
    if (id != 0) {
        Result<std::optional<UserEntry>> found = rows.user(id);
        if (!found.has_value()) return found.error();
        if (!found->has_value()) return no_such_user();
        stored = std::move(**found);
        const Result<void> unchanged = judge_conditions(context, stored);
        if (!unchanged.has_value()) return unchanged.error();
    }
    FieldErrors errors;
    Result<WantedUser> wanted = wanted_user(rows, carrier, std::move(stored), types_, errors);
    if (!wanted.has_value()) return wanted;
    if (!name.empty()) wanted->associate.name = name;
    if (changes_own_role(context, *wanted)) return denied("a change of one's own role");
    const Result<void> allowed = changes_.holding().may_store(rows, context.caller, *wanted);
    if (!allowed.has_value()) return allowed.error();
    const Result<void> judged = judge_user(rows, *wanted, types_, errors);
    if (!judged.has_value()) return judged.error();
    const Result<void> fine = errors.result();
    if (!fine.has_value()) return fine.error();
    return wanted;
}

Task<Result<Box<User>>> Users::save_user(const Context& context, const UserRequest& request) {
    if (!request.user.has_value()) co_return wrong_argument("User", "A user is needed.");
    const User& carrier = *request.user;
    PatchedUsers patched;
    Plan plan = [&](Rows& rows) {
        if (context.patch != nullptr) return plan_patched(rows, context, carrier.associate_id, patched);
        return plan_from(rows, context, carrier, carrier.associate_id, {});
    };
    co_return co_await save(context, std::move(plan));
}

// The user of that name, whom the carrier's Name may give another; or a new one of that name.
Task<Result<Box<User>>> Users::save_user_from_name(const Context& context, const SaveUserFromNameRequest& request) {
    if (!request.user.has_value()) co_return wrong_argument("User", "A user is needed.");
    const User& carrier = *request.user;
    const std::string name = kept_name(request.user_name.text);
    if (auto reason = judge_name(name)) co_return wrong_argument("UserName", std::move(*reason));
    Plan plan = [&](Rows& rows) -> Result<WantedUser> {
        const auto id = rows.associate_by_name(fold(name));
        if (!id.has_value()) return id.error();
        if (!id->has_value() && carrier.associate_id != 0) return no_such_user();
        if (!id->has_value()) return plan_from(rows, context, carrier, 0, name);
        if (carrier.associate_id != 0 && carrier.associate_id != **id)
            return wrong_argument("User", "The AssociateId is that of another user than the name.");
        return plan_from(rows, context, carrier, **id, {});
    };
    co_return co_await save(context, std::move(plan));
}

Task<Result<List<StringKeyValuePair>>> Users::validate_user(const Context& context, const UserRequest& request) {
    if (!request.user.has_value()) co_return wrong_argument("User", "A user is needed.");
    const User& carrier = *request.user;
    std::optional<WantedUser> wanted;
    auto read = [&](Rows& rows) -> Result<FieldErrors> {
        FieldErrors errors;
        UserEntry stored;
        if (carrier.associate_id != 0) {
            Result<std::optional<UserEntry>> found = rows.user(carrier.associate_id);
            if (!found.has_value()) return found.error();
            if (!found->has_value()) {
                errors.add("AssociateId", "There is no such user.");
                return errors;
            }
            stored = std::move(**found);
        }
        Result<WantedUser> merged = wanted_user(rows, carrier, std::move(stored), types_, errors);
        if (!merged.has_value()) return merged.error();
        if (changes_own_role(context, *merged)) errors.add("Role", "Nobody can change their own role.");
        const Result<void> allowed = changes_.holding().may_store(rows, context.caller, *merged);
        if (!allowed.has_value() && allowed.error().code != errc::access_denied) return allowed.error();
        if (!allowed.has_value()) {
            const std::string& field = allowed.error().field;
            errors.add(field.empty() ? "Role" : field, allowed.error().public_text);
        }
        const Result<void> judged = judge_user(rows, *merged, types_, errors);
        if (!judged.has_value()) return judged.error();
        wanted = std::move(*merged);
        return errors;
    };
    Result<FieldErrors> errors = co_await read_rows(store_, read);
    if (!errors.has_value()) co_return errors.error();
    if (wanted && !wanted->password.empty() && may_have_password(wanted->associate)) {
        std::vector<std::string> words = own_words(wanted->associate, wanted->person);
        const auto refusal = co_await passwords_.judge(wanted->password, std::move(words), context.caller.associate_id);
        if (!refusal.has_value()) co_return refusal.error();
        if (refusal->has_value()) errors->add("Credentials", (*refusal)->reason);
    }
    std::vector<StringKeyValuePair> pairs;
    const Result<void> result = errors->result();
    if (result.has_value()) co_return List<StringKeyValuePair>(std::move(pairs));
    for (const auto& [field, text] : result.error().messages) pairs.push_back({field, text});
    co_return List<StringKeyValuePair>(std::move(pairs));
}

}  // namespace uag
