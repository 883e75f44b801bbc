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

void append_code_point(std::string& out, char32_t code) {
    const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6);
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

void append_text(std::string& out, std::string_view text) { append_escaped(out, text, false); }

void append_attribute(std::string& out, std::string_view text) { append_escaped(out, text, true); }

}  // namespace uag::xml
