#include "adapters/xml/writer.hpp"

#include "adapters/xml/chars.hpp"

namespace uag::xml {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// Bytes that go out as they are in both places; everything else is looked at one by one.
constexpr std::array<bool, 256> plain = [] {
    std::array<bool, 256> table{};
    for (unsigned c = 0x20; c < 0x80; ++c) table[c] = c != '&' && c != '<' && c != '>' && c != '"';
    return table;
}();

void append_special(std::string& out, const char*& at, const char* end, bool in_attribute) {
    const char* const start = at;
    const char32_t code = next_code_point(at, end);
    switch (code) {
        case '&': out += "&amp;"; return;
        case '<': out += "&lt;"; return;
        case '>': out += "&gt;"; return;
        case '\r': out += "&#xD;"; return;
        case '"': out += in_attribute ? std::string_view("&quot;") : std::string_view("\""); return;
        case '\n': out += in_attribute ? std::string_view("&#xA;") : std::string_view("\n"); return;
        case '\t': out += in_attribute ? std::string_view("&#x9;") : std::string_view("\t"); return;
        default: break;
    }
    if (code != bad_char && is_xml_char(code))
        out.append(start, at);
    else
        out += replacement;
}

void append_escaped(std::string& out, std::string_view text, bool in_attribute) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        const char* const start = at;
        while (at != end && plain[static_cast<unsigned char>(*at)]) ++at;
        out.append(start, at);
        if (at != end) append_special(out, at, end, in_attribute);
    }
}

}  // namespace

void append_text(std::string& out, std::string_view text) { append_escaped(out, text, false); }

void append_attribute(std::string& out, std::string_view text) { append_escaped(out, text, true); }

}  // namespace uag::xml
