#include "server/compare/html_text.hpp"

#include <algorithm>

#include "adapters/xml/writer.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

constexpr std::string_view hex_digits = "0123456789ABCDEF";

void append_unseen(std::string& out, char32_t c) {
    std::string number;
    for (char32_t rest = c; rest > 0 || number.size() < 4; rest >>= 4U) number += hex_digits[rest & 15U];
    std::ranges::reverse(number);
    ((out += "<i>U+") += number) += "</i>";
}

}  // namespace

void append_seen(std::string& out, std::string_view text) {
    std::string_view plain = text;
    const auto flush = [&] { xml::append_text(out, plain.substr(0, plain.size() - text.size())); };
    while (!text.empty()) {
        const std::string_view before = text;
        if (utf8_prefix(text.substr(0, std::min<std::size_t>(text.size(), 4))) == 0) {
            flush();
            const auto byte = static_cast<unsigned char>(text.front());
            (((out += "<i>\\x") += hex_digits[byte >> 4U]) += hex_digits[byte & 15U]) += "</i>";
            text.remove_prefix(1);
            plain = text;
            continue;
        }
        const char32_t c = take_code_point(text);
        if (c == '\n' || c == '\t' || !is_unseen(c)) continue;
        const std::string_view after = text;
        text = before;
        flush();
        append_unseen(out, c);
        plain = text = after;
    }
    flush();
}

void append_html_attribute(std::string& out, std::string_view name, std::string_view text) {
    ((out += ' ') += name) += "=\"";
    xml::append_attribute(out, printable(text));
    out += '"';
}

}  // namespace uag::compare
