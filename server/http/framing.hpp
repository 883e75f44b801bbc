// Judges the raw head of a request: what two parsers could read differently is refused (RFC 9112 sections 2.2, 3.2, 5.1,
// 5.2, 6.1, 6.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "server/http/known_fields.hpp"
#include "server/http/request_line.hpp"

namespace uag::http {

/// What the head says of the message's framing, or why it is refused.
struct Framing {
    unsigned status = 0;  ///< 0: good; else the status to answer with, and the connection closes
    std::string_view problem;  ///< static text for people
    std::string_view method;
    std::string_view path;  ///< of the target, without scheme, authority and query
    std::string_view query;  ///< without '?'
    std::string_view content_type;  ///< empty: none
    std::string_view origin;  ///< the Origin field; empty: none
    std::string_view accept;  ///< of the first Accept field; empty: none
    bool repeats_list = false;  ///< a field that is a list stands in more than one line: see join_lists()
    std::string_view host;  ///< the Host field, or empty for HTTP/1.0 without one
    bool http10 = false;
    bool chunked = false;
    std::optional<std::uint64_t> content_length;
    bool expects_continue = false;
    bool keep_alive = true;
    std::size_t fields = 0;
};

struct FramingLimits {
    std::size_t request_line_bytes = 8192;  ///< 414 beyond
    std::size_t header_bytes = 16384;  ///< request line and fields together; 431 beyond
    std::size_t header_fields = 64;  ///< 431 beyond
};

/// The Content-Type in what has come of a head, good or bad; empty: none. For wording a refusal only.
std::string_view content_type_of_partial_head(std::string_view head);

/// `head` is everything up to and including the empty line. One that ends earlier is refused: for what stands in its
/// lines, the last of which may be unfinished, or at least for that. `fields` gets the fields of a good head.
Framing judge_head(std::string_view head, const FramingLimits& limits, HeaderFields& fields);
Framing judge_head(std::string_view head, const FramingLimits& limits);

}  // namespace uag::http
