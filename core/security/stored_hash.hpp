// A stored password hash of any kind, and what a log-in costs where hashes of several kinds are stored.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/error.hpp"
#include "core/security/hash_scheme.hpp"
#include "core/security/login_cost.hpp"
#include "core/security/phc.hpp"

namespace uag {

using StoredHash = std::variant<PhcHash, ForeignHash>;

/// Argon2id as phc.hpp reads it, or of a scheme in hash_scheme.hpp. The error's text goes on after the name of what holds
/// the hash.
Result<StoredHash> read_stored_hash(std::string_view text);

/// What comparing with it costs, as the store counts it ("argon2id m=19456,t=2,p=1", "bcrypt 4096"); empty for what cannot
/// be read, which is never compared with.
std::string cost_text(std::string_view hash);

/// What comparing with this hash costs.
LoginCost cost_of(const StoredHash& hash);

/// Of such texts what every log-in has to cost: of each scheme the costliest. What cannot be read does not count.
LoginCost costliest(const std::vector<std::string>& texts);

}  // namespace uag
