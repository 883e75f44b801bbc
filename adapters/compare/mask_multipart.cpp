#include <algorithm>

#include "adapters/compare/mask_scan.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

// The value of `word=` in a field of HTTP, without its quotes; empty: there is none.
std::string_view multipart_parameter(std::string_view field, std::string_view word) {
    for (std::size_t at = 0; at + word.size() < field.size(); ++at) {
        const bool begins = at == 0 || field[at - 1] == ';' || field[at - 1] == ' ' || field[at - 1] == '\t';
        if (!begins || !ascii_iequals(field.substr(at, word.size()), word) || field[at + word.size()] != '=') continue;
        const std::string_view value = field.substr(at + word.size() + 1);
        if (value.starts_with('"')) return value.substr(1, std::min(value.find('"', 1), value.size()) - 1);
        return value.substr(0, value.find_first_of("; \t\r\n"));
    }
    return {};
}

// Behind the blank line that ends the fields of a part; all of it where there is none.
std::size_t multipart_fields_size(std::string_view part) {
    const std::size_t lines = part.find("\r\n\r\n");
    const std::size_t bare = part.find("\n\n");
    if (lines == part.npos && bare == part.npos) return part.size();
    return lines < bare ? lines + 4 : bare + 2;
}

void mask_part(std::string_view part, const Pseudonyms& pseudonyms, std::string& out) {
    const std::size_t begin = multipart_fields_size(part);
    const std::string_view fields = part.substr(0, begin);
    const std::string_view content = part.substr(begin);
    out += fields;
    if (content.empty()) return;
    if (secrecy_of_parameter(multipart_parameter(fields, "name")) != Secrecy::none)
        out += pseudonyms.of(content);
    else if (const auto masked = mask_inside(content, pseudonyms, 0))
        out += *masked;
    else
        mask_loose(content, pseudonyms, out);
}

}  // namespace

void mask_multipart(std::string_view content_type, std::string_view text, const Pseudonyms& pseudonyms,
                    std::string& out) {
    const std::string_view said = multipart_parameter(content_type, "boundary");
    // A type without a boundary: what the first line is.
    const std::string_view first = text.substr(0, text.find_first_of("\r\n"));
    const std::string border = said.empty() ? std::string(first) : "--" + std::string(said);
    if (border.size() < 3 || text.find(border) == text.npos) return mask_loose(text, pseudonyms, out);
    const std::size_t begin = text.find(border);
    mask_loose(text.substr(0, begin), pseudonyms, out);
    text.remove_prefix(begin);
    while (!text.empty()) {
        out += border;
        text.remove_prefix(border.size());
        std::size_t next = text.find("\n" + border);
        next = next == text.npos ? text.size() : next > 0 && text[next - 1] == '\r' ? next - 1 : next;
        mask_part(text.substr(0, next), pseudonyms, out);
        const std::size_t border_at = std::min(text.find(border, next), text.size());
        out += text.substr(next, border_at - next);
        text.remove_prefix(border_at);
    }
}

}  // namespace uag::compare
