// Writes the head of a response. What every answer carries stands here and nowhere else.
#pragma once

#include <string>
#include <string_view>

#include "adapters/exchange.hpp"

namespace uag::http {

/// The reason phrase on record for the status (RFC 9110 section 15), or "Unknown".
std::string_view reason_of(unsigned status);

/// Appends the status line and all fields of `reply` to `head`, with Content-Length, Date, the request id, and
/// `Connection: close` if `close`. The body itself is not appended.
void write_head(const HttpReply& reply, std::string_view request_id, bool close, std::string& head);

/// An id for one request: a random prefix of the process and a count, 25 characters.
std::string next_request_id();

}  // namespace uag::http
