// Content-Encoding of request bodies (RFC 9110, 8.4): what it says, and the words for what is not read.
#pragma once

#include <cstdint>
#include <string_view>

namespace uag {

enum class Coding : std::uint8_t { none, gzip, deflate, other };

/// Of a header's value. `identity` and the names of charsets, which clients mistake it for, are none; gzip (x-gzip) and
/// deflate are what a server undoes before an adapter sees the request; more than one of these, and every other, is
/// `other`.
Coding find_coding(std::string_view content_encoding) noexcept;

inline constexpr MessageId unknown_coding_text =
    "The Content-Encoding of the request body is not supported; gzip and deflate are.";
/// Accept-Encoding of an answer that says so (RFC 9110, 12.5.3).
inline constexpr std::string_view accepted_codings = "gzip, deflate, identity";

}  // namespace uag
