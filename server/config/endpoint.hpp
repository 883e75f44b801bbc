// Addresses as settings and the command line have them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace uag {

/// An IP address and a port, as `--listen` takes them.
struct Endpoint {
    std::string address;     ///< IPv4 or IPv6 without brackets
    std::uint16_t port = 0;  ///< 0: the system chooses
    bool loopback = false;   ///< 127.0.0.0/8 or ::1
};

/// `127.0.0.1:8080` or `[::1]:8080`; a host name is refused, since it may mean several addresses.
Result<Endpoint> parse_endpoint(std::string_view text);
/// HOST of HOST or HOST:PORT.
std::string_view server_host(std::string_view server);
/// The reverse: an IPv6 address gets its brackets.
std::string format_endpoint(std::string_view address, std::uint16_t port);

}  // namespace uag
