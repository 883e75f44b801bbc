// A user changed by a difference: applied to what is stored at that moment, then judged and stored as a whole
// carrier would be.
#include <algorithm>
#include <set>

#include "core/agent/conditions.hpp"
#include "core/agent/fields.hpp"
#include "core/agent/patched_user.hpp"
#include "core/agent/users.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

std::set<std::int32_t> licenses_named(const User& user) {
    std::set<std::int32_t> ids;
    for (const Box<LicenseOwner>& owner : user.license_owners.items) {
        if (!owner.has_value()) continue;
        for (const auto* links : {&owner->restricted_module_licenses, &owner->unrestricted_module_licenses})
            for (const Box<ModuleLicenseLink>& link : links->items)
                if (link.has_value()) ids.insert(link->module_license_id);
    }
    return ids;
}

std::string_view credential_type_in(const Box<Credential>& credential) {
    if (!credential.has_value() || !credential->type.has_value()) return {};
    return trim(credential->type->type.text);
}

bool has_credential(const User& user, std::string_view type) {
    const auto& all = user.credentials.items;
    return std::any_of(all.begin(), all.end(),
                       [&](const Box<Credential>& one) { return ascii_iequals(credential_type_in(one), type); });
}

// Saving leaves alone what a carrier does not name. Whoever takes it away has to be told so.
Result<void> judge_removed(const User& stored, const User& wanted) {
    constexpr const char* replaced_only = "It can be replaced, but not removed.";
    if (stored.role.has_value() && !wanted.role.has_value()) return wrong_field("Role", replaced_only);
    if (stored.user_group.has_value() && !wanted.user_group.has_value()) return wrong_field("UserGroup", replaced_only);
    if (stored.person.has_value() && !wanted.person.has_value()) return wrong_field("Person", replaced_only);
    for (const Box<Credential>& credential : stored.credentials.items)
        if (!has_credential(wanted, credential_type_in(credential)))
            return wrong_field("Credentials", "A credential is removed with DeleteCredential, not by leaving it out.");
    const std::set<std::int32_t> before = licenses_named(stored);
    const std::set<std::int32_t> after = licenses_named(wanted);
    if (!std::includes(after.begin(), after.end(), before.begin(), before.end()))
        return wrong_field("LicenseOwners", "A licence is taken away by its Assigned flag, not by leaving it out.");
    return {};
}

}  // namespace

Result<void> judge_patched(const User& stored, const User& wanted, std::int32_t id) {
    if (wanted.associate_id != id)
        return wrong_argument("AssociateId", "The AssociateId is that of another user than the address.");
    return judge_removed(stored, wanted);
}

PatchedUsers::~PatchedUsers() {
    for (User& user : users_) wipe_secrets(type_of<User>(), &user);
}

Result<WantedUser> Users::plan_patched(Rows& rows, const Context& context, std::int32_t id, PatchedUsers& kept) {
    const Result<std::optional<UserEntry>> found = rows.user(id);
    if (!found.has_value()) return found.error();
    if (!found->has_value()) return no_such_user();
    const Result<void> unchanged = judge_conditions(context, **found);
    if (!unchanged.has_value()) return unchanged.error();
    const Result<Box<User>> stored = show(context, rows, **found);
    if (!stored.has_value()) return stored.error();
    User& wanted = kept.add();
    const Result<void> applied = context.patch->apply(**stored, wanted);
    if (!applied.has_value()) return applied.error();
    const Result<void> complete = judge_patched(**stored, wanted, id);
    if (!complete.has_value()) return complete.error();
    return plan_from(rows, context, wanted, id, {});
}

}  // namespace uag
