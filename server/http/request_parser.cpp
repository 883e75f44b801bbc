#include "server/http/request_parser.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/http/error.hpp>

#include "core/base/secret.hpp"
#include "core/base/text.hpp"
#include "server/http/limits.hpp"

namespace uag::http {
namespace {

constexpr std::array<std::string_view, 8> forbidden_trailers{"authorization",     "cookie", "host", "soapaction",
                                                             "transfer-encoding", "expect", "te",   "connection"};

bool is_forbidden_in_trailer(std::string_view name) {
    const auto starts = [name](std::string_view with) { return ascii_iequals(name.substr(0, with.size()), with); };
    if (starts("content-") || starts("so-") || starts("x-")) return true;
    return std::any_of(forbidden_trailers.begin(), forbidden_trailers.end(),
                       [name](std::string_view forbidden) { return ascii_iequals(name, forbidden); });
}

}  // namespace

void consume_wiped(ReadBuffer& buffer, std::size_t size) {
    wipe(buffer.data().data(), size);
    buffer.consume(size);
}

void RequestParser::feed(ReadBuffer& buffer, error_code& error) {
    while (!is_done() && buffer.size() != 0) {
        input_ = text_of(buffer);
        const std::size_t used = put(buffer.data(), error);
        input_ = {};
        fed_ += used;
        consume_wiped(buffer, used);
        if (error == boost::beast::http::error::need_more) error = {};
        if (error || used == 0) return;
    }
}

void RequestParser::on_field_impl(boost::beast::http::field, text_view name, text_view value, error_code&) {
    const std::string_view key(name.data(), name.size());
    if (is_header_done()) {
        ++trailers_;
        forbidden_trailer_ = forbidden_trailer_ || is_forbidden_in_trailer(key);
        return;
    }
    fields_.emplace_back(key, std::string_view(value.data(), value.size()));
}

void RequestParser::on_body_init_impl(const Length& length, error_code&) {
    if (length) announced_ = static_cast<std::size_t>(*length);
}

std::size_t RequestParser::on_body_impl(text_view bytes, error_code&) {
    if (bytes.size() > body_.capacity() - body_.size()) grow_wiped(body_.size() + bytes.size());
    body_.append(bytes.data(), bytes.size());
    return bytes.size();
}

// The body grows with what arrives, to what was announced at most. No copy of a password stays in what it leaves.
void RequestParser::grow_wiped(std::size_t least) {
    std::string larger;
    larger.reserve(std::max(least, std::min(2 * body_.capacity(), announced_)));
    larger.append(body_);
    wipe(body_.data(), body_.size());
    body_.swap(larger);
}

// Of the last chunk all trailers have come, and stand behind its line. Beast would join a folded one (RFC 9112 5.2).
void RequestParser::on_chunk_header_impl(std::uint64_t size, text_view extensions, error_code& error) {
    if (extensions.size() > chunk_extension_bytes) error = boost::beast::http::error::bad_chunk_extension;
    if (size != 0 || error || input_.empty()) return;
    const auto line_end = static_cast<std::size_t>(extensions.data() + extensions.size() - input_.data());
    std::string_view trailers = input_.substr(line_end);
    trailers = trailers.substr(0, trailers.find("\r\n\r\n"));
    const bool folds =
        trailers.find("\r\n ") != std::string_view::npos || trailers.find("\r\n\t") != std::string_view::npos;
    if (folds) error = boost::beast::http::error::bad_field;
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, text_view bytes, error_code& error) {
    return on_body_impl(bytes, error);
}

}  // namespace uag::http
