// A body in the chunked transfer coding (RFC 9112 section 7). Beast parses it, but is given the line of a chunk, or the last
// chunk's with all trailers, only when it has come whole: so nothing depends on how the bytes are cut.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "server/http/limits.hpp"
#include "server/http/line_scan.hpp"
#include "server/http/memory_budget.hpp"
#include "server/http/read_buffer.hpp"
#include "server/http/refusal.hpp"

namespace uag::http {

/// Refuses with 400 what is malformed, a chunk's extensions of more than chunk_extension_bytes, and trailers that say who
/// asks, what for, or how the message is framed (RFC 9110 6.5.1); with 413 more than Limits::body_bytes, and more framing
/// than chunk_framing_bytes allows; with 431 a chunk's line, or trailers, beyond Limits::head; with 503 what there is no
/// memory for.
class ChunkedBody {
public:
    /// Appends to `body`, in memory that is taken of `memory`. All outlive this.
    ChunkedBody(std::string& body, HeldMemory& memory, const Limits& limits);
    ~ChunkedBody();
    ChunkedBody(const ChunkedBody&) = delete;
    ChunkedBody& operator=(const ChunkedBody&) = delete;

    /// Takes what has come of the body off the buffer, unless it is refused; what is behind its end stays.
    Refusal feed(ReadBuffer& buffer);
    /// The last chunk and the trailers have come.
    bool is_done() const;

private:
    class Parser;

    Refusal take_data(ReadBuffer& buffer);
    Refusal take_lines(ReadBuffer& buffer);
    Refusal find_lines(std::string_view text);
    Refusal judge_trailers() const;

    const Limits& limits_;
    const std::string& body_;
    const std::unique_ptr<Parser> parser_;
    LineScan lines_;
    std::size_t found_ = 0;  // bytes of the lines that Beast may have now; 0: more must come
    std::size_t before_ = 0;  // bytes of the line end behind the last chunk's data
    bool in_trailers_ = false;  // the last chunk's line has been found
    std::size_t framing_ = 0;  // bytes of all lines so far
};

}  // namespace uag::http
