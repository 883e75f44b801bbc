// The first line of a request (RFC 9112 section 3).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace uag::http {

struct RequestLine {
    unsigned status = 0;       ///< 0: good; else the status to answer with
    std::string_view problem;  ///< static text for people
    std::string_view method;
    std::string_view path;  ///< of the target, without scheme, authority and query. Good or bad: as far as it reads
    std::string_view query;  ///< without '?'
    std::string_view scheme;  ///< of a target in absolute form, lower case; else empty
    std::string_view authority;  ///< likewise, as sent
    bool http10 = false;
};

/// `line` is without its CR LF. One of more than `limit` bytes is 414.
RequestLine judge_request_line(std::string_view line, std::size_t limit);

/// The path of an incomplete head's request line, as far as it has come; empty if there is none yet. For
/// wording a refusal only.
std::string_view path_of_partial_head(std::string_view head);

/// The path with one slash in the place of several: clients join addresses, and mean no empty segment by it.
std::string without_empty_segments(std::string_view path);

}  // namespace uag::http
