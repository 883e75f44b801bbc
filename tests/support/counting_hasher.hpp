// Hashing that costs nothing and counts what it was asked: for tests about who spends a hash, and for speed.
#pragma once

#include <atomic>
#include <string>

#include "core/base/encoding.hpp"
#include "core/security/password_hasher.hpp"

namespace uag::test {

/// Hashes on the calling thread. A stored text is `$test$cost=N$` and the SHA-256 of the password.
class CountingHasher final : public PasswordWork {
public:
    Task<Result<std::string>> hash(Secret password, HashPriority) override {
        ++hashes;
        co_return make(password.reveal());
    }
    Task<Result<Verdict>> verify(std::string phc, Secret password, HashPriority priority) override {
        ++verifications;
        if (priority == HashPriority::anonymous) ++anonymous;
        if (full) co_return overloaded();
        const std::string digest = hex_encode(sha256(password.reveal()));
        Verdict verdict;
        verdict.matches = phc.ends_with("$" + digest);
        verdict.needs_rehash = verdict.matches && phc != make(password.reveal());
        co_return verdict;
    }
    Task<Result<void>> verify_nothing(Secret, HashPriority priority) override {
        ++verifications;
        if (priority == HashPriority::anonymous) ++anonymous;
        if (full) co_return overloaded();
        co_return Result<void>{};
    }
    std::string make(std::string_view password) const {
        return "$test$cost=" + std::to_string(cost.load()) + "$" + hex_encode(sha256(password));
    }

    std::atomic<int> hashes{0};
    std::atomic<int> verifications{0};
    std::atomic<int> anonymous{0};
    std::atomic<int> cost{1};
    std::atomic<bool> full{false};

private:
    static Error overloaded() {
        Error error = fail(errc::overloaded, "The service is busy. Try again later.");
        error.retry_after = std::chrono::seconds(2);
        return error;
    }
};

}  // namespace uag::test
