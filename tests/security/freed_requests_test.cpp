// No memory that is freed while requests are read has a password in it, however the bytes come: whole, in small pieces, in
// chunks, compressed, in a head that outgrows its buffer, in a request that is refused or never ends.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "security/allocations.hpp"
#include "server/http/request_reader.hpp"

using namespace uag::http;
using uag::test::WatchFreed;

namespace {

constexpr std::string_view password = "Velvet-Lantern-77";

// The bytes are the test's own all the while.
void read_in_pieces_of(std::size_t size, std::string_view bytes) {
    const Limits limits;
    MemoryBudget budget(limits.memory_bytes);
    RequestReader reader(limits, budget);
    reader.begin();
    while (!bytes.empty()) {
        const std::span<char> room = reader.room();
        const std::size_t now = std::min({size, room.size(), bytes.size()});
        std::copy_n(bytes.data(), now, room.data());
        reader.commit(now);
        bytes.remove_prefix(now);
        RequestReader::Step step = reader.read();
        if (step == RequestReader::Step::say_continue) step = reader.read();
        if (step == RequestReader::Step::refused) return;
        if (step == RequestReader::Step::complete) reader.begin();
    }
}

std::string body_of(std::size_t size) {
    std::string body(password);
    body.resize(size, 'x');
    return body + std::string(password);
}

}  // namespace

TEST_CASE("no freed memory has a password in it, however a request comes") {
    const std::string head = "POST /a HTTP/1.1\r\nHost: h\r\n";
    const std::string large = body_of(70'000);
    const std::string sized = "Content-Length: " + std::to_string(large.size()) + "\r\n\r\n";
    std::string chunks = head + "Transfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 9; ++i) chunks += "2000\r\n" + body_of(0x2000 - password.size()) + "\r\n";
    const std::vector<std::string> requests{
        head + "X-Password: " + std::string(password) + "\r\n\r\n",
        head + "Authorization: " + std::string(password) + "\r\nX: " + std::string(15'000, 'x') + "\r\n\r\n",
        head + sized + large,
        head + sized + large.substr(0, 60'000),
        head + sized + large + head + sized + large,
        head + "Content-Encoding: gzip\r\n" + sized + large,
        chunks + "0\r\n\r\n",
        chunks + "0\r\nX: y\n\r\n",
        head + "X-Password: " + std::string(password) + "\r\nNonsense\r\n\r\n",
        head + "X-Password: " + std::string(password) + std::string(20'000, 'x')};
    for (const std::string& request : requests)
        for (const std::size_t size : {std::size_t{997}, request.size()}) {
            CAPTURE(request.substr(0, 80));
            CAPTURE(size);
            const WatchFreed watch(password);
            read_in_pieces_of(size, request);
            CHECK(watch.found() == 0);
        }
}
