// Bodies that came compressed: what is undone, what is too much, what is damaged, and what it costs.
#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

#include "server/http/inflate.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::http;
using uag::test::repeated;

namespace {

constexpr int gzip_frame = 15 + 16;
constexpr int zlib_frame = 15;
constexpr int no_frame = -15;
constexpr std::size_t limit = std::size_t{1} << 20;

std::string packed(const std::string& plain, int frame) {
    z_stream stream{};
    REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, frame, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&stream, static_cast<uLong>(plain.size())) + 32, '\0');
    std::string copy = plain;
    stream.next_in = reinterpret_cast<Bytef*>(copy.data());
    stream.avail_in = static_cast<uInt>(copy.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(out.size() - stream.avail_out);
    deflateEnd(&stream);
    return out;
}

// Text that compresses some three times, as bodies do.
std::string text_of_size(std::size_t size) {
    std::string text;
    for (unsigned i = 0; text.size() < size; ++i) text += "<t:Item>" + std::to_string(i * 2'654'435'769U) + "</t:Item>";
    text.resize(size);
    return text;
}

Inflated undo(std::string& body, Coding coding, std::size_t most = limit, std::size_t memory = 16 * limit) {
    MemoryBudget budget(memory);
    HeldMemory held(budget);
    return inflate_body(body, coding, most, held);
}

}  // namespace

TEST_CASE("gzip and deflate, with a frame and without, of any size") {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{4095}, std::size_t{4096},
                                   std::size_t{4097}, std::size_t{100'000}, limit - 1, limit}) {
        CAPTURE(size);
        const std::string plain = text_of_size(size);
        for (const int frame : {gzip_frame, zlib_frame, no_frame}) {
            std::string body = packed(plain, frame);
            CHECK(undo(body, frame == gzip_frame ? Coding::gzip : Coding::deflate) == Inflated::done);
            CHECK(body == plain);
        }
    }
}

TEST_CASE("no more than the limit, and no more than a hundred times the body") {
    std::string body = packed(text_of_size(limit + 1), gzip_frame);
    CHECK(undo(body, Coding::gzip) == Inflated::too_large);
    body = packed(text_of_size(1001), zlib_frame);
    CHECK(undo(body, Coding::deflate, 1000) == Inflated::too_large);
    body = packed(text_of_size(1000), zlib_frame);
    CHECK(undo(body, Coding::deflate, 1000) == Inflated::done);
    std::string bomb = packed(std::string(900'000, 'a'), gzip_frame);
    REQUIRE(bomb.size() * max_inflation < 900'000);
    CHECK(undo(bomb, Coding::gzip) == Inflated::too_large);
    const std::string few = packed(std::string(2000, 'a'), gzip_frame);
    body = packed(std::string(few.size() * max_inflation, 'a'), gzip_frame);
    CHECK(undo(body, Coding::gzip) == Inflated::done);
}

TEST_CASE("what is damaged, cut off or goes on is refused") {
    const std::string plain = text_of_size(5000);
    const std::string whole = packed(plain, gzip_frame);
    for (std::size_t size = 1; size < whole.size(); size += 7) {
        std::string body = whole.substr(0, size);
        CHECK(undo(body, Coding::gzip) == Inflated::malformed);
    }
    for (std::size_t at = 0; at < whole.size(); at += 11) {
        std::string body = whole;
        body[at] = static_cast<char>(body[at] ^ 0x55);
        const Inflated result = undo(body, Coding::gzip);
        // The header's time and system are nobody's business.
        CHECK((result == Inflated::malformed || result == Inflated::too_large || (at < 10 && body == plain)));
    }
    for (std::string body : {whole + "x", whole + whole, packed(plain, zlib_frame), std::string("{}"), plain})
        CHECK(undo(body, Coding::gzip) == Inflated::malformed);
    for (std::string body : {packed(plain, zlib_frame) + "x", packed(plain, no_frame) + std::string(1, '\0'), whole,
                             std::string("\x78\x9C"), std::string("{}")})
        CHECK(undo(body, Coding::deflate) == Inflated::malformed);
}

TEST_CASE("what is inflated counts as memory and is given back") {
    MemoryBudget budget(limit);
    std::string body = packed(text_of_size(900'000), gzip_frame);
    {
        HeldMemory held(budget);
        CHECK(inflate_body(body, Coding::gzip, limit, held) == Inflated::no_memory);
    }
    CHECK(budget.left() == limit);
    std::string small = packed(text_of_size(2000), gzip_frame);
    MemoryBudget none(0);
    HeldMemory held(none);
    CHECK(inflate_body(small, Coding::gzip, limit, held) == Inflated::done);
    CHECK(small == text_of_size(2000));
}

TEST_CASE("what a Content-Encoding says") {
    CHECK(find_coding("") == Coding::none);
    CHECK(find_coding("identity") == Coding::none);
    CHECK(find_coding(" UTF-8 ") == Coding::none);
    CHECK(find_coding("x-gzip") == Coding::gzip);
    CHECK(find_coding("identity, GZIP") == Coding::gzip);
    CHECK(find_coding("deflate,") == Coding::deflate);
    CHECK(find_coding("gzip, deflate") == Coding::other);
    CHECK(find_coding("br") == Coding::other);
    CHECK(find_coding("utf-9") == Coding::other);
}
