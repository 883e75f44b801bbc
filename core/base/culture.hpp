// The culture in which people see numbers and dates that stand encoded in texts: who asks for
// which, and the formats, which are ICU's.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/language.hpp"

namespace uag {

/// A language and, where one was named, the country whose habits count (`AT`; else zeros). Without a language
/// there is no culture.
struct Culture {
    Language language = Language::none;
    std::array<char, 2> country{};

    friend bool operator==(const Culture&, const Culture&) = default;
};

/// The culture that SO-Culture asks for: of its tags (`en-US`, `nb`) the first of a language that the vendor
/// has, else the language's own. None without a language. As lenient and bounded as wanted_language.
Culture wanted_culture(std::string_view header, Language language);

/// Shows values in a culture; its formats are made when the first value needs them. One thread at a time.
class CultureFormat {
public:
    explicit CultureFormat(Culture culture);
    ~CultureFormat();
    CultureFormat(const CultureFormat&) = delete;
    CultureFormat& operator=(const CultureFormat&) = delete;

    /// Makes of a text that is one encoded number, amount, date, time or timespan what people read, and says
    /// whether it did; at most 700 bytes. Dates and times show the clock that was written (the caller's zone moves
    /// only dates that are values of their own) without fractions of seconds; decimals keep every digit; a
    /// timespan is hours, minutes and seconds. Lists of integers and bytes are nothing to read: they stay, as
    /// does every other text, and all without a culture.
    bool show(std::string& text);

private:
    struct Formats;
    Culture culture_;
    std::unique_ptr<Formats> formats_;
};

}  // namespace uag
