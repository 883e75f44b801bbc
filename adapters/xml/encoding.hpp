// Brings an XML body to UTF-8, whatever it is written in: the transport's word, a byte order mark, its own declaration.
#pragma once

#include <boost/system/result.hpp>
#include <span>
#include <string>

#include "adapters/http/charset.hpp"
#include "adapters/xml/guard.hpp"

namespace uag::xml {

/// The body in UTF-8 without a byte order mark; in the body itself or in `storage` (see uag::to_utf8). `charset` is
/// the transport's and wins over the declaration (RFC 7303, 3.2), of which .NET's StringWriter and others say what is
/// not so. Where it is unstated a byte order mark decides, then what UTF-16 looks like, then the declaration; one of
/// UTF-16 in a body of single bytes is wrong, and that is UTF-8. Refused beside that: a declared encoding that is not
/// read here, where nothing else states one. UTF-8 is not validated here, the guard does that.
boost::system::result<std::span<char>, XmlError> to_utf8(std::span<char> body, Charset charset, std::string& storage);

}  // namespace uag::xml
