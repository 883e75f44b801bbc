// A user of another type, with a role and groups that fit; not saved. The answer has every member: what the caller left
// out is as it is stored of the user, and empty where nothing is.
#include "core/agent/carriers_of.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/role_rules.hpp"
#include "core/agent/user_drafts.hpp"
#include "core/agent/users.hpp"
#include "core/agent/users_validation.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

// The first text that is longer than any that is kept, somewhere in the carrier.
const FieldInfo* find_too_long(const TypeInfo& type, const void* object) {
    const auto in_slot = [](const TypeInfo& inner, const void* slot) -> bool {
        if (inner.kind == Kind::string) return !may_fit(static_cast<const String*>(slot)->text, max_description);
        return inner.kind == Kind::object && inner.slot.presence(slot) == Presence::value &&
               find_too_long(inner, inner.slot.object(slot)) != nullptr;
    };
    for (const FieldInfo& field : type.fields) {
        const TypeInfo& inner = field.type();
        const void* const slot = field.get(object);
        if (field.is_base) {
            if (find_too_long(inner, slot) != nullptr) return &field;
            continue;
        }
        if (inner.kind != Kind::array && inner.kind != Kind::dictionary) {
            if (in_slot(inner, slot)) return &field;
            continue;
        }
        for (std::size_t i = 0; i < inner.slot.size(slot); ++i) {
            const void* const at = inner.slot.at(slot, i);
            const bool found =
                inner.kind == Kind::dictionary ? find_too_long(inner.item(), at) != nullptr : in_slot(inner.item(), at);
            if (found) return &field;
        }
    }
    return nullptr;
}

void complete(const TypeInfo& type, void* object);

void complete_slot(const TypeInfo& type, void* slot) {
    if (type.kind == Kind::string) {
        auto& text = *static_cast<String*>(slot);
        if (!text.has_value()) text = "";
        return;
    }
    if (type.kind == Kind::object && type.slot.presence(slot) == Presence::value)
        return complete(type, const_cast<void*>(type.slot.object(slot)));
    if (type.kind != Kind::array && type.kind != Kind::dictionary) return;
    if (type.slot.presence(slot) != Presence::value) type.slot.emplace(slot);
    for (std::size_t i = 0; i < type.slot.size(slot); ++i) {
        void* const at = const_cast<void*>(type.slot.at(slot, i));
        type.kind == Kind::dictionary ? complete(type.item(), at) : complete_slot(type.item(), at);
    }
}

// Texts and lists that are not there are empty in an answer. Of the base, which is never taken from a request, nobody
// has said anything yet.
void complete(const TypeInfo& type, void* object) {
    for (const FieldInfo& field : type.fields) {
        void* const slot = field.slot(object);
        if (field.is_base)
            static_cast<Carrier*>(slot)->field_properties.presence = Presence::value;
        else
            complete_slot(field.type(), slot);
    }
}

// Texts as saving takes them: one that is left out stays, nil clears it.
void take_left_out_texts(const TypeInfo& type, void* given, const void* stored) {
    for (const FieldInfo& field : type.fields) {
        if (field.is_base || field.type().kind != Kind::string) continue;
        auto& text = *static_cast<String*>(field.slot(given));
        if (text.presence == Presence::absent) text = *static_cast<const String*>(field.get(stored));
    }
}

template <class T> void take_left_out(List<T>& given, List<T>& stored) {
    if (!given.has_value()) given = std::move(stored);
}

template <class T> void take_left_out(Box<T>& given, Box<T>& stored) {
    if (!given.has_value()) given = std::move(stored);
}

// What is told of people stays theirs: of another person than the stored one it is what that one has.
Result<void> take_left_out_person(Rows& rows, User& user, Box<Person>& stored) {
    if (!user.person.has_value()) {
        user.person = std::move(stored);
        return {};
    }
    const std::int32_t id = user.person->person_id;
    if (id == 0 || (stored.has_value() && stored->person_id == id)) {
        if (stored.has_value()) take_left_out_texts(type_of<Person>(), &*user.person, &*stored);
        return {};
    }
    const Result<std::optional<PersonRecord>> other = rows.person(id);
    if (!other.has_value()) return other.error();
    if (!other->has_value()) return {};
    const Person shown = person_of(**other, nullptr);
    take_left_out_texts(type_of<Person>(), &*user.person, &shown);
    return {};
}

// What was left out, and what is read-only, as it is stored.
Result<void> take_stored(Rows& rows, User& user, User stored) {
    take_left_out_texts(type_of<User>(), &user, &stored);
    take_left_out(user.license_owners, stored.license_owners);
    take_left_out(user.role, stored.role);
    take_left_out(user.user_group, stored.user_group);
    take_left_out(user.other_groups, stored.other_groups);
    take_left_out(user.credentials, stored.credentials);
    take_left_out(user.ticket_categories, stored.ticket_categories);
    take_left_out(user.extra_fields, stored.extra_fields);
    take_left_out(user.custom_fields, stored.custom_fields);
    take_left_out(user.post_save_commands, stored.post_save_commands);
    user.deleted = stored.deleted;
    user.is_person_retired = stored.is_person_retired;
    user.lastlogin = stored.lastlogin;
    user.lastlogout = stored.lastlogout;
    return take_left_out_person(rows, user, stored.person);
}

// No answer repeats a password.
void show_credentials(List<Box<Credential>>& credentials, const std::vector<LinkedCredentialType>& types) {
    for (Box<Credential>& credential : credentials.items) {
        if (!credential.has_value()) continue;
        const std::string_view name = credential->type.has_value() ? credential->type->type.text : std::string_view();
        if (const LinkedCredentialType* const linked = find_type(types, name)) {
            credential->type = credential_type_of(*linked);
            continue;
        }
        if (ascii_iequals(name, password_credential_type)) credential->type = password_type();
        wipe(credential->value.text);
        credential->value = "";
    }
}

// The given role if it fits, else the first one that does; null if there is none.
Result<Box<Role>> role_for(Rows& rows, const Box<Role>& given, UserType type) {
    if (given.has_value()) {
        const Result<std::optional<RoleEntry>> found = rows.role(given->id);
        if (!found.has_value()) return found.error();
        if (found->has_value() && !(*found)->role.deleted && (*found)->role.type == role_type_for(type))
            return Box<Role>(role_of((*found)->role));
    }
    const Result<RoleRecord> first = fitting_role(rows, type);
    if (!first.has_value()) return first.error();
    if (first->id == 0) return Box<Role>::nil();
    return Box<Role>(role_of(*first));
}

// The given group as it is stored; nil if there is none, or it is deleted.
Result<Box<UserGroup>> live_group(Rows& rows, const Box<UserGroup>& given) {
    if (!given.has_value()) return Box<UserGroup>::nil();
    const Result<std::optional<GroupRecord>> found = rows.group(given->id);
    if (!found.has_value()) return found.error();
    if (!found->has_value() || (*found)->deleted) return Box<UserGroup>::nil();
    return Box<UserGroup>(group_of(**found));
}

Result<void> fit_groups(Rows& rows, User& user) {
    Result<Box<UserGroup>> main = live_group(rows, user.user_group);
    if (!main.has_value()) return main.error();
    user.user_group = std::move(*main);
    if (!user.user_group.has_value()) {
        const Result<GroupRecord> first = first_group(rows);
        if (!first.has_value()) return first.error();
        if (first->id != 0) user.user_group = group_of(*first);
    }
    std::vector<Box<UserGroup>> kept;
    for (const Box<UserGroup>& given : user.other_groups.items) {
        Result<Box<UserGroup>> group = live_group(rows, given);
        if (!group.has_value()) return group.error();
        if (!group->has_value()) continue;
        const bool is_main = user.user_group.has_value() && (*group)->id == user.user_group->id;
        if (!is_main) kept.push_back(std::move(*group));
    }
    user.other_groups.items = std::move(kept);
    return {};
}

}  // namespace

Task<Result<Box<User>>> Users::change_user_type(const Context& context, const ChangeUserTypeRequest& request) {
    if (!request.user.has_value()) co_return wrong_argument("User", "A user is needed.");
    if (!role_type_for(request.user_type)) co_return unknown_type();
    // All of it is told again.
    if (const Result<void> fits = judge_lists(*request.user); !fits.has_value()) co_return fits.error();
    if (const FieldInfo* const field = find_too_long(type_of<User>(), &*request.user))
        co_return too_long(std::string(field->name), max_description);
    auto read = [&](Rows& rows) -> Result<Box<User>> {
        Box<User> user = request.user;
        const Result<std::optional<UserEntry>> found = rows.user(user->associate_id);
        if (!found.has_value()) return found.error();
        const UserEntry entry = found->value_or(UserEntry{});
        Result<Box<User>> stored = show(context, rows, entry);
        if (!stored.has_value()) return stored;
        const Result<void> taken = take_stored(rows, *user, std::move(**stored));
        if (!taken.has_value()) return taken.error();
        show_credentials(user->credentials, types_);
        user->type = request.user_type;
        Result<Box<Role>> role = role_for(rows, user->role, request.user_type);
        if (!role.has_value()) return role.error();
        user->role = std::move(*role);
        const Result<void> groups = fit_groups(rows, *user);
        if (!groups.has_value()) return groups.error();
        complete(type_of<User>(), &*user);
        const Result<void> told = tell_rights_to(context, rows, entry.identity, *user);
        if (!told.has_value()) return told.error();
        return user;
    };
    co_return co_await read_rows(store_, read);
}

}  // namespace uag
