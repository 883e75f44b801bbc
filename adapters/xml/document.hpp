// From a body's bytes to a tree: encoding, guard, then the parser, in place.
#pragma once

#include <boost/system/result.hpp>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>

#include "adapters/xml/guard.hpp"

namespace uag::xml {

/// Reads a document that is not empty. `charset` is the Content-Type's (empty: not stated). The tree points
/// into `body`, which is overwritten, or into `storage` where the body came as UTF-16; both outlive it. White
/// space is kept, the first text of an element is the element's own value.
boost::system::result<void, XmlError> read_document(std::span<char> body, std::string_view charset,
                                                    const XmlLimits& limits, std::string& storage,
                                                    pugi::xml_document& document);

}  // namespace uag::xml
