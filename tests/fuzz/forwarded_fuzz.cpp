// What proxies say of a request (Forwarded, RFC 7239; X-Forwarded-*): nobody who is no proxy of ours is believed.
#include <boost/asio/ip/address.hpp>

#include <utility>
#include <vector>

#include "adapters/http/trusted_proxies.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(forwarded) {
    namespace http = uag::http;
    using Fields = std::vector<std::pair<std::string_view, std::string_view>>;
    static const auto proxy = boost::asio::ip::make_address("10.0.0.1");
    static_cast<void>(http::parse_address_range(bytes));
    const std::vector<http::AddressRange> ranges{*http::parse_address_range("10.0.0.0/8")};
    const Fields standard{{"Forwarded", bytes}};
    const Fields old{{"X-Forwarded-For", bytes}, {"X-Forwarded-Proto", bytes}, {"X-Forwarded-Host", bytes}};
    for (const auto kind : {http::ProxyFields::forwarded, http::ProxyFields::x_forwarded}) {
        const http::TrustedProxies proxies(ranges, kind);
        for (const Fields* fields : {&standard, &old}) {
            const http::Sender sender = proxies.sender_behind(proxy, *fields);
            boost::system::error_code error;
            boost::asio::ip::make_address(sender.address, error);
            FUZZ_HOLDS(!error);
            FUZZ_HOLDS(sender.scheme.empty() || sender.scheme == "http" || sender.scheme == "https");
            const bool is_theirs = (kind == http::ProxyFields::forwarded) == (fields == &standard);
            if (!is_theirs) FUZZ_HOLDS(sender.address == "10.0.0.1" && sender.host.empty() && sender.scheme.empty());
        }
    }
}
