#include "server/http/response.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

#include "adapters/http/http_date.hpp"
#include "adapters/http/status.hpp"

namespace uag::http {
namespace {

// Made once a second a thread.
std::string_view date_of(TimePoint now) {
    thread_local std::chrono::sys_seconds made_of = std::chrono::sys_seconds::min();
    thread_local std::string text;
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (second != made_of) {
        text = format_http_date(second);
        made_of = second;
    }
    return text;
}

void append_number(std::string& out, std::size_t number) {
    std::array<char, 20> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end);
}

}  // namespace

void write_head(const HttpReply& reply, TimePoint now, std::string_view request_id, std::string_view connection,
                std::string& head) {
    head += "HTTP/1.1 ";
    append_number(head, reply.status);
    head += ' ';
    head += reason_of(reply.status);
    head += "\r\nDate: ";
    head += date_of(now);
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

}  // namespace uag::http
