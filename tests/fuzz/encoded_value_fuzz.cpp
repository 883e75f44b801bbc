// Values inside texts (the second line and what follows), shown in the culture that a header asks for (the
// first).
#include "core/base/encoded_value.hpp"

#include <string>
#include <string_view>

#include "core/base/culture.hpp"
#include "core/base/text.hpp"
#include "fuzz/target.hpp"

namespace {

constexpr std::size_t longest_shown = 700;

void read_value(std::string_view text) {
    for (int number = 0; number <= static_cast<int>(uag::Marker::binary); ++number) {
        const auto value = uag::decode_value(text, static_cast<uag::Marker>(number));
        if (value) FUZZ_HOLDS(uag::decode_value(uag::encode_value(*value)) == value);
    }
    const auto value = uag::decode_value(text);
    if (value) FUZZ_HOLDS(uag::decode_value(text, value->marker) == value);
}

void show_value(std::string_view given, const uag::Culture& culture) {
    std::string text(given);
    const bool shown = uag::CultureFormat(culture).show(text);
    FUZZ_HOLDS(shown || text == given);
    if (!shown) return;
    FUZZ_HOLDS(uag::decode_value(given).has_value());
    FUZZ_HOLDS(!text.empty() && text.size() <= longest_shown && uag::is_utf8(text));
    FUZZ_HOLDS(!uag::decode_value(text).has_value());
}

}  // namespace

FUZZ_TARGET(encoded_value) {
    const std::size_t end = bytes.find('\n');
    const std::string_view header = bytes.substr(0, end);
    const std::string_view text = end == std::string_view::npos ? bytes : bytes.substr(end + 1);
    const uag::Culture culture = uag::wanted_culture(header, uag::Language::ch);
    FUZZ_HOLDS(culture.language != uag::Language::none);
    FUZZ_HOLDS(culture == uag::wanted_culture(header.substr(0, uag::max_language_header), uag::Language::ch));
    FUZZ_HOLDS(uag::wanted_culture(header, uag::Language::none) == uag::Culture{});
    read_value(text);
    show_value(text, culture);
}
