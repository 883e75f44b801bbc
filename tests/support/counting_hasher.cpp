#include "support/counting_hasher.hpp"

#include <chrono>
#include <utility>

#include "core/base/encoding.hpp"
#include "core/security/stored_hash.hpp"

namespace uag::test {
namespace {

Error overloaded() {
    Error error = fail_in_english(errc::overloaded, "The service is busy. Try again later.");
    error.retry_after = std::chrono::seconds(2);
    return error;
}

}  // namespace

Task<Result<std::string>> CountingHasher::hash(Secret password, HashClaim) {
    ++hashes;
    if (const auto others = std::exchange(meanwhile, nullptr)) others();
    co_return make(password.reveal());
}

Task<Result<Verdict>> CountingHasher::verify(std::string phc, Secret password, HashClaim claim) {
    const Result<StoredHash> stored = read_stored_hash(phc);
    LoginCost spent;
    spent.argon2 = configured;
    if (stored.has_value()) spent = cost_of(*stored);
    count(claim, spent);
    if (full) co_return overloaded();
    const auto* const foreign = stored.has_value() ? std::get_if<ForeignHash>(&*stored) : nullptr;
    if (foreign != nullptr) co_return Verdict{matches(*foreign, password.reveal()), true};
    const std::string digest = hex_encode(sha256(password.reveal()));
    Verdict verdict;
    verdict.matches = phc.ends_with("$" + digest);
    verdict.needs_rehash = verdict.matches && phc != make(password.reveal());
    co_return verdict;
}

Task<Result<void>> CountingHasher::verify_nothing(Secret, HashClaim claim) {
    count(claim, {});
    if (full) co_return overloaded();
    co_return Result<void>{};
}

Task<Result<void>> CountingHasher::judge(std::function<void()> judgement, HashClaim) {
    ++judgements;
    if (full) co_return overloaded();
    judgement();
    co_return Result<void>{};
}

void CountingHasher::count(const HashClaim& claim, const LoginCost& spent) {
    ++verifications;
    const LoginCost whole = with_own(claim.at_least, configured);
    units += spent.argon2.units();
    for (const HashSettings& missing : makeup_for(spent.argon2, whole.argon2)) units += missing.units();
    for (std::size_t i = 0; i < hash_schemes; ++i) {
        foreign_units[i] += spent.foreign[i].units;
        const auto scheme = static_cast<HashScheme>(i);
        for (const SchemeCost& missing : makeup_for(scheme, spent.foreign[i], whole.foreign[i]))
            foreign_units[i] += missing.units;
    }
    if (claim.priority == HashPriority::anonymous) ++anonymous;
    const std::scoped_lock lock(mutex_);
    last_ = claim;
}

HashClaim CountingHasher::last_claim() const {
    const std::scoped_lock lock(mutex_);
    return last_;
}

std::string CountingHasher::make(std::string_view password) const {
    return "$test$cost=" + std::to_string(cost.load()) + "$" + hex_encode(sha256(password));
}

}  // namespace uag::test
