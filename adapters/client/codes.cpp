#include "adapters/client/codes.hpp"

#include <bit>

namespace uag::client {
namespace {

constexpr int last_code = static_cast<int>(errc::password_throttled);
static_assert(last_code < 32, "a bit a code");

}  // namespace

std::optional<errc> CodeSet::only() const noexcept { return std::has_single_bit(bits_) ? first() : std::nullopt; }

std::optional<errc> CodeSet::first() const noexcept {
    if (bits_ == 0) return std::nullopt;
    return static_cast<errc>(std::countr_zero(bits_));
}

CodeSet codes_where(const std::function<bool(errc code)>& is) {
    CodeSet set;
    for (int code = 0; code <= last_code; ++code)
        if (is(static_cast<errc>(code))) set.add(static_cast<errc>(code));
    return set;
}

}  // namespace uag::client
