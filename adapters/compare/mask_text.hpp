// How a text is written inside of the formats that are masked, and read back from them as far as it can be.
#pragma once

#include <string>
#include <string_view>

namespace uag::compare {

/// As an address has it, and between the quotes of JSON.
std::string percent_written(std::string_view text);
std::string json_written(std::string_view text);

/// The text behind the references of XML (`&lt;`, `&#65;`), of JSON's escapes, of `%41` and '+'. What is no such thing
/// stays as it stands.
std::string xml_text(std::string_view written);
std::string json_text(std::string_view written);
std::string form_text(std::string_view written);

}  // namespace uag::compare
