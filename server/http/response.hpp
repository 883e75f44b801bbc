// Writes the head of a response. What every answer carries stands here and nowhere else.
#pragma once

#include <string>
#include <string_view>

#include "adapters/http/message.hpp"

namespace uag::http {

/// Appends the status line and all fields of `reply` to `head`, with Content-Length, Date, the request id,
/// and a Connection field if `connection` is not empty. The content itself is not appended.
void write_head(const HttpReply& reply, std::string_view request_id, std::string_view connection, std::string& head);

/// Makes `id` the id of a new request: a random prefix of the process and a count, 25 characters.
void next_request_id(std::string& id);

}  // namespace uag::http
