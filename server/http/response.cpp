#include "server/http/response.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <ctime>

#include "core/base/encoding.hpp"
#include "core/base/random.hpp"

namespace uag::http {
namespace {

struct Reason {
    unsigned status;
    std::string_view text;
};
constexpr std::array<Reason, 24> reasons{{{100, "Continue"},
                                          {200, "OK"},
                                          {202, "Accepted"},
                                          {204, "No Content"},
                                          {302, "Found"},
                                          {303, "See Other"},
                                          {304, "Not Modified"},
                                          {400, "Bad Request"},
                                          {401, "Unauthorized"},
                                          {403, "Forbidden"},
                                          {404, "Not Found"},
                                          {405, "Method Not Allowed"},
                                          {408, "Request Timeout"},
                                          {412, "Precondition Failed"},
                                          {413, "Content Too Large"},
                                          {414, "URI Too Long"},
                                          {415, "Unsupported Media Type"},
                                          {417, "Expectation Failed"},
                                          {429, "Too Many Requests"},
                                          {431, "Request Header Fields Too Large"},
                                          {500, "Internal Server Error"},
                                          {501, "Not Implemented"},
                                          {503, "Service Unavailable"},
                                          {505, "HTTP Version Not Supported"}}};

// RFC 9110 5.6.7; made once a second a thread.
std::string_view http_date() {
    thread_local std::time_t made_at = 0;
    thread_local std::array<char, 40> text{};
    thread_local std::size_t length = 0;
    const std::time_t now = std::time(nullptr);
    if (now != made_at) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        made_at = now;
    }
    return {text.data(), length};
}

void append_number(std::string& out, std::size_t number) {
    std::array<char, 20> digits{};
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    out.append(digits.data(), end);
}

}  // namespace

std::string_view reason_of(unsigned status) {
    const auto* const at = std::find_if(reasons.begin(), reasons.end(),
                                        [status](const Reason& reason) { return reason.status == status; });
    return at == reasons.end() ? std::string_view("Unknown") : at->text;
}

void write_head(const HttpReply& reply, std::string_view request_id, std::string_view connection,
                std::string& head) {
    head += "HTTP/1.1 ";
    append_number(head, reply.status);
    head += ' ';
    head += reason_of(reply.status);
    head += "\r\nDate: ";
    head += http_date();
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
    for (int shift = 28; shift >= 0; shift -= 4)
        id += digits[number >> shift & 15];
}

}  // namespace uag::http
