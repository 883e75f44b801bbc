// Appends XML to a string: escaped text and the few shapes of elements of an answer. No tree, no copy.
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

namespace uag::xml {

/// Appends character data: `&`, `<`, `>` and CR escaped. What XML 1.0 cannot carry (controls, U+FFFE, U+FFFF,
/// ill-formed UTF-8) becomes U+FFFD.
void append_text(std::string& out, std::string_view text);

/// Appends an attribute's value, to stand between double quotes: `"`, tab and LF are escaped too.
void append_attribute(std::string& out, std::string_view text);

/// Appends a number in decimal.
template <std::integral Number> void append_number(std::string& out, Number number) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    out.append(digits, end);
}

/// Appends `<prefix name declarations>`; `prefix` ends in ':' or is empty, `declarations` begins with a space
/// or is empty. Names are the program's own and written as they are.
inline void append_open(std::string& out, std::string_view prefix, std::string_view name,
                        std::string_view declarations = {}) {
    out += '<';
    out += prefix;
    out += name;
    out += declarations;
    out += '>';
}

/// Appends `</prefix name>`.
inline void append_close(std::string& out, std::string_view prefix, std::string_view name) {
    out += "</";
    out += prefix;
    out += name;
    out += '>';
}

/// Appends `<prefix name declarations/>`.
inline void append_empty(std::string& out, std::string_view prefix, std::string_view name,
                         std::string_view declarations = {}) {
    out += '<';
    out += prefix;
    out += name;
    out += declarations;
    out += "/>";
}

}  // namespace uag::xml
