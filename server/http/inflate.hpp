// Undoes the Content-Encoding of a request's body, in bounded memory and time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "adapters/http/content_coding.hpp"
#include "server/http/memory_budget.hpp"

namespace uag::http {

/// A body may become so many times as long: more than texts do, far less than zlib can.
inline constexpr std::size_t max_inflation = 100;

enum class Inflated : std::uint8_t { done, malformed, too_large, no_memory };

/// Puts what gzip (one member, RFC 1952) or deflate (RFC 1950, or RFC 1951 as some send it) has packed in the place of
/// `body`. Malformed: damaged, cut off, or something follows. Too large: more than `limit` bytes or max_inflation times
/// as long. What both take together is taken of `memory`. All copies, zlib's window too, are wiped.
Inflated inflate_body(std::string& body, Coding coding, std::size_t limit, HeldMemory& memory);

}  // namespace uag::http
