#include <algorithm>

#include "adapters/compare/mask_scan.hpp"
#include "adapters/xml/chars.hpp"
#include "core/base/text.hpp"

namespace uag::compare {

std::optional<std::string> mask_inside(std::string_view text, const Pseudonyms& pseudonyms, int inside) {
    const std::string_view trimmed = xml::trim_space(text);
    if (inside >= most_inside || trimmed.size() < 2) return std::nullopt;
    std::string out;
    // '[' and a word is no JSON, but then nothing of it is changed either.
    if (trimmed.front() == '{' || trimmed.front() == '[')
        mask_json(text, {}, pseudonyms, out, inside + 1);
    else if (trimmed.front() == '<')
        mask_xml(text, {nullptr, Secrecy::scalar}, true, pseudonyms, out, inside + 1);
    else
        return std::nullopt;
    if (out == text) return std::nullopt;
    return out;
}

}  // namespace uag::compare
