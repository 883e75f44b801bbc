// From a body's bytes to a tree: encoding, guard, then the parser, in place.
#pragma once

#include <boost/system/result.hpp>
#include <pugixml.hpp>
#include <span>
#include <string>

#include "adapters/http/charset.hpp"
#include "adapters/xml/guard.hpp"

namespace uag::xml {

/// Reads a document that is not empty. `charset` is the Content-Type's. The tree points into `body`, which is
/// overwritten, or into `storage` where the body did not come as UTF-8; both outlive it. White space is kept, the
/// first text of an element is the element's own value.
boost::system::result<void, XmlError> read_document(std::span<char> body, Charset charset, const XmlLimits& limits,
                                                    std::string& storage, pugi::xml_document& document);

}  // namespace uag::xml
