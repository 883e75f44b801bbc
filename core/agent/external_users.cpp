// External users: a person outside of the company with a user name, a password and a role for external users.
// One that is not active is retired, not deleted: it keeps its licences and groups and cannot log in.
#include "core/agent/fields.hpp"
#include "core/agent/role_rules.hpp"
#include "core/agent/users.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/base/failures.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

using Modification = ExternalUserInfoModification;

constexpr auto all_modifications = static_cast<Modification>(
    static_cast<std::int32_t>(Modification::user_name) | static_cast<std::int32_t>(Modification::password) |
    static_cast<std::int32_t>(Modification::role) | static_cast<std::int32_t>(Modification::active));

bool names(Modification flags, Modification flag) {
    return (static_cast<std::int32_t>(flags) & static_cast<std::int32_t>(flag)) != 0;
}

Result<UserEntry> external_user(Rows& rows, std::int32_t id) {
    Result<std::optional<UserEntry>> found = rows.user(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) return no_such_user();
    if ((*found)->identity.associate.type != UserType::external_associate)
        return wrong_argument("AssociateId", "This associate is not an external user.");
    return std::move(**found);
}

// The caller sent parameters, no carrier: messages go by their names.
Error named_as_parameters(Error error) {
    const auto parameter = [](const std::string& field) -> std::string {
        if (field == "Name") return "UserName";
        if (field == "Role") return "RoleId";
        if (field == "Person") return "PersonId";
        return field == "Credentials" ? "Password" : field;
    };
    error.field = parameter(error.field);
    for (auto& message : error.messages) message.first = parameter(message.first);
    return error;
}

Result<WantedUser> judged(Rows& rows, WantedUser wanted, const std::vector<LinkedCredentialType>& types) {
    FieldErrors errors;
    const Result<void> judgement = judge_user(rows, wanted, types, errors);
    if (!judgement.has_value()) return judgement.error();
    const Result<void> fine = errors.result();
    if (!fine.has_value()) return named_as_parameters(fine.error());
    return wanted;
}

}  // namespace

// A blank password is none: the user cannot log in before it has one.
Task<Result<std::int32_t>> Users::create_external_user(const Context& context,
                                                       const CreateExternalUserRequest& request) {
    Plan plan = [&](Rows& rows) -> Result<WantedUser> {
        Result<std::optional<PersonRecord>> person = rows.person(request.person_id);
        if (!person.has_value()) return person.error();
        if (!person->has_value()) return fail(errc::not_found, "There is no such person.");
        WantedUser wanted;
        wanted.associate.type = UserType::external_associate;
        wanted.associate.name = kept_name(request.user_name.text);
        wanted.associate.role_id = request.role_id;
        wanted.associate.person_id = request.person_id;
        wanted.associate.retired = !request.is_active;
        wanted.person = std::move(**person);
        wanted.password = request.password.text;
        const Result<void> allowed = changes_.holding().may_store(rows, context.caller, wanted);
        if (!allowed.has_value()) return allowed.error();
        return judged(rows, std::move(wanted), types_);
    };
    const Result<Box<User>> user = co_await save(context, std::move(plan));
    if (!user.has_value()) co_return user.error();
    co_return (*user)->associate_id;
}

Task<Result<void>> Users::delete_external_user(const Context& context, const AssociateIdRequest& request) {
    std::function<Result<std::int32_t>(Rows&)> find = [&](Rows& rows) -> Result<std::int32_t> {
        const Result<UserEntry> user = external_user(rows, request.associate_id);
        if (!user.has_value()) return user.error();
        return request.associate_id;
    };
    co_return co_await remove(context, std::move(find));
}

Task<Result<void>> Users::set_external_user_info(const Context& context, const SetExternalUserInfoRequest& request) {
    const Modification flags = request.external_user_info_modification;
    const bool own = request.associate_id == context.caller.associate_id;
    Plan plan = [&](Rows& rows) -> Result<WantedUser> {
        Result<UserEntry> user = external_user(rows, request.associate_id);
        if (!user.has_value()) return user.error();
        WantedUser wanted = wanted_as_stored(std::move(*user));
        AssociateRecord& associate = wanted.associate;
        if (names(flags, Modification::user_name)) associate.name = kept_name(request.user_name.text);
        if (names(flags, Modification::password)) wanted.password = request.password.text;
        if (names(flags, Modification::role)) {
            if (own && associate.role_id != request.role_id) return denied("a change of one's own role");
            associate.role_id = request.role_id;
        }
        if (names(flags, Modification::active)) {
            if (own && !request.is_active) return denied("retirement of oneself");
            associate.retired = !request.is_active;
            // What was retired before becomes active as MakeRetired brings it back.
            if (request.is_active) associate.deleted = false;
        }
        const Result<void> allowed = changes_.holding().may_store(rows, context.caller, wanted);
        if (!allowed.has_value()) return allowed.error();
        Result<WantedUser> fine = judged(rows, std::move(wanted), types_);
        // A password comes last: who there is, and who may, is answered before.
        if (fine.has_value() && names(flags, Modification::password) && request.password.blank())
            return fail(errc::password_policy, "A password is needed.");
        return fine;
    };
    if (!names(flags, all_modifications)) {
        const Result<WantedUser> unchanged = co_await read_rows(store_, plan);
        if (!unchanged.has_value()) co_return unchanged.error();
        co_return Result<void>{};
    }
    const Result<Box<User>> user = co_await save(context, std::move(plan));
    if (!user.has_value()) co_return user.error();
    co_return Result<void>{};
}

}  // namespace uag
