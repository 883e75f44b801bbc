// Elements with attributes, appended to a string: what a WSDL and its schemas consist of.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "adapters/xml/writer.hpp"

namespace uag::soap {

/// An attribute; left out where the value is empty.
struct Attribute {
    std::string_view name;
    std::string_view value;
};
using Attributes = std::initializer_list<Attribute>;

/// Appends `<name attributes` without the bracket; values are escaped, names written as they are.
inline void append_start(std::string& out, std::string_view name, Attributes attributes) {
    out += '<';
    out += name;
    for (const Attribute& attribute : attributes) {
        if (attribute.value.empty()) continue;
        out += ' ';
        out += attribute.name;
        out += "=\"";
        xml::append_attribute(out, attribute.value);
        out += '"';
    }
}

/// Appends `<name attributes>`.
inline void open_element(std::string& out, std::string_view name, Attributes attributes = {}) {
    append_start(out, name, attributes);
    out += '>';
}

/// Appends `<name attributes/>`.
inline void leaf_element(std::string& out, std::string_view name, Attributes attributes = {}) {
    append_start(out, name, attributes);
    out += "/>";
}

/// Appends `</name>`.
inline void close_element(std::string& out, std::string_view name) { xml::append_close(out, {}, name); }

}  // namespace uag::soap
