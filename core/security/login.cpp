#include "core/security/login.hpp"

#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/identities.hpp"
#include "core/security/password_policy.hpp"
#include "core/security/recorded_name.hpp"
#include "core/security/stored_failures.hpp"
#include "core/security/stored_hash.hpp"
#include "core/security/stored_sessions.hpp"
#include "core/security/throttle_audit.hpp"
#include "core/security/ticket.hpp"

namespace uag {
namespace {

Error refusal_of(const ThrottleDecision& decision) {
    const bool by_source = decision.kind == ThrottleDecision::Kind::source_blocked;
    return too_many_attempts(by_source ? errc::throttled : errc::password_throttled, decision.retry_after);
}

// Nothing in it depends on the account: how long one waits would tell whether it exists.
HashClaim claim_of(const ThrottleDecision& decision, const Origin& origin) {
    return {HashPriority::anonymous, turn_source(origin.address), decision.source_failures, decision.is_known};
}

Result<void> record_login(Rows& rows, std::int32_t associate_id, TimePoint when, const AuditEvent& event) {
    const Result<void> noted = rows.set_last_login(associate_id, when);
    if (!noted.has_value()) return noted.error();
    return keep_event(rows, event);
}

// Another hash of the same password; sessions go on. False if `expected` is no longer the stored one.
Result<bool> rehash_password(Rows& rows, std::int32_t associate_id, std::string_view expected, std::string_view phc) {
    const auto stored = rows.password(associate_id);
    if (!stored.has_value()) return stored.error();
    if (!stored->has_value() || !equal_constant_time((*stored)->phc, expected)) return false;
    const Result<void> replaced = rows.set_password_hash(associate_id, phc);
    if (!replaced.has_value()) return replaced.error();
    return true;
}

}  // namespace

Task<Result<std::optional<Proof>>> Login::with_session(SessionKind kind, std::string_view text) {
    auto session = co_await sessions_.resolve(kind, text);
    if (session.has_value()) {
        auto proof = co_await with_session((*session)->record.key);
        if (proof.has_value() && proof->has_value() && kind == SessionKind::ticket)
            (*proof)->ticket = Secret(trim(text));
        co_return proof;
    }
    if (session.error().code == errc::session) co_return std::optional<Proof>{};
    co_return session.error();
}

Task<Result<std::optional<Proof>>> Login::with_session(const Digest& key) {
    auto find = [&key](Rows& rows) { return session_with_identity(rows, key); };
    auto stored = co_await read_rows(store_, find);
    if (!stored.has_value()) co_return stored.error();
    if (!stored->has_value()) co_return std::optional<Proof>{};
    co_return std::optional<Proof>(Proof{std::move((*stored)->second), (*stored)->first.ends});
}

Task<Result<std::optional<Proof>>> Login::with_password(std::string_view login, std::string_view password,
                                                        const Origin& origin, std::string_view operation) {
    if (looks_like_ticket(login)) co_return co_await with_session(SessionKind::ticket, login);

    const std::string source = throttle_source(origin.address);
    std::string folded = folded_name(login);
    const std::string typed = recorded_name(folded);
    const ThrottleDecision source_decision = throttle_.check(typed, source);
    if (source_decision.kind == ThrottleDecision::Kind::source_blocked)
        co_return too_many_attempts(errc::throttled, source_decision.retry_after);

    auto found = co_await find_identity_for_login(store_, folded);
    if (!found.has_value()) co_return found.error();
    Identity* const identity = found->has_value() ? &**found : nullptr;
    // One count an account, whichever of its names was typed; one for all that nobody can be called.
    const std::string account = identity != nullptr ? fold(identity->associate.name) : typed;
    if (auto heard = co_await hear_of_unlock(account, source); !heard.has_value()) co_return heard.error();
    const ThrottleDecision decision = throttle_.check(account, source);
    bool blocked = decision.kind != ThrottleDecision::Kind::pass;

    const HashClaim claim = claim_of(decision, origin);
    const Result<Verdict> verdict = co_await judge(identity, password, claim);
    if (!verdict.has_value()) co_return verdict.error();
    const auto is_blocked = [&] { return throttle_.check(account, source).kind != ThrottleDecision::Kind::pass; };
    // Asked again: guesses made side by side must not all pass on the count that stood before the first of them.
    blocked = blocked || is_blocked();
    bool is_proven = verdict->matches;
    if (!blocked && identity != nullptr && first_.is_for(*identity, clock_.now())) {
        const Result<bool> elsewhere = co_await first_.ask(*identity, password);
        if (!elsewhere.has_value()) co_return elsewhere.error();
        blocked = is_blocked();
        if (*elsewhere && !blocked) {
            auto kept = co_await first_.keep(*identity, password, origin, operation);
            if (!kept.has_value()) co_return kept.error();
            is_proven = kept->has_value();
            if (is_proven) *identity = std::move(**kept);
        }
    }
    if (blocked) {
        // Turned away whatever was typed: it must not lengthen the pause that turns it away.
        const ThrottleStart start = throttle_.turned_away(source);
        audit_throttling(audit_, start, operation, account, origin);
        audit_.count(audit_.event(AuditKind::login_failed, operation, account, origin));
        co_return std::optional<Proof>{};
    }
    if (!is_proven || !may_log_in(*identity, clock_.now())) {
        const ThrottleStart start = throttle_.failed(account, source);
        audit_throttling(audit_, start, operation, account, origin);
        audit_.count(audit_.event(AuditKind::login_failed, operation, account, origin));
        co_return std::optional<Proof>{};
    }
    throttle_.succeeded(account, source);
    if (verdict->needs_rehash) {
        const Result<void> raised = co_await raise_cost(*identity, password, claim);
        if (!raised.has_value()) co_return raised.error();
    }
    co_return std::optional<Proof>(Proof{std::move(**found)});
}

Task<Result<Caller>> Login::with_basic(std::string_view login, std::string_view password, const Origin& origin,
                                       std::string_view operation) {
    const std::uint64_t as_of = basic_.as_of();
    auto proof = co_await with_password(login, password, origin, operation);
    if (!proof.has_value()) co_return proof.error();
    if (!proof->has_value()) co_return not_authenticated();
    const Identity& identity = (*proof)->identity;
    Caller caller = caller_of(identity);
    caller.good_until = (*proof)->good_until;
    if (identity.password) caller.proven_revision = identity.password->revision;
    AuditEvent event = audit_.event(AuditKind::login, operation, caller.name, origin);
    event.actor_id = caller.associate_id;
    audit_.count(std::move(event));
    // A ticket in the place of the name ends when it ends.
    if (!looks_like_ticket(login))
        basic_.keep(basic_.key_of(login, password, throttle_source(origin.address)), identity, caller, as_of);
    co_return caller;
}

std::shared_ptr<const ProvenPassword> Login::remembered(std::string_view login, std::string_view password,
                                                        const Origin& origin) const {
    const std::string source = throttle_source(origin.address);
    auto proven = basic_.find(basic_.key_of(login, password, source));
    if (proven == nullptr) return nullptr;
    const bool passes = throttle_.check(proven->account, source).kind == ThrottleDecision::Kind::pass;
    return passes ? proven : nullptr;
}

Task<Result<std::optional<Secret>>> Login::begin_session(SessionKind kind, const Proof& proof, const Origin& origin,
                                                         std::string_view operation, std::string device) {
    const AssociateRecord& associate = proof.identity.associate;
    Result<NewSession> made = co_await sessions_.issue(kind, proof.identity, std::string(origin.address),
                                                       proof.good_until, std::move(device));
    // The password was changed since it was proven: by now it is a wrong one.
    if (!made.has_value() && made.error().code == errc::session) co_return std::optional<Secret>{};
    if (!made.has_value()) co_return made.error();
    AuditEvent event = audit_.event(AuditKind::login, operation, associate.name, origin);
    event.actor_id = associate.id;
    if (made->ended != 0) event.detail = "the session that was not used for longest ended: there are as many as may be";
    audit_.bound(event);
    auto record = [&](Rows& rows) { return record_login(rows, associate.id, clock_.now(), event); };
    const Result<void> recorded = co_await write_rows(store_, record);
    if (!recorded.has_value()) co_return recorded.error();
    audit_.stored(event);
    co_return std::optional<Secret>(std::move(made->text));
}

Task<Result<bool>> Login::check_old_password(const Identity& identity, std::string_view password, const Origin& origin,
                                             std::string_view operation) {
    const std::string source = throttle_source(origin.address);
    const std::string account = fold(identity.associate.name);
    if (auto heard = co_await hear_of_unlock(account, source); !heard.has_value()) co_return heard.error();
    const ThrottleDecision before = throttle_.check(account, source);
    if (before.kind != ThrottleDecision::Kind::pass) co_return refusal_of(before);
    const HashClaim claim(HashPriority::ticket_holder, std::to_string(identity.associate.id));
    const Result<Verdict> verdict = co_await judge(&identity, password, claim);
    if (!verdict.has_value()) co_return verdict.error();
    const ThrottleDecision after = throttle_.check(account, source);
    if (after.kind != ThrottleDecision::Kind::pass) co_return refusal_of(after);
    if (verdict->matches) {
        throttle_.succeeded(account, source);
    } else {
        const ThrottleStart start = throttle_.failed(account, source);
        audit_throttling(audit_, start, operation, account, origin);
    }
    co_return verdict->matches;
}

// An operator's `user unlock` beside this service counts from its commit on, not from when the service looks next.
Task<Result<void>> Login::hear_of_unlock(const std::string& account, const std::string& source) {
    if (throttle_.check(account, source).kind != ThrottleDecision::Kind::pair_blocked) co_return Result<void>{};
    const auto cleared = [&](Rows& rows) { return failures_cleared(rows, account); };
    const auto when = co_await read_rows(store_, cleared);
    if (!when.has_value()) co_return when.error();
    if (*when != TimePoint{}) throttle_.unlocked(account, *when);
    co_return Result<void>{};
}

// Whoever is asked for, and whatever their hash costs, as much is spent as on the costliest hash there is: the time must not
// tell who exists, nor who has not logged in since the cost was raised.
Task<Result<Verdict>> Login::judge(const Identity* identity, std::string_view password, HashClaim claim) {
    std::optional<Secret> normal = password_for_hashing(password);
    auto look = [](Rows& rows) { return rows.password_costs(); };
    const Result<std::vector<std::string>> costs = co_await read_rows(store_, look);
    if (!costs.has_value()) co_return costs.error();
    claim.at_least = costliest(*costs);
    if (identity != nullptr && identity->password && normal)
        co_return co_await hashing_.verify(identity->password->phc, std::move(*normal), std::move(claim));
    // GCC 12 destroys a conditional temporary inside co_await twice: this one is named.
    Secret nothing;
    if (normal) nothing = std::move(*normal);
    const Result<void> spent = co_await hashing_.verify_nothing(std::move(nothing), std::move(claim));
    if (!spent.has_value()) co_return spent.error();
    co_return Verdict{};
}

Task<Result<void>> Login::raise_cost(Identity& identity, std::string_view password, HashClaim claim) {
    std::optional<Secret> normal = password_for_hashing(password);
    Result<std::string> phc = co_await hashing_.hash(std::move(*normal), std::move(claim));
    // A full queue is no reason to refuse a right password: the next log-in raises the cost.
    if (!phc.has_value()) co_return Result<void>{};
    auto rehash = [&](Rows& rows) {
        return rehash_password(rows, identity.associate.id, identity.password->phc, *phc);
    };
    const Result<bool> replaced = co_await write_rows(store_, rehash);
    if (!replaced.has_value()) co_return replaced.error();
    if (*replaced) identity.password->phc = std::move(*phc);
    co_return Result<void>{};
}

}  // namespace uag
