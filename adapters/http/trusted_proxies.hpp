// Which peers are proxies of ours, and from whom a request that came through them really is: what
// X-Forwarded-* or Forwarded (RFC 7239) say counts as far as trusted proxies wrote it, and no further.
#pragma once

#include <array>
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace uag::http {

/// A block of addresses; IPv4 as the IPv6 addresses that stand for it.
struct AddressRange {
    std::array<unsigned char, 16> network{};
    unsigned bits = 128;
};

/// `10.0.0.0/8`, `2001:db8::/32`, or one address. Nothing if it is neither, or bits stand behind the prefix.
std::optional<AddressRange> parse_address_range(std::string_view text);

/// An IPv4 address that came in IPv6 form becomes IPv4 again: it must count as one client.
boost::asio::ip::address plain_address(const boost::asio::ip::address& address);

/// The kind of fields that the proxies write. Of the other kind nothing is believed: they may let it through.
enum class ProxyFields : std::uint8_t { x_forwarded, forwarded };

/// Whom a request is from, and how it reached the outermost trusted proxy.
struct Sender {
    std::string address;  ///< without port and brackets
    std::string scheme;   ///< "http" or "https"; empty: not told
    std::string host;     ///< with port, if told; empty: not told
};

class TrustedProxies {
public:
    TrustedProxies() = default;
    TrustedProxies(std::vector<AddressRange> ranges, ProxyFields fields)
        : ranges_(std::move(ranges)), fields_(fields) {}

    bool contains(const boost::asio::ip::address& address) const;

    /// Of a request whose peer is `proxy`, which contains() holds for. Addresses are read from the right while
    /// they are trusted; the first other one is the sender. What cannot be read ends the search: then the last
    /// proxy that is known counts as the sender.
    Sender sender_behind(const boost::asio::ip::address& proxy,
                         std::span<const std::pair<std::string_view, std::string_view>> headers) const;

private:
    std::vector<AddressRange> ranges_;
    ProxyFields fields_ = ProxyFields::x_forwarded;
};

}  // namespace uag::http
