// Text in the page of a report: nothing of a message is markup there, and nothing in it is unseen.
#pragma once

#include <string>
#include <string_view>

namespace uag::compare {

/// Escaped. What is not seen as itself, or moves what stands around it, is written as `U+202E`, a byte that is no UTF-8
/// as `\xFF`, each in an element of its own; line ends and tabs stay.
void append_seen(std::string& out, std::string_view text);

/// ` name="text"`, escaped; what is not seen is U+FFFD.
void append_html_attribute(std::string& out, std::string_view name, std::string_view text);

}  // namespace uag::compare
