// Languages by the vendor's two-letter codes, and the headers that ask for one. Bounded and lenient: whatever
// stands in a header, there is an answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace uag {

/// `none`: nothing is translated. The others are the codes on record, those with messages of this service
/// first (messages.hpp relies on the order).
enum class Language : std::uint8_t {
    none,
    us,
    no,
    sw,
    da,
    ge,
    nl,
    fr,
    ch,
    sp,
    it,
    fi,
    pl,
    ru,
    cz,
    jp,
    cn,
    ko,
    br,
    uk,
    vi
};

/// Longest part of a header that is read, in bytes; what follows counts for nothing.
inline constexpr std::size_t max_language_header = 256;

/// The vendor's code, `NO`; empty for none.
std::string_view code_of(Language language);

/// The language tag for Content-Language (RFC 9110 section 8.5), `nb`; empty for none.
std::string_view tag_of(Language language);

/// The language of a code as it stands in multi-language strings (`NO`, upper case), or none.
Language language_of_code(std::string_view code);

/// The language of a tag: `nb-NO`, `nn`, `no`, `sv`, any case; the German of Switzerland is one of its own.
/// Nothing if it is none of the vendor's.
std::optional<Language> language_of_tag(std::string_view tag);

/// The next tag of a header's value, without blanks, which is taken off it: tags stand between commas and
/// semicolons, `q=` is none. Empty when there are no more.
std::string_view take_tag(std::string_view& header);

/// The language that a header's value asks for: of its tags the first that is known, or US if none is. Nothing, or `*`, `x` or `-` in front, is none.
Language wanted_language(std::string_view header);

}  // namespace uag
