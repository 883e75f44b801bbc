// What is remembered of a name that somebody typed to log in: in the audit, the log and the throttle's counters, which
// are all kept on disk. People paste tickets and passwords into the wrong field.
#pragma once

#include <string>
#include <string_view>

namespace uag {

/// Stands for every name that is not recorded: one that no associate can have (core/security/names), whose colon may be
/// a ticket's, and one that looks like a token. All of them share one counter a source.
inline constexpr std::string_view unrecorded_name = "(not recorded)";

/// The name as it may be recorded, empty for none; `folded` is trimmed and folded, or ill-formed text as it came.
std::string recorded_name(std::string_view folded);

/// Whether something in the text is like the random tokens that programs make: 20 or more characters of base64,
/// hexadecimal or a part of a JWT, in which digits and letters take turns as no name has them, also percent-encoded, in
/// full width, with blanks or what is not seen inside; or whether a colon is in it in such a guise.
bool is_token_shaped(std::string_view text);

}  // namespace uag
