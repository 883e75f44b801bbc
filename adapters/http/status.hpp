// The status codes that we answer with and their reason phrases (RFC 9110 section 15, RFC 6585).
#pragma once

#include <string_view>

namespace uag::http {

/// "Unknown" for a status that no answer of ours has.
std::string_view reason_of(unsigned status);

}  // namespace uag::http
