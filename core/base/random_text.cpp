#include "core/base/random_text.hpp"

#include <array>

#include "core/base/encoding.hpp"

namespace uag {
namespace {

constexpr std::size_t random_bytes = 32;

}  // namespace

Secret make_random_text(Random& random) {
    std::array<std::byte, random_bytes> bits{};
    random.fill(bits);
    Secret text(base64_encode(as_text(bits)));
    wipe(bits.data(), bits.size());
    return text;
}

bool is_random_text(std::string_view text) { return is_base64_of(text, random_bytes); }

}  // namespace uag
