// Which browser it was, for a person who looks at the list of their sessions.
#pragma once

#include <string>
#include <string_view>

#include "core/base/language.hpp"

namespace uag::ui {

/// "Firefox on Linux", from a User-Agent header; "A browser" for one that says nothing known. Nothing of the
/// header itself is in it.
std::string device_of(std::string_view user_agent);

/// The same in another language: "Firefox på Linux".
std::string show_device(Language language, std::string_view device);

}  // namespace uag::ui
