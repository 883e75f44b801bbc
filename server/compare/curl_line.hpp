// The line for a shell that sends a kept request again.
#pragma once

#include <string>
#include <string_view>

#include "server/compare/results.hpp"

namespace uag::compare {

/// For bash. Each pseudonym `secret:3f9a8c12d0e4` is the variable `SECRET_3f9a8c12d0e4`, whose value has to be
/// what stood there, as it stood there (escaped, in base64); so that no secret is among a process's arguments, what
/// has one goes to curl through a file that only that process sees. Everything else is quoted and stays what it is.
/// `url` is the target's. Empty: the request is not there as a whole, or has a byte that no shell can hand over (NUL).
std::string curl_line(std::string_view url, const KeptMessage& request);

}  // namespace uag::compare
