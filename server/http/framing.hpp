// Judges the raw head of a request before any parser's verdict counts: what two parsers could read
// differently is refused (RFC 9112 sections 2.2, 3.2, 5.1, 5.2, 6.1, 6.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uag::http {

/// What the head says of the message's framing, or why it is refused.
struct Framing {
    unsigned status = 0;       ///< 0: good; else the status to answer with, and the connection closes
    std::string_view problem;  ///< static text for people
    std::string_view method;
    std::string_view target;        ///< as sent
    std::string_view path;          ///< of the target, without scheme, authority and query
    std::string_view query;         ///< without '?'
    std::string_view content_type;  ///< empty: none
    std::string_view origin;        ///< the Origin field; empty: none
    std::string_view accept;        ///< of the first Accept field; empty: none
    bool repeats_list = false;      ///< a field that is a list stands in more than one line: see join_lists()
    std::string_view host;          ///< the Host field, or empty for HTTP/1.0 without one
    bool http10 = false;
    bool chunked = false;
    std::optional<std::uint64_t> content_length;
    bool expects_continue = false;
    bool keep_alive = true;
    std::size_t fields = 0;
};

struct FramingLimits {
    std::size_t request_line_bytes = 8192;  ///< 414 beyond
    std::size_t header_bytes = 16384;       ///< request line and fields together; 431 beyond
    std::size_t header_fields = 64;         ///< 431 beyond
};

/// The path of an incomplete head's request line, as far as it has come; empty if there is none yet. For
/// wording a refusal only.
std::string_view path_of_partial_head(std::string_view head);

/// The Content-Type in what has come of a head, good or bad; empty: none. For wording a refusal only.
std::string_view content_type_of_partial_head(std::string_view head);

/// `head` is everything up to and including the empty line.
Framing judge_head(std::string_view head, const FramingLimits& limits);

/// The lines of each field that is a list (RFC 9110 5.3: Accept, Via, X-Forwarded-For and the like) become one, in
/// order, where the first stood. Values that are joined go into `storage`, which must outlive the fields.
void join_lists(std::vector<std::pair<std::string_view, std::string_view>>& fields, std::vector<std::string>& storage);

/// The path with one slash in the place of several: clients join addresses, and mean no empty segment by it.
std::string without_empty_segments(std::string_view path);

/// RFC 9112 2.2: some take a LF alone for the end of a line, we for a line that is not complete.
bool has_bare_lf(std::string_view text);

}  // namespace uag::http
