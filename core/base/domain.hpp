// Internationalised domain names, through ICU.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace uag {

/// The form in which a domain name is looked up (UTS 46, non-transitional): `bücher.example` is `xn--bcher-kva.example`,
/// lower case. Nothing for what is no host name of letters, digits, hyphens and dots then (RFC 1123 2.1), or longer
/// than 253 bytes.
std::optional<std::string> domain_to_ascii(std::string_view domain);

}  // namespace uag
