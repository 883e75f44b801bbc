// Reads back what the service sent as gzip.
#pragma once

#include <string>
#include <string_view>

namespace uag::test {

/// Throws std::runtime_error if it is anything else than one whole gzip member (RFC 1952).
std::string gunzip(std::string_view packed);

}  // namespace uag::test
