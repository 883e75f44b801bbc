// Users that are not saved yet: with the defaults of their type, for a person or for a credential.
#include <algorithm>

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

bool may_be_without_person(UserType type) {
    return type == UserType::system_associate || type == UserType::anonymous_associate;
}

// The names that a person's user begins with: a free associate name, and the e-mail address to log in with,
// if free.
Result<void> name_draft(Rows& rows, UserEntry& draft) {
    const PersonRecord& person = draft.identity.person;
    std::string wish = name_from(person);
    if (wish.empty()) wish = name_from_email(person.email);
    Result<std::string> name = free_name(rows, wish, 0);
    if (!name.has_value()) return name.error();
    draft.identity.associate.name = std::move(*name);
    if (person.email.empty() || judge_name(person.email)) return {};
    const auto called = rows.associates_called(fold(person.email));
    if (!called.has_value()) return called.error();
    if (called->empty()) draft.identity.associate.user_name = person.email;
    return {};
}

}  // namespace

Error unknown_type() { return wrong_argument("UserType", "The type of user is not known."); }

Result<RoleRecord> fitting_role(Rows& rows, UserType type) {
    const std::optional<RoleType> fitting = role_type_for(type);
    const Result<std::vector<RoleRecord>> roles = rows.roles();
    if (!roles.has_value()) return roles.error();
    for (const RoleRecord& role : *roles) {
        if (role.deleted || role.type != fitting) continue;
        const Result<bool> administering = administers(rows, role.id);
        if (!administering.has_value()) return administering.error();
        if (!*administering || type == UserType::system_associate) return role;
    }
    return RoleRecord{};
}

Result<GroupRecord> first_group(Rows& rows) {
    const Result<std::vector<GroupRecord>> groups = rows.groups();
    if (!groups.has_value()) return groups.error();
    for (const GroupRecord& group : *groups)
        if (!group.deleted) return group;
    return GroupRecord{};
}

Result<UserEntry> draft_of(Rows& rows, UserType type) {
    if (!role_type_for(type)) return unknown_type();
    Result<RoleRecord> role = fitting_role(rows, type);
    if (!role.has_value()) return role.error();
    Result<GroupRecord> group = first_group(rows);
    if (!group.has_value()) return group.error();
    UserEntry draft;
    draft.identity.associate.type = type;
    draft.identity.associate.role_id = role->id;
    draft.identity.associate.group_id = group->id;
    draft.identity.role = std::move(*role);
    draft.identity.group = std::move(*group);
    return draft;
}

Task<Result<Box<User>>> Users::create_default_user(const Context& context) {
    auto read = [&](Rows& rows) -> Result<Box<User>> {
        const Result<UserEntry> draft = draft_of(rows, UserType::internal_associate);
        if (!draft.has_value()) return draft.error();
        Result<Box<User>> user = show(context, rows, *draft);
        // Somebody's, whose name the client fills in.
        if (!user.has_value()) return user;
        (*user)->person = person_of(PersonRecord{}, nullptr);
        const Result<void> told = tell_rights_to(context, rows, draft->identity, **user);
        if (!told.has_value()) return told.error();
        return user;
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<User>>> Users::create_default_user_from_user_type(const Context& context,
                                                                  const UserTypeRequest& request) {
    if (!may_be_without_person(request.user_type))
        co_return wrong_argument("UserType", "Only system and anonymous users are made without a person.");
    auto read = [&](Rows& rows) -> Result<Box<User>> {
        const Result<UserEntry> draft = draft_of(rows, request.user_type);
        if (!draft.has_value()) return draft.error();
        return show(context, rows, *draft);
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<User>>> Users::create_default_user_from_user_type_and_person_id(
    const Context& context, const CreateDefaultUserFromUserTypeAndPersonIdRequest& request) {
    auto read = [&](Rows& rows) -> Result<Box<User>> {
        Result<UserEntry> draft = draft_of(rows, request.user_type);
        if (!draft.has_value()) return draft.error();
        if (request.person_id == 0 && may_be_without_person(request.user_type)) return show(context, rows, *draft);
        if (request.person_id == 0)
            return wrong_argument("PersonId", "A user of this type needs a person: say which one.");
        Result<std::optional<PersonRecord>> person = rows.person(request.person_id);
        if (!person.has_value()) return person.error();
        if (!person->has_value()) return wrong_argument("PersonId", "There is no such person.");
        draft->identity.person = std::move(**person);
        draft->identity.associate.person_id = request.person_id;
        const Result<void> named = name_draft(rows, *draft);
        if (!named.has_value()) return named.error();
        return show(context, rows, *draft);
    };
    co_return co_await read_rows(store_, read);
}

Task<Result<Box<User>>> Users::default_user(const Context& context,
                                            const CreateDefaultUserFromUserTypeAndPersonIdRequest& request) {
    CreateDefaultUserFromUserTypeAndPersonIdRequest known = request;
    const bool says_type = request.user_type != UserType::unknown;
    if (!says_type) known.user_type = UserType::internal_associate;
    if (!says_type && request.person_id == 0) co_return co_await create_default_user(context);
    co_return co_await create_default_user_from_user_type_and_person_id(context, known);
}

// The value of a password credential is a password and never comes back, so it must be set again when saving.
Task<Result<Box<User>>> Users::create_default_user_from_user_type_and_credential(
    const Context& context, const CreateDefaultUserFromUserTypeAndCredentialRequest& request) {
    const std::string_view type = trim(request.credential_type.text);
    const bool is_password = ascii_iequals(type, password_credential_type);
    const LinkedCredentialType* const linked = find_type(types_, type);
    if (!is_password && linked == nullptr)
        co_return wrong_argument("CredentialType", "There is no such type of credential.");
    if (!may_fit(request.credential_display_value.text, max_text))
        co_return too_long("CredentialDisplayValue", max_text);
    if (!is_password && !may_fit(request.credential_value.text, max_text))
        co_return too_long("CredentialValue", max_text);
    auto read = [&](Rows& rows) -> Result<Box<User>> {
        Result<UserEntry> draft = draft_of(rows, request.user_type);
        if (!draft.has_value()) return draft.error();
        AssociateRecord& associate = draft->identity.associate;
        if (is_password ? !may_have_password(associate) : !fits(*linked, request.user_type))
            return wrong_argument("CredentialType", "A user of this type has no credential of that type.");
        PersonRecord person;
        person.contact_id = request.contact_id;
        std::string shown = kept_name(request.credential_display_value.text);
        if (shown.empty() && !is_password) shown = kept_name(request.credential_value.text);
        split_name(shown, person);
        Result<std::string> name = free_name(rows, shown, 0);
        if (!name.has_value()) return name.error();
        associate.name = std::move(*name);
        if (!is_password) draft->credentials.push_back({linked->type, kept_name(request.credential_value.text), shown});
        if (is_password) draft->identity.password.emplace();
        Result<Box<User>> user = show(context, rows, *draft);
        if (!user.has_value()) return user;
        (*user)->person = person_of(person, nullptr);
        const Result<void> told = tell_rights_to(context, rows, draft->identity, **user);
        if (!told.has_value()) return told.error();
        return user;
    };
    co_return co_await read_rows(store_, read);
}

}  // namespace uag
