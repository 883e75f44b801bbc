#include <algorithm>

#include "adapters/compare/mask_scan.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

// A secret's name at the beginning of the text, also as the beginning or end of a longer name; 0: none.
std::size_t secret_word_size(std::string_view text) {
    const auto stands = [&](const std::string& word) {
        return text.size() >= word.size() && ascii_iequals(text.substr(0, word.size()), word);
    };
    const std::vector<std::string>& words = secret_words(text.front());
    const auto found = std::ranges::find_if(words, stands);
    return found == words.end() ? 0 : found->size();
}

// Up to the next tag: a comment, CDATA or an instruction belongs to it.
std::size_t size_in_xml(std::string_view text) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const char next = at + 1 < text.size() ? text[at + 1] : '/';
        if (next != '!' && next != '?') return at;
    }
    return text.size();
}

// Up to the end of the next text in quotes, wherever its beginning is.
std::size_t size_in_json(std::string_view text) {
    std::size_t quotes = 0;
    for (std::size_t at = text.starts_with('"') ? 1 : 0; at < text.size(); ++at) {
        if (text[at] == '\\')
            ++at;
        else if (text[at] == '"' && ++quotes == 2)
            return at;
    }
    return text.size();
}

// What stands between a name and its value where the message is not broken.
std::size_t separators_size(std::string_view text) {
    return std::min(text.find_first_not_of("\"'\\:=> \t\r\n"), text.size());
}

}  // namespace

std::string mask_broken(std::string_view masked, bool is_xml, const Pseudonyms& pseudonyms) {
    std::string out;
    for (std::string_view rest = masked; !rest.empty();) {
        const std::size_t known = pseudonym_size(rest);
        const std::size_t word = known == 0 ? secret_word_size(rest) : 0;
        const std::size_t copied = std::max<std::size_t>({known, word, 1});
        out += rest.substr(0, copied);
        rest.remove_prefix(copied);
        if (word == 0) continue;
        const std::size_t between = separators_size(rest);
        if (pseudonym_size(rest.substr(between)) != 0) continue;
        const std::size_t size = is_xml ? size_in_xml(rest) : size_in_json(rest);
        out += rest.substr(0, std::min(between, size));
        if (size > between) out += pseudonyms.of(rest.substr(between, size - between));
        rest.remove_prefix(size);
    }
    return out;
}

}  // namespace uag::compare
