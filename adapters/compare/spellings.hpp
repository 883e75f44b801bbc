// How a secret may be spelled where it stands: what a byte of a text may mean by the escapes of JSON, JavaScript, XML, HTML
// and URLs, in any mixture, and the encodings that do not go byte by byte. RFC 8259 section 7, XML 1.0 section 4.1,
// RFC 3986 section 2.1, RFC 4648. An escape that is itself escaped once more (`&amp;lt;`, `%253C`, `\\u003c`) is read too;
// other encodings of encodings are not.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace uag::compare {

/// One way to read what stands at a place: bytes that it means, none for what is only between bytes (a comment, the
/// borders of CDATA), and how far it goes.
struct Reading {
    std::array<char, 4> bytes{};
    std::size_t size = 0;
    std::size_t taken = 0;
};

struct Readings {
    std::array<Reading, 6> all;
    std::size_t size = 0;
    const Reading* begin() const noexcept { return all.data(); }
    const Reading* end() const noexcept { return all.data() + size; }
};

/// Whether something else than the byte itself may be meant.
bool may_be_escape(std::string_view text) noexcept;

/// All that the beginning of a text, which is not empty, may mean; the last one is the byte itself.
Readings readings_of(std::string_view text);

/// Where the rest of a secret ends in the text, however it is spelled; npos: it does not stand there.
std::size_t end_of_spelling(std::string_view text, std::string_view rest);

/// A secret in another encoding.
struct Encoded {
    std::string text;
    std::string tail;  ///< what ends it where nothing follows the secret: of base64 the last character and the padding
};

/// Base64 and base64url behind any number of other bytes, as `name:password` of Basic is, also of UTF-16, and hexadecimal;
/// of text that ISO 8859-1 can say also its bytes there, and their encodings. All that of each of the text's other normal
/// forms, too, and these themselves.
std::vector<Encoded> encodings_of(std::string_view secret);

}  // namespace uag::compare
