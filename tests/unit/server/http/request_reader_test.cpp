// Reading requests without a socket: the same comes of the same bytes however they are cut; limits, memory, what is asked
// of whoever has the connection, and what stays behind.
#include "server/http/request_reader.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/corpus.hpp"
#include "support/read_requests.hpp"

using namespace uag::http;
using namespace uag::test;
using End = Reading::End;
using Phase = RequestReader::Phase;
using Step = RequestReader::Step;

namespace {

const std::string post_head = "POST /a HTTP/1.1\r\nHost: h\r\n";
const std::string chunked_head = post_head + "Transfer-Encoding: chunked\r\n\r\n";
const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n";

// The first that the bytes come to, and it is the same byte by byte and cut once at any place; of many bytes at some.
Reading read_first(const std::string& bytes, const Limits& limits = {}) {
    const std::vector<Reading> whole = read_whole(bytes, limits);
    CHECK(read_by_bytes(bytes, limits) == whole);
    const std::size_t step = bytes.size() < 2000 ? 1 : bytes.size() / 100;
    for (std::size_t cut = 1; cut < bytes.size(); cut += step) {
        CAPTURE(cut);
        REQUIRE(read_in_pieces(bytes, limits, [&](std::size_t at) { return at < cut ? cut - at : bytes.size(); }) ==
                whole);
    }
    return whole.front();
}

unsigned status_of(const std::string& bytes, const Limits& limits = {}) { return read_first(bytes, limits).status; }

// Gives the reader bytes that fit into its room.
void give(RequestReader& reader, std::string_view bytes) {
    const std::span<char> room = reader.room();
    REQUIRE(room.size() >= bytes.size());
    std::ranges::copy(bytes, room.begin());
    reader.commit(bytes.size());
}

}  // namespace

TEST_CASE("the corpus of raw requests comes to the same whole, byte by byte and cut at every place") {
    std::size_t refused = 0;
    for (const CorpusCase& c : read_corpus_folder("http")) {
        CAPTURE(c.where);
        const std::string bytes = c.one("then") == "nothing" ? c.bytes : c.bytes + smuggled;
        read_first(bytes);
        const std::vector<Reading> all = read_whole(bytes, {});
        const Reading& last = all.back();
        if (last.end != End::refused) continue;
        ++refused;
        CHECK(std::to_string(last.status) == c.all("expect").back().substr(0, 3));
        CHECK(c.all("expect").back().find("close") != std::string::npos);
    }
    CHECK(refused >= 80);
}

TEST_CASE("a request is what its bytes say") {
    const Reading reading = read_first(
        "\r\n\r\nPOST //a//b?c=d HTTP/1.1\r\nhOst: h:80\r\nAccept: x \r\nContent-Length: 5\r\naccept: "
        "y\r\n\r\n1234567");
    CHECK(reading.end == End::complete);
    CHECK(reading.method == "POST");
    CHECK(reading.path == "/a/b");
    CHECK(reading.query == "c=d");
    CHECK(reading.host == "h:80");
    CHECK(reading.keep_alive);
    CHECK_FALSE(reading.http10);
    CHECK(reading.body == "12345");
    const std::vector<std::pair<std::string, std::string>> fields{
        {"hOst", "h:80"}, {"Accept", "x, y"}, {"Content-Length", "5"}};
    CHECK(reading.fields == fields);
    CHECK(read_first("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").http10);
}

TEST_CASE("requests that come together are read one after the other") {
    const std::string bytes =
        chunked_head + "5\r\n12345\r\n0\r\n\r\n" + post_head + "Content-Length: 3\r\n\r\nabc" + smuggled;
    read_first(bytes);
    const std::vector<Reading> all = read_whole(bytes, {});
    REQUIRE(all.size() == 4);
    CHECK(all[0].body == "12345");
    CHECK(all[1].body == "abc");
    CHECK(all[2].path == "/smuggled");
    CHECK(all[3].end == End::waits_idle);
}

TEST_CASE("limits of the head hold to the byte") {
    const auto line = [](std::size_t size) { return "GET /" + std::string(size - 14, 'a') + " HTTP/1.1\r\n"; };
    CHECK(status_of(line(8192) + "Host: h\r\n\r\n") == 0);
    CHECK(status_of(line(8193) + "Host: h\r\n\r\n") == 414);
    const auto head = [](std::size_t size) { return post_head + "X: " + std::string(size - 34, 'a') + "\r\n\r\n"; };
    REQUIRE(head(100).size() == 100);
    CHECK(status_of(head(16384)) == 0);
    CHECK(status_of(head(16385)) == 431);
    CHECK(status_of(line(8192) + "X: " + std::string(9000, 'a') + "\r\n\r\n") == 431);
    CHECK(status_of(post_head + "X: " + std::string(17000, 'a')) == 431);
    CHECK(status_of("GET /" + std::string(9000, 'a')) == 414);
    Limits narrow;
    narrow.head = {8192, 1024, 4};
    CHECK(status_of("GET /" + std::string(1100, 'a'), narrow) == 414);
    CHECK(status_of(post_head + "X: a\r\nY: b\r\nZ: c\r\n\r\n", narrow) == 0);
    CHECK(status_of(post_head + "X: a\r\nY: b\r\nZ: c\r\nU: d\r\n\r\n", narrow) == 431);
}

TEST_CASE("a head is refused by the first thing that is wrong, as soon as it has come") {
    const std::string nul(1, '\0');
    for (const auto& [bytes, status, problem] : std::vector<std::tuple<std::string, unsigned, std::string>>{
             {nul, 400, "The request line is malformed."},
             {"\x16\x03\x01" + nul, 400, "The request line is malformed."},
             {"\n", 400, "A line does not end with CR LF."},
             {"GET /a HTTP/1.1\n", 400, "A line does not end with CR LF."},
             {"GET /a" + nul, 400, "The request line is malformed."},
             {"GET /a" + nul + "b HTTP/2.0\r\nHost: h\r\n\r\n", 400, "The request line is malformed."},
             {"GET /a HTTP/2.0\r\nX: " + nul, 505, "Only HTTP/1.1 and HTTP/1.0 are spoken here."},
             {"GET /a HTTP/1.1\r\nNonsense\r\nX: a\nHost: h\r\n\r\n", 400, "A header field is malformed."},
             {post_head + "X: a" + nul + "b\r\n\r\n", 400, "A control character stands in a header field."},
             {post_head + "X" + nul, 400, "A header field is malformed."},
             {post_head + "X: a\nY: b\r\n\r\n", 400, "A line does not end with CR LF."},
             {post_head + "X: a\nY: " + std::string(20'000, 'b'), 400, "A line does not end with CR LF."},
             {"GET /" + nul + std::string(20'000, 'b'), 400, "The request line is malformed."},
             {"GET /" + std::string(9'000, 'b') + nul + "\n", 414, "The request line is too long."},
             {post_head + "X: " + std::string(17'000, 'b') + nul + "\n", 431, "The header fields are too large."}}) {
        CAPTURE(bytes.substr(0, 60));
        const Reading reading = read_first(bytes);
        CHECK(reading.end == End::refused);
        CHECK(reading.status == status);
        CHECK(reading.problem == problem);
    }
}

TEST_CASE("a refused head tells what was asked for, as far as it has come") {
    const auto framing_of = [](std::string_view bytes, auto look) {
        Feeder feeder{Limits{}};
        feeder.feed(bytes);
        look(feeder.reader().framing());
    };
    const std::string rest = "Content-Type: application/soap+xml\r\nAccept: b\r\n\r\n";
    framing_of("POST //a/b?" + std::string(8200, 'a') + " HTTP/1.1\r\n" + rest, [](const Framing& framing) {
        CHECK(framing.status == 414);
        CHECK(framing.path == "/a/b");
        CHECK(framing.content_type == "application/soap+xml");
    });
    framing_of("POST /a HTTP/1.1\r\nX: a\n" + rest, [](const Framing& framing) {
        CHECK(framing.status == 400);
        CHECK(framing.content_type == "application/soap+xml");
        CHECK(framing.accept.empty());
    });
    // What stands in a body is no field.
    framing_of("POST /a HTTP/1.1\r\nAccept: a\r\nNonsense\r\n\r\n" + rest, [](const Framing& framing) {
        CHECK(framing.status == 400);
        CHECK(framing.content_type.empty());
        CHECK(framing.accept == "a");
    });
}

TEST_CASE(
    "whoever has the connection is told what the next bytes are waited for as, and may say that they come too late") {
    MemoryBudget budget(100'000);
    const Limits limits;
    RequestReader reader(limits, budget);
    reader.begin();
    CHECK(reader.phase() == Phase::idle);
    CHECK(reader.read() == Step::need_more);
    give(reader, "POST //a?x HTTP/1.1\r\nContent-Type: application/soap+xml\r\nHos");
    CHECK(reader.phase() == Phase::head);
    CHECK(reader.read() == Step::need_more);
    reader.refuse({408, "The request came too slowly."});
    CHECK(reader.framing().status == 408);
    CHECK(reader.framing().problem == "The request came too slowly.");
    CHECK(reader.framing().path == "/a");
    CHECK(reader.framing().content_type == "application/soap+xml");

    RequestReader other(limits, budget);
    other.begin();
    give(other, post_head + "Content-Length: 3\r\n\r\nab");
    CHECK(other.read() == Step::need_more);
    CHECK(other.phase() == Phase::body);
    give(other, "cPOST");
    CHECK(other.read() == Step::complete);
    CHECK(other.body() == "abc");
    other.begin();
    CHECK(other.unread_bytes() == 4);
    CHECK(other.phase() == Phase::head);
    CHECK(other.read() == Step::need_more);
    other.drop_unread();
    other.begin();
    CHECK(other.phase() == Phase::idle);
}

TEST_CASE("RFC 9110 10.1.1 who waits for 100 Continue is told once, and not when the body is there") {
    const std::string head = post_head + "Expect: 100-continue\r\n";
    const auto continues = [](const std::vector<std::string>& pieces) {
        Feeder feeder{Limits{}};
        for (const std::string& piece : pieces) feeder.feed(piece);
        CHECK(feeder.read_so_far().size() == 1);
        CHECK(feeder.read_so_far().front().end == End::complete);
        return feeder.continues();
    };
    CHECK(continues({head + "Content-Length: 3\r\n\r\n", "a", "b", "c"}) == 1);
    CHECK(continues({head + "Content-Length: 3\r\n\r\nabc"}) == 0);
    CHECK(continues({head + "Content-Length: 0\r\n\r\n"}) == 0);
    CHECK(continues({head + "\r\n"}) == 0);
    CHECK(continues({head + "Transfer-Encoding: chunked\r\n\r\n", "0\r\n", "\r\n"}) == 1);
    Feeder refused{Limits{}};
    refused.feed(head + "Content-Length: 9999999\r\n\r\n");
    CHECK(refused.continues() == 0);
    CHECK(refused.read_so_far().front().status == 413);
}

TEST_CASE("a body in chunks is refused by the first thing that is wrong, as soon as it has come") {
    const std::string malformed = "The request is malformed.";
    for (const auto& [bytes, status, problem] : std::vector<std::tuple<std::string, unsigned, std::string>>{
             {"5\r\n12345\r\n0\r\n\r\n", 0, ""},
             {"5;a=\"b\"\r\n12345\r\n0;c\r\nX: y\r\n\r\n", 0, ""},
             {"x", 0, ""},  // no line has come
             {"x\r\n", 400, malformed},
             {"\r\n", 400, malformed},
             {"5\n", 400, "A line does not end with CR LF."},
             {"5\r1", 400, malformed},
             {"5;a=\"b\r\n12345\"\r\n0\r\n\r\n", 400, malformed},
             {"0;a=\"b\r\n\r\n\"\r\n\r\n", 400, malformed},
             {"5\r\n123456", 400, malformed},
             {"5\r\n12345\r6", 400, malformed},
             {"5\r\n12345\n", 400, malformed},
             {"10000000000000000\r\n", 400, malformed},
             {"FFFFFFFFFFFFFFFF\r\n", 413, "The body is too large."},
             {"100001\r\n", 413, "The body is too large."},
             {"0\r\nX: a\r\n b\r\n\r\n", 400, malformed},
             {"0\r\n X: a\r\n\r\n", 400, malformed},
             {"0\r\nX: a\nY: b\r\n\r\n", 400, "A line does not end with CR LF."},
             {"0\r\nX: a\rY: b\r\n\r\n", 400, malformed},
             {"0\r\nX-User: a\r\n\r\n", 400, "This field may not stand in a trailer."},
             {"5;" + std::string(1023, 'a') + "\r\n12345\r\n0\r\n\r\n", 0, ""},
             {"5;" + std::string(1024, 'a') + "\r\n", 400, malformed},
             {"5;" + std::string(17'000, 'a') + "\r\n", 431, "The trailer fields are too large."},
             {std::string(16'382, '0') + "\r\n\r\n", 431, "The trailer fields are too large."},
             {std::string(16'380, '0') + "\r\n\r\n", 0, ""},
             {"0\r\nX: " + std::string(16'374, 'a') + "\r\n\r\n", 0, ""},
             {"0\r\nX: " + std::string(16'375, 'a') + "\r\n\r\n", 431, "The trailer fields are too large."}}) {
        CAPTURE(bytes.substr(0, 60));
        const Reading reading = read_first(chunked_head + bytes);
        CHECK(reading.status == status);
        CHECK(reading.problem == problem);
    }
}

TEST_CASE("chunks of which each takes little may not take too much together") {
    const auto chunks = [](std::size_t count, std::size_t zeros) {
        std::string bytes = chunked_head;
        for (std::size_t i = 0; i < count; ++i) bytes += std::string(zeros, '0') + "1\r\nx\r\n";
        return bytes + "0\r\n\r\n";
    };
    Limits limits;
    limits.head.header_bytes = 1024;
    CHECK(status_of(chunks(2000, 0), limits) == 0);
    CHECK(status_of(chunks(1000, 15), limits) == 0);
    CHECK(status_of(chunks(1200, 15), limits) == 413);
}

TEST_CASE("a body takes memory as it comes, whether it says how long it will be or not, and gives it back") {
    Limits limits;
    limits.memory_bytes = 100'000;
    const auto body = [](std::size_t size, bool in_chunks) {
        const std::string text(size, 'x');
        if (!in_chunks) return post_head + "Content-Length: " + std::to_string(size) + "\r\n\r\n" + text;
        std::string bytes = chunked_head;
        for (std::size_t at = 0; at < size; at += 0x1000) bytes += "1000\r\n" + text.substr(0, 0x1000) + "\r\n";
        return bytes + "0\r\n\r\n";
    };
    for (const bool in_chunks : {false, true}) {
        CAPTURE(in_chunks);
        CHECK(status_of(body(65'536, in_chunks), limits) == 0);
        CHECK(status_of(body(131'072, in_chunks), limits) == 503);
        Feeder feeder(limits);
        const std::string bytes = body(65'536, in_chunks);
        feeder.feed(bytes.substr(0, 1000));
        CHECK(feeder.budget().left() == 100'000);  // nobody holds anything with an announcement
        feeder.feed(bytes.substr(1000, 40'000));
        CHECK(feeder.budget().left() < 60'000);
        feeder.feed(bytes.substr(41'000));
        CHECK(feeder.read_so_far().size() == 1);
        CHECK(feeder.budget().left() == 100'000);
        Feeder refused(limits);
        refused.feed(body(131'072, in_chunks));
        CHECK(refused.budget().left() < 100'000);
        refused.reader().forget();
        CHECK(refused.budget().left() == 100'000);
    }
}

TEST_CASE("what waits unread is bounded, and nothing stays of a request that is forgotten") {
    for (const std::string& bytes : {post_head + "Authorization: Basic c2VjcmV0\r\nContent-Length: 6\r\n\r\nsecret",
                                     chunked_head + "6\r\nsecret\r\n0\r\nY: secret\r\n\r\n",
                                     chunked_head + std::string(16'000, '0') + "1\r\nx\r\n0\r\n\r\n",
                                     post_head + "X: " + std::string(16'000, 'y') + "\r\n\r\n"}) {
        CAPTURE(bytes.substr(0, 60));
        for (const std::size_t step : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
            Feeder feeder{Limits{}};
            for (std::size_t at = 0; at < bytes.size(); at += step) feeder.feed(bytes.substr(at, step));
            REQUIRE(feeder.read_so_far().size() == 1);
            CHECK(feeder.read_so_far().front().end == End::complete);
            CHECK(feeder.most_unread() <= Limits{}.head.header_bytes);
            CHECK(feeder.left_behind() == 0);
        }
    }
}

TEST_CASE("a coding that is undone is not told, one that is not read here is") {
    const auto with = [](const std::string& coding, const std::string& body) {
        return read_first(post_head + "Content-Encoding: " + coding +
                          "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    };
    const auto tells = [](const Reading& reading) {
        return std::ranges::any_of(reading.fields, [](const auto& field) { return field.first == "Content-Encoding"; });
    };
    // "abc", without a frame around it.
    const Reading plain = with("deflate", std::string("\x01\x03\x00\xfc\xff"
                                                      "abc",
                                                      8));
    CHECK(plain.body == "abc");
    CHECK_FALSE(tells(plain));
    CHECK_FALSE(tells(with("identity", "abc")));
    CHECK(tells(with("br", "abc")));
    CHECK(with("gzip", "abc").status == 400);
    CHECK(with("gzip", "").status == 0);
}
