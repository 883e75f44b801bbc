// The service's own sentences in the languages it speaks. English is the key: the core writes English, an
// adapter translates what goes out. `{}` is a hole for a name or number, `{*}` for a phrase that is translated
// itself. Whoever writes a new sentence adds its row to a table messages_*.cpp; a test finds what is missing.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/base/language.hpp"

namespace uag {

/// One row of the catalogue, in the order of Language.
struct Message {
    std::string_view english, norwegian, swedish, danish, german, dutch, french;

    /// The text in a language that has_messages().
    std::string_view in(Language language) const;
};

/// What fills a hole.
class Hole {
public:
    Hole(std::string_view text) : text_(text) {}     // NOLINT: a text or a number is one
    Hole(const char* text) : text_(text) {}          // NOLINT
    Hole(const std::string& text) : text_(text) {}   // NOLINT
    Hole(std::integral auto number) {                // NOLINT
        text_ = {digits_.data(), std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr};
    }
    Hole(const Hole&) = delete;
    Hole& operator=(const Hole&) = delete;
    std::string_view text() const { return text_; }

private:
    std::array<char, 24> digits_{};
    std::string_view text_;
};

/// The English sentence with its holes filled in their order: `sentence("There is no role with the id {}.",
/// {id})`. As many values as holes.
std::string sentence(std::string_view english, std::initializer_list<Hole> values);

/// Marks a text of the catalogue that is not a sentence: a heading, a name in a list.
constexpr const char* label(const char* english) { return english; }

/// Whether the service's messages are there in the language; the rest get English.
constexpr bool has_messages(Language language) { return language >= Language::us && language <= Language::ch; }

/// A text of the service, as the core wrote it, in another language. A word and a colon may stand in front
/// ("Firstname: The text is ..."), as where a member of a carrier is named. What is not in the catalogue, and
/// everything for a language without messages, stays as it is. Linear in the text.
std::string translate(Language language, std::string_view english);

/// Every table of the catalogue; for the tests.
std::span<const std::span<const Message>> message_tables();

}  // namespace uag
