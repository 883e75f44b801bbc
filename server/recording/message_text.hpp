// Messages of HTTP as the text files of a recording: request or status line, fields, an empty line, the body as it is.
#pragma once

#include <string>
#include <string_view>

#include "adapters/client/message.hpp"
#include "core/base/error.hpp"

namespace uag::recording {

/// Lines end with CR LF; the target begins with a slash.
std::string text_of(const client::Request& request);
std::string text_of(const client::Response& answer);

/// Lines may end with LF alone, as editors write them. The body is all that follows the empty line, whatever
/// Content-Length says. Errors: errc::malformed with one phrase that goes on after the file's name.
Result<client::Request> read_request_text(std::string_view text);
Result<client::Response> read_answer_text(std::string_view text);

}  // namespace uag::recording
