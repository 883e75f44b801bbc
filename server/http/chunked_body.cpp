#include "server/http/chunked_body.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstdint>

#include "core/base/text.hpp"

namespace uag::http {
namespace {

using ParseError = boost::beast::http::error;
using boost::system::error_code;
using text_view = boost::beast::string_view;

constexpr Refusal malformed_body{400, "The request is malformed."};
constexpr Refusal body_too_large{413, "The body is too large."};
constexpr std::string_view line_end = "\r\n";
// Beast knows bodies only behind a head.
constexpr std::string_view any_chunked_head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

constexpr std::array<std::string_view, 8> forbidden_trailers{"authorization",     "cookie", "host", "soapaction",
                                                             "transfer-encoding", "expect", "te",   "connection"};

bool is_forbidden_in_trailer(std::string_view name) {
    const auto starts = [name](std::string_view with) { return ascii_iequals(name.substr(0, with.size()), with); };
    if (starts("content-") || starts("so-") || starts("x-")) return true;
    return std::any_of(forbidden_trailers.begin(), forbidden_trailers.end(),
                       [name](std::string_view forbidden) { return ascii_iequals(name, forbidden); });
}

// The size of the last chunk is zero, in as many digits as somebody likes.
bool is_last_chunk(std::string_view line) {
    const std::size_t digits = line.find_first_not_of('0');
    return digits != 0 && digits != std::string_view::npos && !is_hex_digit(line[digits]);
}

// Where a CR stands that no LF follows. The last byte may have one yet.
bool has_bare_cr(std::string_view line) {
    const std::size_t at = line.find('\r');
    return at != std::string_view::npos && at + 1 < line.size() && line[at + 1] != '\n';
}

// RFC 9112 5.2: Beast would join the lines.
bool has_fold(std::string_view lines) {
    return lines.find("\r\n ") != std::string_view::npos || lines.find("\r\n\t") != std::string_view::npos;
}

}  // namespace

class ChunkedBody::Parser final : public boost::beast::http::basic_parser<true> {
public:
    Parser(std::string& body, HeldMemory& memory, std::size_t most) : body_(body), memory_(memory), most_(most) {
        body_limit(most);
        take(any_chunked_head);
    }

    // `bytes` are lines that are whole, or data of the chunk that began.
    Refusal take(std::string_view bytes) {
        error_code failed;
        const std::size_t used = put({bytes.data(), bytes.size()}, failed);
        if (without_memory_) return out_of_memory;
        if (failed == ParseError::body_limit) return body_too_large;
        return failed || used != bytes.size() ? malformed_body : Refusal{};
    }

    std::uint64_t left() const { return left_; }  // of the data of the chunk that began
    std::size_t trailers() const { return trailers_; }
    bool has_forbidden_trailer() const { return forbidden_trailer_; }

private:
    void on_request_impl(boost::beast::http::verb, text_view, text_view, int, error_code&) override {}
    void on_response_impl(int, text_view, int, error_code&) override {}
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(text_view, error_code&) override { return 0; }
    void on_finish_impl(error_code&) override {}

    void on_field_impl(boost::beast::http::field, text_view name, text_view, error_code&) override {
        if (!is_header_done()) return;
        ++trailers_;
        forbidden_trailer_ = forbidden_trailer_ || is_forbidden_in_trailer({name.data(), name.size()});
    }
    void on_chunk_header_impl(std::uint64_t size, text_view extensions, error_code& failed) override {
        if (extensions.size() > chunk_extension_bytes) failed = ParseError::bad_chunk_extension;
        left_ = size;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, text_view bytes, error_code& failed) override {
        without_memory_ = !append_wiped(body_, {bytes.data(), bytes.size()}, most_, memory_);
        if (without_memory_) failed = ParseError::buffer_overflow;
        left_ -= bytes.size();
        return bytes.size();
    }

    std::string& body_;
    HeldMemory& memory_;
    const std::size_t most_;
    std::uint64_t left_ = 0;
    std::size_t trailers_ = 0;
    bool forbidden_trailer_ = false;
    bool without_memory_ = false;
};

ChunkedBody::ChunkedBody(std::string& body, HeldMemory& memory, const Limits& limits)
    : limits_(limits), body_(body), parser_(std::make_unique<Parser>(body, memory, limits.body_bytes)) {}

ChunkedBody::~ChunkedBody() = default;

bool ChunkedBody::is_done() const { return parser_->is_done(); }

Refusal ChunkedBody::feed(ReadBuffer& buffer) {
    while (!is_done() && !buffer.empty()) {
        const bool in_data = parser_->left() != 0;
        const Refusal refused = in_data ? take_data(buffer) : take_lines(buffer);
        if (refused) return refused;
        if (!in_data && found_ == 0) break;
    }
    return is_done() ? judge_trailers() : Refusal{};
}

Refusal ChunkedBody::take_data(ReadBuffer& buffer) {
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(parser_->left(), buffer.size()));
    const Refusal refused = parser_->take(buffer.text().substr(0, size));
    if (refused) return refused;
    buffer.consume(size);
    if (parser_->left() != 0) return {};
    before_ = line_end.size();
    lines_.restart(before_);
    return {};
}

Refusal ChunkedBody::take_lines(ReadBuffer& buffer) {
    found_ = 0;
    const Refusal not_found = find_lines(buffer.text());
    if (not_found || found_ == 0) return not_found;
    const std::string_view lines = buffer.text().substr(0, found_);
    if (in_trailers_ && has_fold(lines)) return malformed_body;
    const Refusal refused = parser_->take(lines);
    if (refused) return refused;
    buffer.consume(found_);
    framing_ += found_;
    const std::size_t allowed = limits_.head.header_bytes + chunk_framing_bytes + chunk_framing_per_byte * body_.size();
    return framing_ > allowed ? Refusal{413, "The body comes in too much chunk framing."} : Refusal{};
}

// Beyond the limit nothing is looked at, however much has come together.
Refusal ChunkedBody::find_lines(std::string_view text) {
    const std::string_view seen = text.substr(0, limits_.head.header_bytes);
    const std::string_view before = seen.substr(0, before_);
    if (before != line_end.substr(0, before.size())) return malformed_body;
    while (before.size() == before_) {
        const std::size_t begin = lines_.end();
        const LineScan::Found found = lines_.next(seen);
        const std::size_t end = found == LineScan::Found::nothing ? seen.size() : lines_.end();
        const std::string_view line = seen.substr(begin, end - begin);
        if (has_bare_cr(line)) return malformed_body;
        if (found == LineScan::Found::bare_lf) return {400, "A line does not end with CR LF."};
        if (found == LineScan::Found::nothing) break;
        const bool ends = in_trailers_ ? found == LineScan::Found::empty_line : !is_last_chunk(line);
        in_trailers_ = in_trailers_ || !ends;
        if (!ends) continue;
        found_ = lines_.end();
        return {};
    }
    // What is unread is a chunk's line or the trailers.
    return text.size() > seen.size() ? Refusal{431, "The trailer fields are too large."} : Refusal{};
}

Refusal ChunkedBody::judge_trailers() const {
    if (parser_->trailers() > limits_.head.header_fields) return {431, "Too many trailer fields."};
    if (parser_->has_forbidden_trailer()) return {400, "This field may not stand in a trailer."};
    return {};
}

}  // namespace uag::http
