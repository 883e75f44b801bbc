// Requests as they come from the network: what they come to does not depend on how they are cut, Beast reads what is
// accepted the same way, what waits is bounded, and nothing stays of a request that is forgotten.
#include <cstdint>
#include <string>

#include "core/base/text.hpp"
#include "fuzz/target.hpp"
#include "server/http/framing.hpp"
#include "support/beast_reading.hpp"
#include "support/read_requests.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// As they are by default, but that no decompression takes long; and so narrow that a few bytes reach them.
std::vector<http::Limits> reader_limits() {
    http::Limits usual;
    usual.body_bytes = 65536;
    http::Limits narrow;
    narrow.head = {40, 160, 8};
    narrow.body_bytes = 40'000;
    narrow.memory_bytes = 20'000;
    return {usual, narrow};
}

// Sizes of pieces that depend on the bytes, so that the same input is always cut at the same places.
class Cuts {
public:
    explicit Cuts(std::string_view bytes) {
        for (const char c : bytes) state_ = state_ * 31 + static_cast<unsigned char>(c);
    }
    std::size_t operator()(std::size_t) {
        state_ = state_ * 6364136223846793005U + 1442695040888963407U;
        return 1 + (state_ >> 33) % 12;
    }

private:
    std::uint64_t state_ = 1;
};

bool is_coded(const BeastReading& theirs) {
    for (const auto& [name, value] : theirs.fields())
        if (ascii_iequals(name, "Content-Encoding")) return true;
    return false;
}

// `bytes` is one request, from the empty lines before it to its end.
void check_accepted(std::string_view bytes, const Reading& ours, const http::Limits& limits) {
    while (bytes.starts_with("\r\n")) bytes.remove_prefix(2);
    const std::size_t end = bytes.find("\r\n\r\n");
    FUZZ_HOLDS(end != std::string_view::npos);
    FUZZ_HOLDS(http::judge_head(bytes.substr(0, end + 4), limits.head).status == 0);
    const BeastReading theirs(bytes);
    FUZZ_HOLDS(theirs.is_done() && theirs.rest().empty());
    if (!is_coded(theirs)) FUZZ_HOLDS(theirs.body() == ours.body);
    FUZZ_HOLDS(ours.body.size() <= limits.body_bytes);
    FUZZ_HOLDS(ours.fields.size() <= theirs.fields().size());
}

void check_bytes(std::string_view bytes, const http::Limits& limits) {
    const std::vector<Reading> whole = read_whole(bytes, limits);
    FUZZ_HOLDS(whole == read_by_bytes(bytes, limits));
    FUZZ_HOLDS(whole == read_in_pieces(bytes, limits, Cuts(bytes)));

    // Byte by byte, so that it shows where a request ends.
    Feeder feeder(limits);
    std::size_t begin = 0;
    std::size_t known = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        const bool goes_on = feeder.feed(bytes.substr(at, 1));
        if (!goes_on) break;
        const std::vector<Reading>& readings = feeder.read_so_far();
        if (readings.size() == known) continue;
        FUZZ_HOLDS(readings.size() == known + 1 && readings[known].end == Reading::End::complete);
        check_accepted(bytes.substr(begin, at + 1 - begin), readings[known], limits);
        begin = at + 1;
        ++known;
    }
    FUZZ_HOLDS(feeder.most_unread() <= limits.head.header_bytes);
    FUZZ_HOLDS(feeder.left_behind() == 0);
    feeder.reader().forget();
    FUZZ_HOLDS(feeder.budget().left() == limits.memory_bytes);
}

}  // namespace

FUZZ_TARGET(request_reader) {
    static const std::vector<http::Limits> all = reader_limits();
    for (const http::Limits& limits : all) check_bytes(bytes, limits);
}
