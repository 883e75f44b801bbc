// What is stored of failed log-ins, and the rules of it, over the rows of one transaction. Throttle (throttle.hpp) makes
// and reads the records.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/store/rows.hpp"

namespace uag {

/// Key of the record that clear_failures leaves: this and the account. Failures up to its `last_failure` are forgiven,
/// also those that a running service has not saved yet.
inline constexpr std::string_view unlock_mark = "u|";

/// Inserts or replaces by key; a record without failures and without a last success is removed instead.
Result<void> save_failures(Rows& rows, const std::vector<FailureRecord>& failures);
/// Forgets every counter of this folded account name (or of the source with this key, throttle_key.hpp) and leaves an
/// unlock_mark; how many there were.
Result<std::int32_t> clear_failures(Rows& rows, std::string_view account, TimePoint now);
/// When that was done last; the epoch if never.
Result<TimePoint> failures_cleared(Rows& rows, std::string_view account);

}  // namespace uag
