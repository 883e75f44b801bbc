#include "support/counting_hasher.hpp"

#include <chrono>

#include "core/base/encoding.hpp"

namespace uag::test {
namespace {

Error overloaded() {
    Error error = fail(errc::overloaded, "The service is busy. Try again later.");
    error.retry_after = std::chrono::seconds(2);
    return error;
}

}  // namespace

Task<Result<std::string>> CountingHasher::hash(Secret password, HashPriority) {
    ++hashes;
    co_return make(password.reveal());
}

Task<Result<Verdict>> CountingHasher::verify(std::string phc, Secret password, HashPriority priority) {
    ++verifications;
    if (priority == HashPriority::anonymous) ++anonymous;
    if (full) co_return overloaded();
    const std::string digest = hex_encode(sha256(password.reveal()));
    Verdict verdict;
    verdict.matches = phc.ends_with("$" + digest);
    verdict.needs_rehash = verdict.matches && phc != make(password.reveal());
    co_return verdict;
}

Task<Result<void>> CountingHasher::verify_nothing(Secret, HashPriority priority) {
    ++verifications;
    if (priority == HashPriority::anonymous) ++anonymous;
    if (full) co_return overloaded();
    co_return Result<void>{};
}

std::string CountingHasher::make(std::string_view password) const {
    return "$test$cost=" + std::to_string(cost.load()) + "$" + hex_encode(sha256(password));
}

}  // namespace uag::test
