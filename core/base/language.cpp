#include "core/base/language.hpp"

#include <algorithm>
#include <array>

#include "core/base/text.hpp"

namespace uag {
namespace {

struct LanguageRow {
    Language language;
    std::string_view code;
    std::string_view tag;
};

// In the order of the enumeration.
constexpr std::array<LanguageRow, 20> languages{{
    {Language::us, "US", "en"}, {Language::no, "NO", "nb"}, {Language::sw, "SW", "sv"}, {Language::da, "DA", "da"},
    {Language::ge, "GE", "de"}, {Language::nl, "NL", "nl"}, {Language::fr, "FR", "fr"}, {Language::ch, "CH", "de-CH"},
    {Language::sp, "SP", "es"}, {Language::it, "IT", "it"}, {Language::fi, "FI", "fi"}, {Language::pl, "PL", "pl"},
    {Language::ru, "RU", "ru"}, {Language::cz, "CZ", "cs"}, {Language::jp, "JP", "ja"}, {Language::cn, "CN", "zh"},
    {Language::ko, "KO", "ko"}, {Language::br, "BR", "pt"}, {Language::uk, "UK", "uk"}, {Language::vi, "VI", "vi"},
}};

const LanguageRow* language_row(Language language) {
    return language == Language::none ? nullptr : &languages[static_cast<std::size_t>(language) - 1];
}

}  // namespace

std::string_view code_of(Language language) {
    const LanguageRow* const row = language_row(language);
    return row != nullptr ? row->code : std::string_view{};
}

std::string_view tag_of(Language language) {
    const LanguageRow* const row = language_row(language);
    return row != nullptr ? row->tag : std::string_view{};
}

Language language_of_code(std::string_view code) {
    const auto at = std::ranges::find(languages, code, &LanguageRow::code);
    return at != languages.end() ? at->language : Language::none;
}

std::optional<Language> language_of_tag(std::string_view tag) {
    if (ascii_iequals(tag, tag_of(Language::ch))) return Language::ch;
    const std::string_view primary = tag.substr(0, tag.find_first_of("-_"));
    // Both written forms of Norwegian, and the name for either.
    if (ascii_iequals(primary, "no") || ascii_iequals(primary, "nn")) return Language::no;
    const auto same = [primary](const LanguageRow& row) { return ascii_iequals(row.tag, primary); };
    const auto at = std::ranges::find_if(languages, same);
    if (at == languages.end()) return std::nullopt;
    return at->language;
}

std::string_view take_tag(std::string_view& header) {
    while (!header.empty()) {
        const std::size_t end = header.find_first_of(",;");
        const std::string_view tag = trim_blanks(header.substr(0, end));
        header = end == std::string_view::npos ? std::string_view{} : header.substr(end + 1);
        if (!tag.empty() && tag.find('=') == std::string_view::npos) return tag;
    }
    return {};
}

Language wanted_language(std::string_view header) {
    header = header.substr(0, max_language_header);
    bool asked = false;
    for (std::string_view tag = take_tag(header); !tag.empty(); tag = take_tag(header)) {
        const bool declined = tag == "*" || tag == "x" || tag == "X" || tag == "-";
        if (declined && !asked) return Language::none;
        if (declined) break;
        if (const auto known = language_of_tag(tag)) return *known;
        asked = true;
    }
    return asked ? Language::us : Language::none;
}

}  // namespace uag
