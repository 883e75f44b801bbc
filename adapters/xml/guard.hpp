// Decides whether bytes are an XML document that we are willing to parse: one pass, before any parser. What
// the guard accepts, a strict XML 1.0 parser with namespaces accepts. There is no resolver and no expansion.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <string_view>

#include "core/base/message.hpp"

namespace uag::xml {

/// How much of everything a document may have. Sizes are UTF-8 bytes as sent.
struct XmlLimits {
    std::size_t depth = 32;           ///< open elements
    std::size_t attributes = 64;      ///< per element, declarations included
    std::size_t namespaces = 64;      ///< namespace declarations in scope; all of them count among the nodes
    std::size_t name = 256;           ///< an element's or attribute's qualified name
    std::size_t text = 65'536;        ///< character data between two tags; an attribute's value
    std::size_t nodes = 20'000;       ///< elements, attributes, CDATA sections and comments
};

/// Why a document is refused. `text` is a constant for everybody and quotes nothing of the document.
struct XmlError {
    Message text;             ///< a phrase
    std::size_t offset = 0;   ///< byte in the UTF-8 text
};

/// Accepts or refuses a UTF-8 document (a byte order mark may come first) in time and memory linear in its
/// size. Which encoding the XML declaration names is not looked at: whoever brought the text to UTF-8 knew better.
boost::system::result<void, XmlError> guard(std::string_view document, const XmlLimits& limits = {});

}  // namespace uag::xml
