// Compressed bodies: within the limits, or refused; the first byte says which coding.
#include <string>

#include "fuzz/target.hpp"
#include "server/http/inflate.hpp"

FUZZ_TARGET(inflate) {
    if (bytes.empty()) return;
    constexpr std::size_t limit = 100'000;
    const uag::Coding coding = (bytes.front() & 1) != 0 ? uag::Coding::gzip : uag::Coding::deflate;
    const std::string packed(bytes.substr(1));
    std::string body = packed;
    uag::http::MemoryBudget budget(4 * limit);
    uag::http::HeldMemory held(budget);
    const auto result = uag::http::inflate_body(body, coding, limit, held);
    if (result == uag::http::Inflated::done) {
        FUZZ_HOLDS(body.size() <= limit && body.size() <= uag::http::max_inflation * packed.size());
    } else {
        FUZZ_HOLDS(body == packed);
    }
}
