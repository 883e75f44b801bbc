#include <algorithm>

#include "adapters/compare/mask_scan.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

bool is_word(char c) { return is_ascii_alphanumeric(c) || c == '_' || c == '-'; }

std::size_t word_size(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_word) - text.begin());
}

// Quotes, brackets and blanks around one ':', '=' or '>' between a name and its value; 0: there is none.
std::size_t separator_size(std::string_view text) {
    std::size_t at = std::min(text.find_first_not_of("\"'\\ \t]"), text.size());
    if (at == text.size() || (text[at] != ':' && text[at] != '=' && text[at] != '>')) return 0;
    at = std::min(text.find_first_not_of(":=> \t", at), text.size());
    return at;
}

// What belongs to the value: up to the closing quote, else up to what ends a word, a scheme's name before it included.
std::size_t value_size(std::string_view text) {
    if (text.empty()) return 0;
    if (text.front() == '"' || text.front() == '\'') {
        for (std::size_t at = 1; at < text.size(); ++at) {
            if (text[at] == '\\')
                ++at;
            else if (text[at] == text.front() || text[at] == '\n')
                return at;
        }
        return text.size();
    }
    std::size_t end = std::min(text.find_first_of(",;&}]<\"'\r\n\t "), text.size());
    for (const std::string_view scheme : {"Basic", "Bearer", "SOTicket"})
        if (ascii_iequals(text.substr(0, end), scheme) && end < text.size())
            end = std::min(text.find_first_of(",;&}]<\"'\r\n\t ", end + 1), text.size());
    return end;
}

}  // namespace

void mask_loose(std::string_view text, const Pseudonyms& pseudonyms, std::string& out) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t size = word_size(rest);
        if (size == 0) {
            out += rest.front();
            rest.remove_prefix(1);
            continue;
        }
        const std::string_view name = rest.substr(0, size);
        out += name;
        rest.remove_prefix(size);
        const std::size_t between = separator_size(rest);
        if (between == 0 || secrecy_of_parameter(name) == Secrecy::none) continue;
        out += rest.substr(0, between);
        rest.remove_prefix(between);
        const std::size_t value = value_size(rest);
        const bool is_quoted = value > 0 && (rest.front() == '"' || rest.front() == '\'');
        if (is_quoted) out += rest.front();
        out += pseudonyms.of(rest.substr(is_quoted ? 1 : 0, value - (is_quoted ? 1 : 0)));
        rest.remove_prefix(value);
    }
}

}  // namespace uag::compare
