// What a new password must be like: the password_rules row, zxcvbn's strength, length and well-formedness.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/message.hpp"
#include "core/base/random.hpp"
#include "core/base/secret.hpp"
#include "core/store/store.hpp"

namespace uag {

inline constexpr std::size_t max_password_code_points = 256;

struct PolicySettings {
    int min_score = 3;  ///< zxcvbn, 0..4; judged on the first 32 characters
    std::chrono::hours generated_life{0};  ///< a generated password works for so long; 0: without limit
};

/// Why a candidate is refused: `rule` is a stable word for programs (`MinCharacters`, `MinNumbers`,
/// `MinLowercase`, `MinUppercase`, `MinSpecial`, `MaxCharacters`, `Characters`, `Strength`, `Breached`,
/// `Current`),
/// `reason` a sentence for people.
struct PolicyRefusal {
    std::string rule;
    Message reason;
};

/// What counts as the associate's own words in a password: their names and their address.
std::vector<std::string> own_words(const AssociateRecord& associate, const PersonRecord& person);

/// Nothing if `password` (as sent, any UTF-8) may be stored. `own_words` are the associate's names and
/// address; they count as dictionary words, not as forbidden substrings. Never hashes.
std::optional<PolicyRefusal> judge_password(std::string_view password, const PasswordRules& rules,
                                            const PolicySettings& settings, std::span<const std::string> own_words);

/// The form that is hashed: NFC. Nothing if it is no well-formed UTF-8, holds U+0000, or is over 256 code
/// points.
std::optional<Secret> password_for_hashing(std::string_view password);

/// 20 characters of a readable alphabet (no look-alikes), at least 100 bits; longer if the rules ask for
/// more. Always within the rules and settings. Throws std::runtime_error if no password of at most 256 code
/// points can be.
Secret generate_password(Random& random, const PasswordRules& rules, const PolicySettings& settings);

}  // namespace uag
