// Addresses of mail (RFC 5321 4.1.2, RFC 5322 3.4.1), as far as a server of today takes them from everybody.
#pragma once

#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace uag::mail {

struct Address {
    std::string name;    ///< to be shown; UTF-8 without control characters; may be empty
    std::string mail;    ///< local@domain, all ASCII
    std::string_view domain() const { return std::string_view(mail).substr(mail.rfind('@') + 1); }
};

/// `local@domain`: a dot-atom of ASCII before the '@' (RFC 5322 3.2.3), a host name behind it, an internationalised one
/// in its ASCII form then. errc::invalid_argument with a text that says what is wrong and does not repeat it.
Result<std::string> check_address(std::string_view text);

/// The same with a name in front, as a setting has it: `User Agent Gateway <gateway@example.com>`.
Result<Address> parse_address(std::string_view text);

}  // namespace uag::mail
