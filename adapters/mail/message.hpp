// A message as it travels (RFC 5322, RFC 2045 to 2047): text/plain in UTF-8, quoted-printable. Whatever a name or a
// subject holds, it cannot begin a header field of its own.
#pragma once

#include <string>
#include <string_view>

#include "adapters/mail/address.hpp"
#include "core/base/clock.hpp"
#include "core/base/secret.hpp"

namespace uag::mail {

struct Envelope {
    Address from;
    Address to;
    std::string subject;      ///< UTF-8
    TimePoint date{};
    std::string message_id;   ///< without the brackets: "0123abcd@example.com"
};

/// The message with its header, lines ending with CR LF and none longer than 78 bytes; not dot-stuffed. Control
/// characters and ill-formed bytes of names and subject become '?' before they are encoded.
Secret write_message(const Envelope& envelope, std::string_view text);

/// RFC 5322 3.3, in UTC: "Thu, 01 Jan 2026 00:00:00 +0000".
std::string format_date(TimePoint time);

/// Text of a header field: as it is if it is short ASCII without what has a meaning there, otherwise encoded words
/// (RFC 2047) folded over lines, the first beginning at `column`.
std::string encode_words(std::string_view text, std::size_t column);

}  // namespace uag::mail
