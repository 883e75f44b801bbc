// gzip of an answer: when, what the head says, and that the bytes come back.
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

#include "server/http/compression.hpp"
#include "server/http/response.hpp"
#include "support/gunzip.hpp"

using namespace uag;

namespace {

HttpReply reply_of(std::size_t size) {
    HttpReply reply;
    reply.may_compress = true;
    reply.content_type = "application/json; charset=utf-8";
    for (std::size_t i = 0; reply.body.size() < size; ++i) reply.body += std::to_string(i * 7919) + ',';
    reply.body.resize(size);
    return reply;
}

void compress_for(std::string_view accept_encoding, HttpReply& reply) {
    const std::pair<std::string_view, std::string_view> field{"accept-encoding", accept_encoding};
    HttpRequest request;
    if (!accept_encoding.empty()) request.headers = {&field, 1};
    http::compress(request, reply);
}

std::string header_field(const HttpReply& reply, std::string_view name) {
    for (const auto& [key, value] : reply.headers)
        if (key == name) return value;
    return {};
}

}  // namespace

TEST_CASE("from 1 KiB to 1 MiB, for whom asks, where it is allowed") {
    struct Case {
        const char* what;
        std::size_t size;
        const char* asks;
        bool allowed;
        bool packed;
    };
    for (const Case& row :
         {Case{"just large enough", 1024, "gzip", true, true}, Case{"too small", 1023, "gzip", true, false},
          Case{"just small enough", std::size_t{1} << 20, "gzip", true, true},
          Case{"too large", (std::size_t{1} << 20) + 1, "gzip", true, false},
          Case{"anything goes", 5000, "*", true, true}, Case{"not asked for", 5000, "", true, false},
          Case{"refused", 5000, "gzip;q=0, *", true, false}, Case{"another coding", 5000, "br", true, false},
          Case{"a secret may be in it", 5000, "gzip", false, false}, Case{"nothing", 0, "gzip", true, false}}) {
        CAPTURE(row.what);
        HttpReply reply = reply_of(row.size);
        reply.may_compress = row.allowed;
        const std::string plain = reply.body;
        compress_for(row.asks, reply);
        CHECK(header_field(reply, "Content-Encoding") == (row.packed ? "gzip" : ""));
        CHECK((reply.body == plain) == !row.packed);
        if (row.packed) CHECK(test::gunzip(reply.body) == plain);
        std::string head;
        http::write_head(reply, TimePoint{}, "id", {}, head);
        CHECK((head.find("\r\nVary: Accept-Encoding\r\n") != std::string::npos) == row.allowed);
        CHECK(head.find("\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n") != std::string::npos);
    }
}

TEST_CASE("what cannot be made smaller still comes back whole, one after another") {
    std::uint32_t state = 1;
    for (const std::size_t size : {std::size_t{70000}, std::size_t{1024}, std::size_t{300000}}) {
        HttpReply reply = reply_of(0);
        for (std::size_t i = 0; i < size; ++i) {
            state = state * 1664525 + 1013904223;
            reply.body += static_cast<char>(state >> 24);
        }
        const std::string plain = reply.body;
        compress_for("gzip", reply);
        CHECK(test::gunzip(reply.body) == plain);
    }
}

TEST_CASE("RFC 9110 8.8.1 the tag of a packed body is a weak one") {
    HttpReply reply = reply_of(2000);
    reply.headers.emplace_back("ETag", "\"abc\"");
    compress_for("gzip", reply);
    CHECK(header_field(reply, "ETag") == "W/\"abc\"");
    HttpReply plain = reply_of(2000);
    plain.headers.emplace_back("ETag", "\"abc\"");
    compress_for("", plain);
    CHECK(header_field(plain, "ETag") == "\"abc\"");
}
