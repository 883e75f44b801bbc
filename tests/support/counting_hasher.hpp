// Hashing that costs nothing and counts what it was asked: for tests about who spends a hash, and for speed.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

#include "core/security/password_hasher.hpp"

namespace uag::test {

/// Hashes on the calling thread. A stored text is `$test$cost=N$` and the SHA-256 of the password. What the real hasher
/// would spend on comparing is added up in `units` (KiB times passes) and `foreign_units` (by scheme); such a text costs
/// what an unknown name does. Hashes of other programs are compared with as they are.
class CountingHasher final : public PasswordWork {
public:
    Task<Result<std::string>> hash(Secret password, HashClaim claim) override;
    Task<Result<Verdict>> verify(std::string phc, Secret password, HashClaim claim) override;
    Task<Result<void>> verify_nothing(Secret password, HashClaim claim) override;
    Task<Result<void>> judge(std::function<void()> judgement, HashClaim claim) override;
    std::string make(std::string_view password) const;
    /// Runs while a new password is hashed, once: what others do in that time.
    std::function<void()> meanwhile;
    /// Who asked last to compare a password.
    HashClaim last_claim() const;

    std::atomic<int> hashes{0};
    std::atomic<int> verifications{0};
    std::atomic<int> anonymous{0};
    std::atomic<int> judgements{0};
    std::atomic<int> cost{1};
    std::atomic<std::uint64_t> units{0};
    std::array<std::atomic<std::uint64_t>, hash_schemes> foreign_units{};
    HashSettings configured{};
    std::atomic<bool> full{false};

private:
    void count(const HashClaim& claim, const LoginCost& spent);

    mutable std::mutex mutex_;
    HashClaim last_{HashPriority::ticket_holder};
};

}  // namespace uag::test
