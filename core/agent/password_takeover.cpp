#include "core/agent/password_takeover.hpp"

#include "core/agent/passwords.hpp"
#include "core/security/access.hpp"
#include "core/security/identities.hpp"
#include "core/security/password_policy.hpp"

namespace uag {
namespace {

Error cannot_be_checked(std::string detail) {
    Error error = fail(errc::storage, "Your password cannot be checked now. Try again in a moment.", std::move(detail));
    error.retry_after = std::chrono::seconds(5);
    return error;
}

}  // namespace

bool PasswordTakeover::is_for(const Identity& identity, TimePoint now) const {
    return elsewhere_ != nullptr && now < settings_.until && !identity.password &&
           may_have_password(identity.associate) && may_log_in(identity, now);
}

Task<Result<bool>> PasswordTakeover::ask(const Identity& identity, std::string_view password) {
    std::optional<Secret> normal = password_for_hashing(password);
    if (!normal || normal->empty()) co_return false;
    Result<bool> proven = co_await elsewhere_->proves(identity.associate.id, identity.associate.name, Secret(password));
    if (!proven.has_value()) {
        const Error& error = proven.error();
        co_return cannot_be_checked(error.detail.empty() ? error.public_text.english() : error.detail);
    }
    co_return *proven;
}

Task<Result<std::optional<Identity>>> PasswordTakeover::keep(const Identity& identity, std::string_view password,
                                                             const Origin& origin, std::string_view operation) {
    const std::int32_t id = identity.associate.id;
    Result<TakenPassword> taken = co_await passwords_.take_over(password, identity.associate, identity.person);
    if (!taken.has_value()) co_return taken.error();
    Context context;
    context.caller = caller_of(identity);
    context.origin = origin;
    context.operation = operation;
    const auto work = [&](Change& change) -> Result<bool> {
        const Result<std::optional<Identity>> now = change.rows.identity(id);
        if (!now.has_value()) return now.error();
        if (!now->has_value() || !is_for(**now, change.stamp.when)) {
            change.nothing_new();
            return false;
        }
        PasswordToStore wanted{std::move(taken->accepted)};
        wanted.told = "password taken over at the first log-in";
        wanted.must_change = taken->must_change;
        const Result<void> stored = store_password(change, id, wanted);
        if (!stored.has_value()) return stored.error();
        return true;
    };
    const Result<bool> stored = co_await changes_.run(context, work);
    if (!stored.has_value()) co_return stored.error();
    if (*stored) co_return co_await find_identity(store_, id);
    co_return co_await judge_by_stored(id, password);
}

// Somebody was faster: the same log-in beside this one, or an administrator with another password.
Task<Result<std::optional<Identity>>> PasswordTakeover::judge_by_stored(std::int32_t associate_id,
                                                                        std::string_view password) {
    auto found = co_await find_identity(store_, associate_id);
    if (!found.has_value()) co_return found.error();
    std::optional<Secret> normal = password_for_hashing(password);
    if (!found->has_value() || !(*found)->password || !normal) co_return std::optional<Identity>{};
    HashClaim claim(HashPriority::ticket_holder, std::to_string(associate_id));
    const auto verdict = co_await hashing_.verify((*found)->password->phc, std::move(*normal), std::move(claim));
    if (!verdict.has_value()) co_return verdict.error();
    if (!verdict->matches) co_return std::optional<Identity>{};
    co_return std::move(*found);
}

}  // namespace uag
