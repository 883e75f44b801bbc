#include "adapters/rest/charset.hpp"

#include <array>

#include "core/base/text.hpp"

namespace uag::rest {
namespace {

struct Charset {
    std::string_view name;
    std::string_view known;
};
constexpr std::array<Charset, 7> charsets{{{"", ""},
                                           {"utf-8", "utf-8"},
                                           {"utf8", "utf-8"},
                                           {"us-ascii", "utf-8"},
                                           {"utf-16", "utf-16"},
                                           {"utf-16le", "utf-16le"},
                                           {"utf-16be", "utf-16be"}}};

}  // namespace

std::optional<std::string_view> known_charset(std::string_view charset) {
    for (const Charset& row : charsets)
        if (ascii_iequals(charset, row.name)) return row.known;
    return std::nullopt;
}

std::string_view charset_of_body(std::string_view known, std::span<const char> body) {
    if (known != "utf-16" || body.size() < 2) return known;
    if (body[0] == '\0') return "utf-16be";
    return body[1] == '\0' ? "utf-16le" : known;
}

}  // namespace uag::rest
