// A user as another server has it, stored here with everything that belongs to it: under the rules of every user that is
// stored, in the caller's transaction.
#include <algorithm>

#include "core/agent/fields.hpp"
#include "core/agent/imported_members.hpp"
#include "core/agent/users.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/agent/whole_state.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/audit.hpp"

namespace uag {
namespace {

Result<void> judge_presence(const NewAssociate& user) {
    if (!user.presence) return {};
    FieldErrors errors;
    const auto is_it = [&](const EnumMember& one) {
        return one.value == static_cast<std::int32_t>(user.presence->status);
    };
    if (std::ranges::none_of(type_of<EjUserStatus>().members, is_it))
        errors.add("Presence", "There is no such status.");
    if (auto reason = judge_text(user.presence->message)) errors.add("Presence", std::move(*reason));
    return errors.result();
}

// The person that is told: the user's own, another that is stored, or one that has to be made under its id.
Result<bool> want_imported_person(Rows& rows, const NewAssociate& user, WantedUser& wanted) {
    if (!user.person) return false;
    const std::int32_t own = wanted.stored.identity.associate.person_id;
    PersonRecord person = *user.person;
    if (person.id == 0) person.id = own;
    bool is_new = person.id == 0;
    PersonRecord before = wanted.stored.identity.person;
    if (person.id != own) {
        auto stored = rows.person(person.id);
        if (!stored.has_value()) return stored.error();
        is_new = !stored->has_value();
        if (!is_new) before = std::move(**stored);
    }
    wanted.associate.person_id = is_new ? 0 : person.id;
    wanted.write_person = is_new || !changes_between(members_of(before), members_of(person)).empty();
    wanted.person = std::move(person);
    return is_new;
}

bool is_kept(const std::vector<LinkedCredential>& among, const LinkedCredential& one) {
    return std::ranges::any_of(among, [&](const LinkedCredential& each) {
        return ascii_iequals(each.type, one.type) && each.value == one.value && each.display_value == one.display_value;
    });
}

bool has_type(const std::vector<LinkedCredential>& among, const std::string& type) {
    return std::ranges::any_of(among, [&](const LinkedCredential& each) { return ascii_iequals(each.type, type); });
}

// Whoever is stored with a deleted role or group keeps it, and nobody new gets one: but that is what this user has had
// there. So for a moment, which nobody else sees, they are not deleted.
class Revived {
public:
    explicit Revived(Change& change) : change_(change) {}

    Result<void> role(std::int32_t id) {
        const auto stored = change_.rows.role(id);
        if (!stored.has_value()) return stored.error();
        if (!stored->has_value() || !(*stored)->role.deleted) return {};
        roles_.push_back((*stored)->role);
        return change_.rows.update_role(with_deleted(roles_.back(), false), change_.stamp);
    }
    Result<void> group(std::int32_t id) {
        const auto stored = change_.rows.group(id);
        if (!stored.has_value()) return stored.error();
        if (!stored->has_value() || !(*stored)->deleted) return {};
        groups_.push_back(**stored);
        return change_.rows.update_group(with_deleted(groups_.back(), false), change_.stamp);
    }
    Result<void> put_back() {
        Result<void> done;
        for (const RoleRecord& role : roles_)
            if (done.has_value()) done = change_.rows.update_role(role, change_.stamp);
        for (const GroupRecord& group : groups_)
            if (done.has_value()) done = change_.rows.update_group(group, change_.stamp);
        return done;
    }

private:
    template <class Record> static Record with_deleted(Record record, bool deleted) {
        record.deleted = deleted;
        return record;
    }

    Change& change_;
    std::vector<RoleRecord> roles_;
    std::vector<GroupRecord> groups_;
};

Result<void> add_imported(Change& change, const NewAssociate& user) {
    Revived revived(change);
    Result<void> done = revived.role(user.associate.role_id);
    if (done.has_value()) done = revived.group(user.associate.group_id);
    for (const std::int32_t group : user.secondary_groups)
        if (done.has_value()) done = revived.group(group);
    if (!done.has_value()) return done;
    Seed seed;
    seed.associates.push_back(user);
    const Result<SeedCounts> counts = load_seed(change, seed);
    if (!counts.has_value()) return counts.error();
    if (counts->added == 0)
        return wrong_field("Name", Message::verbatim("The name or the id is that of another user, or of one that was "
                                                     "removed here."));
    change.done(user.associate.id, associate_subject(user.associate.name), "imported");
    return revived.put_back();
}

}  // namespace

Result<void> Users::store_imported(Change& change, const NewAssociate& user) {
    Rows& rows = change.rows;
    const std::int32_t id = user.associate.id;
    if (Result<void> judged = judge_presence(user); !judged.has_value()) return judged;
    Result<std::optional<UserEntry>> found = rows.user(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) {
        if (Result<void> added = add_imported(change, user); !added.has_value()) return added;
        // A person that was stored already stands for itself there.
        const auto now = whole_associate(rows, id, false);
        if (!now.has_value()) return now.error();
        if (!now->has_value()) return no_such_user();
        if (changes_between(members_of(**now), members_of(user)).empty()) return {};
        found = rows.user(id);
        if (!found.has_value()) return found.error();
        if (!found->has_value()) return no_such_user();
    }

    WantedUser wanted = wanted_as_stored(std::move(**found));
    const std::int32_t person_before = wanted.stored.identity.associate.person_id;
    wanted.associate = user.associate;
    wanted.associate.person_id = person_before;
    const Result<bool> is_new_person = want_imported_person(rows, user, wanted);
    if (!is_new_person.has_value()) return is_new_person.error();
    wanted.other_groups = user.secondary_groups;
    wanted.licenses = user.licenses;
    for (const LinkedCredential& credential : user.credentials)
        if (!is_kept(wanted.stored.credentials, credential)) wanted.credentials.push_back(credential);
    FieldErrors errors;
    Result<void> done = judge_user(rows, wanted, types_, errors);
    if (done.has_value()) done = errors.result();
    if (!done.has_value()) return done;

    if (*is_new_person) {
        const Result<std::int32_t> person = rows.insert_person(wanted.person, change.stamp);
        if (!person.has_value()) return person.error();
        wanted.associate.person_id = *person;
        wanted.write_person = false;
    }
    for (const LinkedCredential& credential : wanted.stored.credentials) {
        if (has_type(user.credentials, credential.type)) continue;
        const Result<bool> removed = rows.remove_linked_credential(id, credential.type);
        if (!removed.has_value()) return removed.error();
    }
    if (user.presence)
        if (Result<void> put = rows.put_presence(id, *user.presence); !put.has_value()) return put;
    const Result<Box<User>> stored = store_user(change, wanted, nullptr);
    if (!stored.has_value()) return stored.error();
    return {};
}

}  // namespace uag
