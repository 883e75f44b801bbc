// The one way to a new password: judged by the policy, compared with the current one, hashed on the hash pool. What
// comes out is stored by whoever asked, in the transaction of its change.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/async.hpp"
#include "core/base/random.hpp"
#include "core/security/breached_passwords.hpp"
#include "core/security/password_hasher.hpp"
#include "core/security/password_policy.hpp"
#include "core/store/store.hpp"

namespace uag {

/// The rules that are stored, or the built-in ones.
Result<PasswordRules> password_rules(Rows& rows);
Task<Result<PasswordRules>> find_password_rules(Store& store);

/// What a password that may be stored is stored as.
struct NewPhc {
    std::string phc{};                           ///< empty: there is nothing to store
    std::optional<std::int64_t> is_revision{};   ///< it is the password of this revision already
    std::optional<std::int64_t> replaces{};  ///< it takes the place of this revision, which was proven, and no other

    /// Whether this may be done to whoever has that password now: the revision that was judged must still be it.
    bool is_for(const std::optional<PasswordRecord>& now) const {
        const std::optional<std::int64_t>& judged = is_revision ? is_revision : replaces;
        if (judged) return now && now->revision == *judged;
        return !phc.empty();
    }
};

/// A password that was proven right at another server.
struct TakenPassword {
    NewPhc accepted;
    bool must_change = false;  ///< the policy would not have it
};

class NewPasswords {
public:
    /// `breached` may be null: then no list of stolen passwords is asked.
    NewPasswords(Store& store, PasswordWork& hashing, Random& random, const PolicySettings& policy,
                 BreachedPasswords* breached)
        : store_(store), hashing_(hashing), random_(random), policy_(policy), breached_(breached) {}

    /// The PHC string of `password` for this associate. errc::password_policy with the reason if the policy forbids it;
    /// errc::invalid_argument if its type has no password; errc::overloaded.
    /// `current` is the one that it replaces, if the two are to be compared. To set it again is no change, whatever the
    /// policy says of it by now: provisioning scripts do so every night. Only who has just shown `proven_old`, the current
    /// one, is told that the new one must differ; then nothing is hashed to compare.
    Task<Result<NewPhc>> accept(std::string_view password, const AssociateRecord& associate, const PersonRecord& person,
                                const std::optional<PasswordRecord>& current,
                                std::optional<std::string_view> proven_old);
    /// Of a password that is the associate's already, elsewhere: it is not refused, the policy only tells whether the next
    /// one is to be chosen soon. errc::password_policy for what cannot be hashed; errc::storage, errc::overloaded.
    Task<Result<TakenPassword>> take_over(std::string_view password, const AssociateRecord& associate,
                                          const PersonRecord& person);
    /// A password that satisfies the policy.
    Task<Result<Secret>> generate(std::int32_t for_associate);
    /// The policy and the list of stolen passwords; hashes nothing and knows no current password. Judged off the calling
    /// thread, in places that are shared by who `asks`: an associate's id. errc::overloaded.
    Task<Result<std::optional<PolicyRefusal>>> judge(std::string_view password, std::vector<std::string> own_words,
                                                     std::int32_t asks);

private:
    Task<Result<std::optional<PolicyRefusal>>> judge_by_policy(std::string_view password,
                                                               std::vector<std::string> own_words, std::int32_t asks);

    Store& store_;
    PasswordWork& hashing_;
    Random& random_;
    const PolicySettings policy_;
    BreachedPasswords* const breached_;
};

}  // namespace uag
