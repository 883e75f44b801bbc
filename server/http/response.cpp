#include "server/http/response.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <ctime>

#include "adapters/http/http_date.hpp"
#include "adapters/http/status.hpp"
#include "core/base/encoding.hpp"
#include "core/base/random.hpp"

namespace uag::http {
namespace {

// Of now; made once a second a thread.
std::string_view date_now() {
    thread_local std::time_t made_at = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != made_at) {
        text = format_http_date(TimePoint(std::chrono::seconds(now)));
        made_at = now;
    }
    return text;
}

void append_number(std::string& out, std::size_t number) {
    std::array<char, 20> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end);
}

}  // namespace

void write_head(const HttpReply& reply, std::string_view request_id, std::string_view connection, std::string& head) {
    head += "HTTP/1.1 ";
    append_number(head, reply.status);
    head += ' ';
    head += reason_of(reply.status);
    head += "\r\nDate: ";
    head += date_now();
    if (!reply.content_type.empty()) {
        head += "\r\nContent-Type: ";
        head += reply.content_type;
    }
    // RFC 9110 8.6: no Content-Length in a 204 or 304.
    if (reply.status != 204 && reply.status != 304) {
        head += "\r\nContent-Length: ";
        append_number(head, reply.content().size());
    }
    const bool cached = std::any_of(reply.headers.begin(), reply.headers.end(),
                                    [](const auto& field) { return field.first == "Cache-Control"; });
    if (!cached) head += "\r\nCache-Control: no-cache, no-store\r\nPragma: no-cache\r\nExpires: -1";
    head += "\r\nX-Content-Type-Options: nosniff\r\nX-Request-Id: ";
    head += request_id;
    if (reply.may_compress) head += "\r\nVary: Accept-Encoding";
    for (const auto& [name, value] : reply.headers) {
        head += "\r\n";
        head += name;
        head += ": ";
        head += value;
    }
    if (!connection.empty()) {
        head += "\r\nConnection: ";
        head += connection;
    }
    head += "\r\n\r\n";
}

void next_request_id(std::string& id) {
    static const std::string prefix = [] {
        std::array<std::byte, 8> bits{};
        SystemRandom().fill(bits);
        return hex_encode(bits);
    }();
    static std::atomic<std::uint32_t> count{0};
    constexpr std::string_view digits = "0123456789abcdef";
    const std::uint32_t number = ++count;
    id.assign(prefix);
    id += '-';
    for (int shift = 28; shift >= 0; shift -= 4) id += digits[number >> shift & 15];
}

}  // namespace uag::http
