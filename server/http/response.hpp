// Writes the head of a response. What every answer carries stands here and nowhere else.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "core/base/clock.hpp"

namespace uag::http {

/// Appends the status line and all fields of `reply` to `head`, with Content-Length, Date, the request id,
/// and a Connection field if `connection` is not empty. The content itself is not appended.
void write_head(const HttpReply& reply, TimePoint now, std::string_view request_id, std::string_view connection,
                std::string& head);

}  // namespace uag::http
