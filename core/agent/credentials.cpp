// The credentials of a user: which there may be, and how one is saved or removed.
#include "core/agent/credentials.hpp"

#include "core/agent/carriers_of.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/passwords.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/identities.hpp"

namespace uag {
namespace {

constexpr const char* field_name = "Credential";

Error no_such_type(std::string field) {
    return wrong_argument(std::move(field), "There is no such type of credential.");
}

// Deleted users are gone for every operation that changes something.
Result<UserEntry> existing_user(Rows& rows, std::int32_t id) {
    Result<std::optional<UserEntry>> found = rows.user(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value() || (*found)->identity.associate.deleted) return no_such_user();
    return std::move(**found);
}

List<Box<CredentialType>> types_for(const std::vector<LinkedCredentialType>& types, std::optional<UserType> user) {
    std::vector<Box<CredentialType>> list;
    AssociateRecord of_type;
    if (user) of_type.type = *user;
    if (!user || may_have_password(of_type)) list.emplace_back(password_type());
    for (const LinkedCredentialType& type : types)
        if (!user || fits(type, *user)) list.emplace_back(credential_type_of(type));
    return list;
}

Result<LinkedCredential> judged(const LinkedCredentialType& type, const Credential& credential) {
    FieldErrors errors;
    LinkedCredential linked;
    linked.type = type.type;
    linked.value = errors.text(field_name, credential.value.text, max_text, true);
    linked.display_value = errors.text(field_name, credential.display_value.text, max_text);
    if (const Result<void> judgement = errors.result(); !judgement.has_value()) return judgement.error();
    if (!linked.display_value.empty()) return linked;
    linked.display_value = linked.value;
    const std::string folded = fold(linked.value);
    for (const DirectoryUser& user : type.users)
        if (fold(user.value) == folded) linked.display_value = user.display_value;
    return linked;
}

}  // namespace

Task<Result<List<Box<CredentialType>>>> Credentials::get_credential_types(const Context&) {
    co_return types_for(types_, std::nullopt);
}

Task<Result<List<Box<CredentialType>>>> Credentials::get_credential_types_for_user_type(
    const Context&, const UserTypeRequest& request) {
    co_return types_for(types_, request.user_type);
}

Task<Result<bool>> Credentials::save_credential(const Context& context, const SaveCredentialRequest& request) {
    if (!request.credential.has_value()) co_return wrong_argument(field_name, "A credential is needed.");
    const Credential& credential = *request.credential;
    if (!credential.type.has_value()) co_return wrong_argument(field_name, "The credential's type is needed.");
    const std::string& type = credential.type->type.text;
    if (is_password_type(type)) co_return co_await save_password(context, request.user_id, credential.value.text);
    const LinkedCredentialType* const linked = find_type(types_, type);
    if (linked == nullptr) co_return no_such_type(field_name);
    co_return co_await save_linked(context, request.user_id, *linked, credential);
}

Task<Result<bool>> Credentials::save_password(const Context& context, std::int32_t user_id, std::string_view password) {
    const Result<std::optional<Identity>> found = co_await find_identity(store_, user_id);
    if (!found.has_value()) co_return found.error();
    if (!found->has_value() || (*found)->associate.deleted) co_return no_such_user();
    const Identity& identity = **found;
    auto ask = [&](Rows& rows) { return changes_.holding().may_take_over(rows, context.caller, identity); };
    const Result<void> allowed = co_await read_rows(store_, ask);
    if (!allowed.has_value()) co_return allowed.error();
    const Result<NewPhc> accepted =
        co_await passwords_.accept(password, identity.associate, identity.person, identity.password, std::nullopt);
    if (!accepted.has_value()) co_return accepted.error();
    // Hashing took its time: who the user is now decides.
    auto work = [&](Change& change) -> Result<bool> {
        const Result<UserEntry> user = existing_user(change.rows, user_id);
        if (!user.has_value()) return user.error();
        const Result<void> still = change.holding.may_take_over(change.rows, context.caller, user->identity);
        if (!still.has_value()) return still.error();
        PasswordToStore wanted{*accepted};
        wanted.kept_session = context.caller.session;
        const Result<void> stored = store_password(change, user_id, wanted);
        if (!stored.has_value()) return stored.error();
        return true;
    };
    co_return co_await changes_.run(context, work);
}

Task<Result<bool>> Credentials::save_linked(const Context& context, std::int32_t user_id,
                                            const LinkedCredentialType& type, const Credential& credential) {
    auto work = [&](Change& change) -> Result<bool> {
        const Result<UserEntry> user = existing_user(change.rows, user_id);
        if (!user.has_value()) return user.error();
        const Result<void> allowed = change.holding.may_take_over(change.rows, context.caller, user->identity);
        if (!allowed.has_value()) return allowed.error();
        const AssociateRecord& associate = user->identity.associate;
        const Result<LinkedCredential> linked = judged(type, credential);
        if (!linked.has_value()) return linked.error();
        if (!fits(type, associate.type))
            return wrong_field(field_name, "A user of this type has no credential of that type.");
        const auto owner = change.rows.credential_owner(type.type, fold(linked->value));
        if (!owner.has_value()) return owner.error();
        if (owner->has_value() && **owner != user_id)
            return wrong_field(field_name, "The credential is in use by another user.");
        Result<void> stored = change.rows.put_linked_credential(user_id, *linked);
        if (stored.has_value()) stored = change.rows.stamp_associate(user_id, change.stamp);
        if (!stored.has_value()) return stored.error();
        change.done(user_id, associate_subject(associate.name), "credential " + type.type + " saved");
        return true;
    };
    co_return co_await changes_.run(context, work);
}

Task<Result<bool>> Credentials::delete_credential(const Context& context, const DeleteCredentialRequest& request) {
    const bool password = is_password_type(request.credential_type.text);
    const LinkedCredentialType* const linked = find_type(types_, request.credential_type.text);
    if (!password && linked == nullptr) co_return no_such_type("CredentialType");
    const std::string type(password ? password_credential_type : std::string_view(linked->type));

    auto look = [&](Rows& rows) -> Result<bool> {
        const Result<UserEntry> user = existing_user(rows, request.user_id);
        if (!user.has_value()) return user.error();
        const Result<void> allowed = changes_.holding().may_take_over(rows, context.caller, user->identity);
        if (!allowed.has_value()) return allowed.error();
        if (password) return user->identity.password.has_value();
        for (const LinkedCredential& each : user->credentials)
            if (ascii_iequals(each.type, type)) return true;
        return false;
    };
    const Result<bool> there = co_await read_rows(store_, look);
    if (!there.has_value()) co_return there.error();
    if (!*there) co_return false;

    auto work = [&](Change& change) -> Result<bool> {
        const Result<UserEntry> user = existing_user(change.rows, request.user_id);
        if (!user.has_value()) return user.error();
        const Result<void> allowed = change.holding.may_take_over(change.rows, context.caller, user->identity);
        if (!allowed.has_value()) return allowed.error();
        const Result<bool> removed = password ? remove_password(change, request.user_id)
                                              : change.rows.remove_linked_credential(request.user_id, type);
        if (!removed.has_value()) return removed.error();
        const Result<void> stamped = change.rows.stamp_associate(request.user_id, change.stamp);
        if (!stamped.has_value()) return stamped.error();
        change.done(request.user_id, associate_subject(user->identity.associate.name),
                    "credential " + type + " removed");
        return *removed;
    };
    co_return co_await changes_.run(context, work);
}

}  // namespace uag
