#include "server/config/endpoint.hpp"

#include <boost/asio/ip/address.hpp>
#include <charconv>

namespace uag {

std::string_view server_host(std::string_view server) {
    const std::size_t bracket = server.find(']');
    const std::size_t colon = server.find(':', bracket == std::string_view::npos ? 0 : bracket);
    return server.substr(0, colon);
}

Result<Endpoint> parse_endpoint(std::string_view text) {
    const Error wrong =
        fail_in_english(errc::invalid_argument,
                        "must be ADDRESS:PORT with an IP address and a port up to 65535, such as 127.0.0.1:8080 or "
                        "[::1]:8080; it is \"" +
                            std::string(text) + '"');
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return wrong;
    std::string_view host = text.substr(0, colon);
    const std::string_view port = text.substr(colon + 1);
    const bool brackets = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (brackets) host = host.substr(1, host.size() - 2);

    Endpoint endpoint;
    const auto [end, failure] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
    if (port.empty() || failure != std::errc{} || end != port.data() + port.size()) return wrong;
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(std::string(host), no_address);
    if (no_address || address.is_v6() != brackets) return wrong;
    endpoint.address = address.to_string();
    endpoint.loopback = address.is_loopback();
    return endpoint;
}

std::string format_endpoint(std::string_view address, std::uint16_t port) {
    const bool v6 = address.find(':') != std::string_view::npos;
    std::string text = v6 ? '[' + std::string(address) + ']' : std::string(address);
    return text + ':' + std::to_string(port);
}

}  // namespace uag
