// The texts of tickets, access tokens and web sessions: a prefix and 256 random bits in base64. Only their SHA-256 is kept anywhere.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/base/encoding.hpp"
#include "core/base/random.hpp"
#include "core/base/secret.hpp"
#include "core/store/store.hpp"

namespace uag {

/// `7T:` + base64 for a ticket, `8A:` + base64 for an access token, `WS:` + base64 for a web session (RFC 6265 4.1.1
/// allows all of it in a cookie).
Secret make_session_text(SessionKind kind, Random& random);

/// The key under which the session is stored. Nothing if the text is not exactly of the form that make_session_text
/// writes for this kind; a look-up is not worth the while then.
std::optional<Digest> session_key(SessionKind kind, std::string_view text);

/// Whether the token is one of those with these SHA-256 values; takes the same time whichever it is.
bool knows_token(std::span<const Digest> known, std::string_view token);

/// True if the text, without the white space around it, starts as a ticket does; such a text is never an associate's
/// name.
bool looks_like_ticket(std::string_view text);

}  // namespace uag
