#include "core/agent/holding_rules.hpp"

#include <algorithm>

#include "core/agent/role_rules.hpp"
#include "core/agent/user_drafts.hpp"
#include "core/agent/wanted_user.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

Error cannot_give(const std::string& code) {
    return fail(errc::access_denied,
                sentence("You cannot give the functional right {0}, which you do not hold.", {code}), "giving " + code);
}

Error cannot_touch(const std::string& code) {
    return fail(errc::access_denied,
                sentence("This user holds the functional right {0}, which you do not hold.", {code}),
                "taking over somebody with " + code);
}

Error cannot_take_away(const std::string& code) {
    return fail(errc::access_denied, sentence("The role has the functional right {0}, which you do not hold.", {code}),
                "taking away " + code);
}

Error cannot_share_address() {
    Error error = fail(errc::access_denied, "The e-mail address is that of a user whom you may not change.",
                       "the address of somebody with more rights");
    error.field = "Person";
    return error;
}

// Whoever is so gets nothing from a role before somebody changes that.
bool is_shut_out(const AssociateRecord& associate) {
    return associate.deleted || associate.retired || associate.waiting_for_approval ||
           associate.type == UserType::resource_associate || associate.type == UserType::unknown;
}

Holding without(Holding holding, const Holding& had) {
    if (had.everything) return {};
    std::erase_if(holding.rights,
                  [&](const std::string& code) { return std::ranges::find(had.rights, code) != had.rights.end(); });
    return holding;
}

Result<std::vector<std::string>> codes_with(Rows& rows, const std::vector<std::int32_t>& right_ids) {
    const Result<std::vector<FunctionalRight>> rights = rows.functional_rights();
    if (!rights.has_value()) return rights.error();
    std::vector<std::string> codes;
    for (const FunctionalRight& right : *rights)
        if (contains(right_ids, right.id)) codes.push_back(right.code);
    return codes;
}

Result<Holding> holding_of_rights(Rows& rows, const std::vector<std::int32_t>& right_ids) {
    Result<std::vector<std::string>> codes = codes_with(rows, right_ids);
    if (!codes.has_value()) return codes.error();
    return holding_of(UserType::internal_associate, std::move(*codes));
}

// Of somebody with the role; of a role that is not there, nothing but what the type gives.
Result<Holding> holding_by(Rows& rows, UserType type, std::int32_t role_id) {
    const Result<std::optional<RoleEntry>> role = rows.role(role_id);
    if (!role.has_value()) return role.error();
    std::vector<std::int32_t> ids;
    if (role->has_value()) ids = (*role)->functional_rights;
    Result<std::vector<std::string>> codes = codes_with(rows, ids);
    if (!codes.has_value()) return codes.error();
    return holding_of(type, std::move(*codes));
}

// Whatever makes somebody log in, or is what they log in by, would be another's then.
bool takes_over(const WantedUser& wanted) {
    const AssociateRecord& before = wanted.stored.identity.associate;
    const AssociateRecord& after = wanted.associate;
    return !wanted.password.empty() || !wanted.credentials.empty() || wanted.write_person ||
           before.name != after.name || before.user_name != after.user_name || before.nick_name != after.nick_name ||
           before.person_id != after.person_id;
}

// Whoever could take administrative rights away from somebody could take over what is left.
Result<bool> loses_administration(Rows& rows, const WantedUser& wanted) {
    const Result<Holding> after = holding_by(rows, wanted.associate.type, wanted.associate.role_id);
    if (!after.has_value()) return after.error();
    return lacked_administrative(*after, holding_of(wanted.stored.identity)).has_value();
}

Rights rights_held(const Holding& holding) {
    Identity holder;
    holder.functional_rights = holding.rights;
    if (holding.everything) holder.functional_rights.emplace_back("admin-all");
    return rights_of(holder);
}

}  // namespace

/// The caller as the transaction finds them: what they may do can have changed since the call began.
struct HoldingRules::Asker {
    std::int32_t id = 0;
    bool is_free = false;   ///< a command
    Holding holding;
    Caller caller;          ///< with the rights of now
};

Result<HoldingRules::Asker> HoldingRules::asker(Rows& rows, const Caller& caller) const {
    Asker asker;
    asker.id = caller.associate_id;
    asker.is_free = caller.associate_id == 0;
    if (asker.is_free) return asker;
    const Result<std::optional<UserEntry>> found = rows.user(caller.associate_id);
    if (!found.has_value()) return found.error();
    if (!found->has_value() || is_shut_out((*found)->identity.associate)) return denied("the caller is gone");
    asker.holding = holding_of((*found)->identity);
    asker.caller = caller_of((*found)->identity);
    return asker;
}

Result<void> HoldingRules::may_touch(const Asker& asker, const Identity& object) const {
    if (asker.is_free || asker.id == object.associate.id) return {};
    if (settings_.as_netserver) {
        if (asker.caller.rights.users || !exceeds(asker.caller, rights_of(object))) return {};
        return denied("a change of somebody with more rights");
    }
    if (const auto code = lacked_administrative(asker.holding, holding_of(object))) return cannot_touch(*code);
    return {};
}

Result<void> HoldingRules::may_give(Rows& rows, const Asker& asker, const Holding& before, UserType type,
                                    std::int32_t role_id) const {
    if (asker.is_free) return {};
    const Result<Holding> after = holding_by(rows, type, role_id);
    if (!after.has_value()) return after.error();
    if (settings_.as_netserver) {
        if (asker.caller.rights.users || !exceeds(asker.caller, rights_held(*after))) return {};
        return denied("giving a role with more rights than the caller's");
    }
    const Holding gained = without(*after, before);
    if (const auto code = lacked_administrative(asker.holding, gained)) return cannot_give(*code);
    const auto code = lacked(asker.holding, gained);
    if (!code) return {};
    // Who makes users makes ordinary ones, whatever those may do beside administering.
    const Result<RoleRecord> ordinary = fitting_role(rows, type);
    if (!ordinary.has_value()) return ordinary.error();
    if (ordinary->id == role_id) return {};
    return cannot_give(*code);
}

Result<void> HoldingRules::may_take_over(Rows& rows, const Caller& caller, const Identity& object) const {
    if (caller.associate_id == object.associate.id) return {};
    const Result<Asker> asks = asker(rows, caller);
    if (!asks.has_value()) return asks.error();
    return may_touch(*asks, object);
}

Result<void> HoldingRules::may_take_over(Rows& rows, const Caller& caller, std::int32_t associate_id) const {
    const Result<std::optional<UserEntry>> object = rows.user(associate_id);
    if (!object.has_value()) return object.error();
    if (object->has_value()) return may_take_over(rows, caller, (*object)->identity);
    const Result<Asker> asks = asker(rows, caller);
    if (!asks.has_value()) return asks.error();
    if (asks->is_free || asks->holding.everything) return {};
    if (settings_.as_netserver && asks->caller.rights.users) return {};
    return denied("what somebody left who is gone");
}

Result<void> HoldingRules::may_store(Rows& rows, const Caller& caller, const WantedUser& wanted) const {
    const Result<Asker> asks = asker(rows, caller);
    if (!asks.has_value()) return asks.error();
    const Identity& stored = wanted.stored.identity;
    const bool comes_back = is_shut_out(stored.associate) && !is_shut_out(wanted.associate);
    Holding before;
    if (!wanted.is_new() && !comes_back) before = holding_of(stored);
    if (!wanted.is_new()) {
        const Result<bool> demoted = loses_administration(rows, wanted);
        if (!demoted.has_value()) return demoted.error();
        Result<void> touched;
        if (*demoted || takes_over(wanted)) touched = may_touch(*asks, stored);
        if (!touched.has_value()) return touched;
    }
    const Result<void> addressed = may_have_address(rows, *asks, wanted);
    if (!addressed.has_value()) return addressed;
    // A person may be several associates': each has its address.
    if (wanted.write_person && wanted.person.id != 0) {
        const auto others = rows.associates_of_person(wanted.person.id);
        if (!others.has_value()) return others.error();
        for (const std::int32_t id : *others) {
            const Result<std::optional<UserEntry>> other = rows.user(id);
            if (!other.has_value()) return other.error();
            if (!other->has_value()) continue;
            const Result<void> touched = may_touch(*asks, (*other)->identity);
            if (!touched.has_value()) return touched;
        }
    }
    return may_give(rows, *asks, before, wanted.associate.type, wanted.associate.role_id);
}

// An address that two have logs nobody in: whoever took an administrator's would shut them out.
Result<void> HoldingRules::may_have_address(Rows& rows, const Asker& asker, const WantedUser& wanted) const {
    const std::string folded = fold(wanted.person.email);
    if (folded.empty()) return {};
    if (!wanted.is_new() && folded == fold(wanted.stored.identity.person.email)) return {};
    const auto called = rows.associates_called(folded);
    if (!called.has_value()) return called.error();
    for (const std::int32_t id : *called) {
        if (id == wanted.associate.id) continue;
        const Result<std::optional<UserEntry>> other = rows.user(id);
        if (!other.has_value()) return other.error();
        if (!other->has_value()) continue;
        const Result<void> touched = may_touch(asker, (*other)->identity);
        if (!touched.has_value()) return cannot_share_address();
    }
    return {};
}

Result<void> HoldingRules::may_bring_back(Rows& rows, const Caller& caller, const Identity& object) const {
    if (!is_shut_out(object.associate)) return {};
    const Result<Asker> asks = asker(rows, caller);
    if (!asks.has_value()) return asks.error();
    return may_give(rows, *asks, {}, object.associate.type, object.associate.role_id);
}

Result<void> HoldingRules::may_grant(Rows& rows, const Caller& caller,
                                     const std::vector<std::int32_t>& right_ids) const {
    if (settings_.as_netserver) return {};
    const Result<Asker> asks = asker(rows, caller);
    if (!asks.has_value()) return asks.error();
    if (asks->is_free) return {};
    const Result<Holding> given = holding_of_rights(rows, right_ids);
    if (!given.has_value()) return given.error();
    if (const auto code = lacked(asks->holding, *given)) return cannot_give(*code);
    return {};
}

Result<void> HoldingRules::may_take_away(Rows& rows, const Caller& caller,
                                         const std::vector<std::int32_t>& right_ids) const {
    if (settings_.as_netserver) return {};
    const Result<Asker> asks = asker(rows, caller);
    if (!asks.has_value()) return asks.error();
    if (asks->is_free) return {};
    const Result<Holding> taken = holding_of_rights(rows, right_ids);
    if (!taken.has_value()) return taken.error();
    if (const auto code = lacked_administrative(asks->holding, *taken)) return cannot_take_away(*code);
    return {};
}

Result<void> HoldingRules::may_replace(Rows& rows, const Caller& caller, const RoleEntry& from,
                                       const RoleEntry& to) const {
    if (settings_.as_netserver) return {};
    const Result<Asker> asks = asker(rows, caller);
    if (!asks.has_value()) return asks.error();
    std::vector<std::int32_t> lost = from.functional_rights;
    std::erase_if(lost, [&](std::int32_t id) { return contains(to.functional_rights, id); });
    const Result<void> taken = may_take_away(rows, caller, lost);
    if (!taken.has_value()) return taken;
    // Whatever a role of this type gives beside its rights, its members have already.
    UserType type = UserType::internal_associate;
    if (to.role.type == RoleType::external_user) type = UserType::external_associate;
    if (to.role.type == RoleType::anonymous) type = UserType::anonymous_associate;
    if (to.role.type == RoleType::system) return {};
    const Result<Holding> before = holding_by(rows, type, from.role.id);
    if (!before.has_value()) return before.error();
    return may_give(rows, *asks, *before, type, to.role.id);
}

Result<OrdinaryRoles> HoldingRules::ordinary_roles(Rows& rows) const {
    // A system user's type gives everything, whatever its role.
    constexpr UserType types[] = {UserType::internal_associate, UserType::external_associate,
                                  UserType::anonymous_associate};
    OrdinaryRoles ordinary;
    for (const UserType type : types) {
        const Result<RoleRecord> role = fitting_role(rows, type);
        if (!role.has_value()) return role.error();
        Result<Holding> holding = holding_by(rows, type, role->id);
        if (!holding.has_value()) return holding.error();
        ordinary.push_back(std::move(*holding));
    }
    return ordinary;
}

Result<void> HoldingRules::may_make_ordinary(Rows& rows, const Caller& caller, const OrdinaryRoles& before) const {
    if (settings_.as_netserver) return {};
    const Result<Asker> asks = asker(rows, caller);
    if (!asks.has_value()) return asks.error();
    if (asks->is_free) return {};
    const Result<OrdinaryRoles> after = ordinary_roles(rows);
    if (!after.has_value()) return after.error();
    for (std::size_t i = 0; i < after->size(); ++i)
        if (const auto code = lacked(asks->holding, without((*after)[i], before[i]))) return cannot_give(*code);
    return {};
}

}  // namespace uag
