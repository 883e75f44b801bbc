#include "core/base/uri.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <cstdint>
#include <string>

#include "core/base/text.hpp"

namespace uag {
namespace {

constexpr std::string_view delimiters = "-._~!$&'()*+,;=";  // of unreserved and sub-delims, RFC 3986 2.2 and 2.3

// What may stand somewhere: those, letters and digits, what `more` says, and escapes of two hexadecimal digits.
bool is_made_of(std::string_view text, std::string_view more) {
    const auto is_hex = [](char c) {
        return std::string_view("0123456789abcdefABCDEF").find(c) != std::string_view::npos;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
            i += 2;
            continue;
        }
        if (!is_ascii_alphanumeric(c) && delimiters.find(c) == std::string_view::npos &&
            more.find(c) == std::string_view::npos)
            return false;
    }
    return true;
}

bool is_scheme(std::string_view text) {
    return !text.empty() && is_ascii_letter(text.front()) && std::ranges::all_of(text, [](char c) {
        return is_ascii_alphanumeric(c) || c == '+' || c == '-' || c == '.';
    });
}

bool is_port(std::string_view text) {
    std::uint16_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return text.empty() || (failed == std::errc{} && end == text.data() + text.size());
}

bool is_host(std::string_view text) {
    if (!text.starts_with('[')) return !text.empty() && is_made_of(text, "");
    // A zone ("[fe80::1%25eth0]") means something on one machine only.
    if (text.size() > 48 || text.find('%') != std::string_view::npos) return false;
    boost::system::error_code no_address;
    static_cast<void>(boost::asio::ip::make_address_v6(std::string(text.substr(1, text.size() - 2)), no_address));
    return !no_address;
}

// Takes what stands in front of the first of these off the text.
std::string_view take_until(std::string_view& text, std::string_view ends) {
    const std::string_view taken = text.substr(0, text.find_first_of(ends));
    text.remove_prefix(taken.size());
    return taken;
}

bool read_authority(Uri& uri) {
    std::string_view rest = uri.authority;
    const std::size_t at = rest.find('@');
    uri.has_user = at != std::string_view::npos;
    if (uri.has_user && !is_made_of(rest.substr(0, at), ":")) return false;
    if (uri.has_user) rest.remove_prefix(at + 1);
    const std::size_t bracket = rest.starts_with('[') ? rest.find(']') : 0;
    if (bracket == std::string_view::npos) return false;
    const std::size_t colon = rest.find(':', bracket);
    uri.host = rest.substr(0, colon);
    uri.has_port = colon != std::string_view::npos;
    if (uri.has_port) uri.port = rest.substr(colon + 1);
    const bool closed = !rest.starts_with('[') || uri.host.size() == bracket + 1;
    return closed && is_host(uri.host) && is_port(uri.port);
}

}  // namespace

bool Uri::is(std::string_view wanted_scheme) const { return ascii_iequals(scheme, wanted_scheme); }

bool Uri::is_on_this_machine() const { return is_loopback_host(host); }

bool is_loopback_host(std::string_view host) {
    if (ascii_iequals(host, "localhost")) return true;
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
    boost::system::error_code no_address;
    const auto address = boost::asio::ip::make_address(std::string(host), no_address);
    return !no_address && address.is_loopback();
}

std::optional<Uri> parse_uri(std::string_view text) {
    Uri uri;
    uri.scheme = take_until(text, ":");
    if (!is_scheme(uri.scheme) || !text.starts_with("://")) return std::nullopt;
    text.remove_prefix(3);
    uri.authority = take_until(text, "/?#");
    uri.path = take_until(text, "?#");
    uri.has_query = text.starts_with('?');
    if (!is_made_of(take_until(text, "#"), "/?:@")) return std::nullopt;
    uri.has_fragment = !text.empty();
    if (uri.has_fragment && !is_made_of(text.substr(1), "/?:@")) return std::nullopt;
    if (!is_made_of(uri.path, "/:@") || !read_authority(uri)) return std::nullopt;
    return uri;
}

}  // namespace uag
