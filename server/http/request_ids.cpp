#include "server/http/request_ids.hpp"

#include <array>
#include <cstddef>
#include <string_view>

#include "core/base/encoding.hpp"

namespace uag::http {

RequestIds::RequestIds(Random& random) : random_(random) { start_over(); }

void RequestIds::start_over() {
    std::array<std::byte, 8> bits{};
    random_.fill(bits);
    prefix_ = hex_encode(bits);
    count_ = 0;
}

void RequestIds::next(std::string& id) {
    constexpr std::string_view digits = "0123456789abcdef";
    const std::uint32_t number = ++count_;
    id.assign(prefix_);
    id += '-';
    for (int shift = 28; shift >= 0; shift -= 4) id += digits[number >> shift & 15];
}

}  // namespace uag::http
