// Parameters of a query string (application/x-www-form-urlencoded, WHATWG URL 5.1).
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.hpp"

namespace uag::http {

/// Decodes `%41` and '+' in place: the text then stands at the front of the bytes, and is returned. Nothing
/// for a broken escape, U+0000 or ill-formed UTF-8.
std::optional<std::string_view> percent_decode_in_place(std::span<char> text);

/// The same of a copy.
std::optional<std::string> percent_decode(std::string_view text);

/// Cuts the next pair off; nothing once the query is empty. An empty pair counts.
std::optional<std::string_view> take_pair(std::string_view& query);

/// A text for a query or a form, percent-encoded.
void append_encoded(std::string_view value, std::string& query);

/// `name=value` for a query, the value encoded.
void append_pair(std::string_view name, std::string_view value, std::string& query);

/// The value of a parameter whose name is given in any ASCII case; nothing if it is not there. Errors:
/// errc::malformed if it stands twice or an escape of it is broken.
Result<std::optional<std::string>> query_value(std::string_view query, std::string_view name);

/// The first name in the query of which that is true; one that cannot be decoded as it was sent, an empty pair not at
/// all.
std::optional<std::string> find_query_name(std::string_view query,
                                           const std::function<bool(std::string_view name)>& is);

}  // namespace uag::http
