#include "adapters/compare/code_words.hpp"

#include <algorithm>
#include <array>

namespace uag::compare {
namespace {

constexpr std::array<std::string_view, 18> code_words{
    "malformed",  "bad_parameter",    "session",         "access_denied",   "not_found", "password_policy",
    "validation", "invalid_argument", "conflict",        "not_implemented", "server",    "internal",
    "storage",    "overloaded",       "upstream_failed", "upstream_slow",   "throttled", "password_throttled"};
static_assert(static_cast<std::size_t>(errc::password_throttled) == code_words.size() - 1, "a word a code");

} // namespace

std::string_view word_of(errc code) { return code_words[static_cast<std::size_t>(code)]; }

std::optional<errc> find_code(std::string_view word) {
    const auto at = std::ranges::find(code_words, word);
    if (at == code_words.end()) return std::nullopt;
    return static_cast<errc>(at - code_words.begin());
}

std::string words_of(client::CodeSet codes) {
    std::string words;
    for (std::size_t i = 0; i < code_words.size(); ++i) {
        if (!codes.contains(static_cast<errc>(i))) continue;
        if (!words.empty()) words += " or ";
        words += code_words[i];
    }
    return words.empty() ? "unknown" : words;
}

} // namespace uag::compare
