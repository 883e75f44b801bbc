// The Authorization header of the WebAPI (RFC 9110 11.6.2, RFC 7617): what a caller shows, not whether it is
// true.
#pragma once

#include <string_view>

#include "adapters/http/message.hpp"
#include "core/base/error.hpp"
#include "core/call/call.hpp"

namespace uag::rest {

/// Longest value that is looked at, in bytes.
inline constexpr std::size_t max_authorization = 4096;

/// Which schemes are taken (`[authentication]`).
struct Schemes {
    bool basic = true;
    bool so_ticket = true;
    bool bearer = true;
};

/// Reads, with the scheme in any case: `Basic` (base64, with its padding or without, of `user:password` in UTF-8 or
/// else windows-1252, split at the first colon; the password may be empty), `SoTicket`, `Bearer`, and a ticket in one
/// of its other places: alone, as `Basic 7T:...`, and as the user name of Basic credentials with any password. An
/// empty header is evidence of kind none. Error: errc::session (401) for another scheme and for anything malformed;
/// it never counts as a failed log-in. A scheme that is off fails as a wrong password does; a ticket in Basic needs
/// both.
Result<Evidence> parse_authorization(std::string_view header, const Schemes& schemes = {});

/// A WWW-Authenticate field for each scheme that is on, as an answer with 401 must have (RFC 9110 15.5.2).
void add_challenges(const Schemes& schemes, HttpReply& reply);

}  // namespace uag::rest
