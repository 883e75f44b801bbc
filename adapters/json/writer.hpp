// Pieces of JSON text, appended to a buffer: there is no tree for writing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace uag::json {

/// `"text"`. Escapes what RFC 8259 demands, and U+2028 and U+2029, which old JavaScript takes for line ends;
/// all else goes out as the UTF-8 it is.
void append_string(std::string& out, std::string_view text);

/// The same for people and their terminals: what is_unseen() goes out as `\uXXXX`, an ill-formed byte as `\u00XX`.
/// For the log and for what commands print.
void append_seen_string(std::string& out, std::string_view text);

/// Decimal digits.
void append_integer(std::string& out, std::int64_t number);

/// `"name":`, after a comma unless it is the first of its object. The name is plain ASCII from the contract.
void append_name(std::string& out, std::string_view name);

/// `"name":"text"`, after a comma unless it is the first of its object.
void append_member(std::string& out, std::string_view name, std::string_view text);

}  // namespace uag::json
