// The headers that ask for a language (the first line), and texts that hold several (the rest).
#include <string>
#include <string_view>

#include "core/base/language.hpp"
#include "core/base/text.hpp"
#include "core/messages/localized_text.hpp"
#include "fuzz/target.hpp"

namespace {

using uag::Language;

void read_header(std::string_view header) {
    const Language wanted = uag::wanted_language(header);
    FUZZ_HOLDS(wanted == uag::wanted_language(header.substr(0, uag::max_language_header)));
    // What goes out as Content-Language asks for the same.
    FUZZ_HOLDS(uag::wanted_language(uag::tag_of(wanted)) == wanted);
    if (const auto language = uag::language_of_tag(header)) {
        FUZZ_HOLDS(*language != Language::none);
        FUZZ_HOLDS(uag::language_of_tag(uag::tag_of(*language)) == language);
    }
}

void show_text(std::string_view given, Language language) {
    std::string text(given);
    const bool changed = uag::localize(text, language);
    FUZZ_HOLDS(changed || text == given);
    const bool has_marks = given.find(":\"") != std::string_view::npos || given.find("[SR_") != std::string_view::npos;
    if (!has_marks || language == Language::none) FUZZ_HOLDS(!changed);
    // It need not be done: two marks can meet where a block went. But each time the text gets shorter.
    if (changed) FUZZ_HOLDS(text.size() < given.size());
    FUZZ_HOLDS(!uag::is_utf8(given) || uag::is_utf8(text));
}

}  // namespace

FUZZ_TARGET(languages) {
    const std::size_t end = bytes.find('\n');
    read_header(bytes.substr(0, end));
    if (end == std::string_view::npos) return;
    const std::string_view text = bytes.substr(end + 1);
    for (int number = 0; number <= static_cast<int>(Language::vi); ++number)
        show_text(text, static_cast<Language>(number));
}
