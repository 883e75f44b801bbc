// Brings a body in one of the two encodings that every XML processor reads (UTF-8, UTF-16) to UTF-8.
#pragma once

#include <boost/system/result.hpp>
#include <span>
#include <string>
#include <string_view>

#include "adapters/xml/guard.hpp"

namespace uag::xml {

/// True for the charset names that we read: UTF-8, UTF-16, UTF-16LE, UTF-16BE (any case).
bool is_known_charset(std::string_view charset) noexcept;

struct Utf8Document {
    std::span<char> text;                  ///< without a byte order mark; in the body or in `storage`
    Encoding encoding = Encoding::utf8;    ///< how the body came
};

/// Finds the encoding from the byte order mark, else from `charset` (empty: not stated), and converts UTF-16
/// into `storage`. Refused: a charset that contradicts the mark, UTF-16 that cannot be decoded or has no mark
/// where the charset does not state the byte order (RFC 7303, 3). UTF-8 is not validated here, the guard does
/// that.
boost::system::result<Utf8Document, XmlError> to_utf8(std::span<char> body, std::string_view charset,
                                                      std::string& storage);

}  // namespace uag::xml
