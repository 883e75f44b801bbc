#include "server/http/host_field.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "core/base/text.hpp"
#include "server/http/head_bytes.hpp"

namespace uag::http {
namespace {

// RFC 3986 3.2.2: a registered name or an IPv4 address.
bool is_host_name(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size() || !is_hex_digit(text[i + 1]) || !is_hex_digit(text[i + 2])) return false;
            i += 2;
        } else if (!is_of_class<host_byte>(text[i])) {
            return false;
        }
    }
    return true;
}

}  // namespace

bool is_host_field(std::string_view text) {
    std::string_view rest = text;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) return false;
        in6_addr ignored{};
        if (::inet_pton(AF_INET6, std::string(text.substr(1, end - 1)).c_str(), &ignored) != 1) return false;
        rest = text.substr(end + 1);
        if (!rest.empty() && rest.front() != ':') return false;
    } else {
        rest = text.substr(std::min(text.find(':'), text.size()));
        if (!is_host_name(text.substr(0, text.size() - rest.size()))) return false;
    }
    return rest.size() <= 6 && is_all_digits(rest.substr(rest.empty() ? 0 : 1));
}

}  // namespace uag::http
