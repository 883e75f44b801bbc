// Which clients count as one: for the throttle, and where they wait for each other.
#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <string>

#include "core/security/throttle.hpp"

namespace uag {
namespace {

constexpr std::size_t counted_prefix_bytes = 8;  // /64
constexpr std::size_t turn_prefix_bytes = 6;     // /48
constexpr std::array<unsigned char, 12> v4_mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::string address_text(int family, const void* address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (inet_ntop(family, address, text.data(), text.size()) == nullptr) return "unknown";
    return text.data();
}

std::string source_of(std::string_view address, std::size_t v6_prefix_bytes) {
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    address = address.substr(0, address.find('%'));
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.size() >= text.size() || address.find('\0') != std::string_view::npos) return "unknown";
    std::copy(address.begin(), address.end(), text.begin());
    in_addr v4{};
    if (inet_pton(AF_INET, text.data(), &v4) == 1) return address_text(AF_INET, &v4);
    in6_addr v6{};
    if (inet_pton(AF_INET6, text.data(), &v6) != 1) return "unknown";
    if (std::equal(v4_mapped.begin(), v4_mapped.end(), std::begin(v6.s6_addr)))
        return address_text(AF_INET, &v6.s6_addr[v4_mapped.size()]);
    std::fill(std::begin(v6.s6_addr) + v6_prefix_bytes, std::end(v6.s6_addr), std::uint8_t{0});
    return address_text(AF_INET6, &v6) + "/" + std::to_string(v6_prefix_bytes * 8);
}

}  // namespace

std::string throttle_source(std::string_view address) { return source_of(address, counted_prefix_bytes); }

std::string turn_source(std::string_view address) { return source_of(address, turn_prefix_bytes); }

std::string link_source(std::string_view source) { return std::string(source) + "|links"; }

}  // namespace uag
