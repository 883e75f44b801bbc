// Hashing of passwords behind two ports: the hasher, which blocks, and the hash work, which a coroutine awaits. New hashes
// are Argon2id (RFC 9106); compared is with those of other programs too (hash_scheme.hpp).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/async.hpp"
#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/secret.hpp"
#include "core/security/login_cost.hpp"

namespace uag {

/// The hashes that make up what `spent` costs less than `whole`, to the 8 KiB that Argon2 needs at least; as few as can be.
std::vector<HashSettings> makeup_for(const HashSettings& spent, const HashSettings& whole);

/// What a log-in costs where `settings` are today's: of Argon2id at least one hash of theirs.
LoginCost with_own(LoginCost at_least, const HashSettings& settings);

/// OWASP Password Storage: at least one of 19456 KiB/2, 12288/3, 9216/4, 7168/5 must be reached in both
/// numbers. Nothing is acceptable above 1 GiB, 64 passes, or 2 GiB filled over all passes (a typing error would stop the
/// service).
Result<void> check_hash_settings(const HashSettings& settings);

struct Verdict {
    bool matches = false;
    /// The stored hash is another program's, or its settings are lower than today's in memory or in passes.
    bool needs_rehash = false;
};

/// Blocks for the time of a hash (about 22 ms with the default); call it from a hash worker only. Safe from
/// several threads. verify and verify_nothing throw std::runtime_error when there is no memory for the hash.
class PasswordHasher {
public:
    virtual ~PasswordHasher() = default;
    /// A PHC string with a fresh 16-byte salt and a 32-byte tag. `password` is NFC already.
    virtual Result<std::string> hash(std::string_view password) = 0;
    /// Costs one hash as the stored one was made, and in every scheme what is missing to `at_least`, of Argon2id to today's
    /// settings where those cost more; with an empty `at_least` nothing beside the hash. A stored string that the strict
    /// reader refuses matches nothing.
    virtual Verdict verify(std::string_view stored, std::string_view password, const LoginCost& at_least = {}) = 0;
    /// Spends the same as verify on a hash that nothing matches: for unknown names and associates without a
    /// password.
    virtual void verify_nothing(std::string_view password, const LoginCost& at_least = {}) = 0;
};

/// A ticket holder's change goes before an anonymous log-in. A judgement of a password waits among its like and takes
/// turns with the changes.
enum class HashPriority : std::uint8_t { ticket_holder, anonymous, judgement };

/// Who waits for a hash, so that places and turns are shared fairly.
struct HashClaim {
    /// Not an aggregate: GCC 12 copies those wrongly inside co_await.
    HashClaim(HashPriority asked, std::string from = {}, std::int32_t failed = 0, bool known = false)
        : priority(asked), source(std::move(from)), failures(failed), is_known(known) {}

    HashPriority priority;
    /// Who shares turns: the turn_source() of a log-in's address; of a ticket holder's change, the id of the associate
    /// whose password it is about. Never the account of a log-in, or waiting would tell which accounts there are.
    std::string source;
    std::int32_t failures;  ///< of log-ins that count against the source at present
    bool is_known;  ///< somebody, whoever, logged in from there lately
    LoginCost at_least{};  ///< of a comparison: what it is to cost however cheap the stored hash is
};

/// Hashing as a coroutine sees it. Errors: errc::overloaded with retry_after when there is no place for the claim, or
/// another has a better right to it, or the process is stopping; errc::internal when the hash itself fails.
class PasswordWork {
public:
    virtual ~PasswordWork() = default;
    virtual Task<Result<std::string>> hash(Secret password, HashClaim claim) = 0;
    virtual Task<Result<Verdict>> verify(std::string phc, Secret password, HashClaim claim) = 0;
    virtual Task<Result<void>> verify_nothing(Secret password, HashClaim claim) = 0;
    /// Runs what takes milliseconds beside hashing, judging how strong a password is, on the same threads. `judgement`
    /// owns all that it needs, and where its result goes.
    virtual Task<Result<void>> judge(std::function<void()> judgement, HashClaim claim) = 0;
};

/// The Argon2id hasher over libargon2, with the calling thread's working-memory arena.
std::unique_ptr<PasswordHasher> make_argon2_hasher(const HashSettings& settings, Random& random);

}  // namespace uag
