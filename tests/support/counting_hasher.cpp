#include "support/counting_hasher.hpp"

#include <chrono>
#include <utility>

#include "core/base/encoding.hpp"
#include "core/security/phc.hpp"

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
    const std::optional<PhcHash> stored = read_phc(phc);
    count(claim, stored ? stored->settings : configured);
    if (full) co_return overloaded();
    const std::string digest = hex_encode(sha256(password.reveal()));
    Verdict verdict;
    verdict.matches = phc.ends_with("$" + digest);
    verdict.needs_rehash = verdict.matches && phc != make(password.reveal());
    co_return verdict;
}

Task<Result<void>> CountingHasher::verify_nothing(Secret, HashClaim claim) {
    count(claim, no_cost);
    if (full) co_return overloaded();
    co_return Result<void>{};
}

Task<Result<void>> CountingHasher::judge(std::function<void()> judgement, HashClaim) {
    ++judgements;
    if (full) co_return overloaded();
    judgement();
    co_return Result<void>{};
}

void CountingHasher::count(const HashClaim& claim, HashSettings spent) {
    ++verifications;
    units += spent.units();
    const HashSettings whole = claim.at_least.units() > configured.units() ? claim.at_least : configured;
    for (const HashSettings& missing : makeup_for(spent, whole)) units += missing.units();
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
