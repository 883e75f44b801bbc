// The style of pages that need no file beside them: palette.css and frame.css, as they travel inside the program.
#pragma once

#include <string_view>

namespace uag {

/// Made by the build (embed.cmake).
std::string_view page_style();

}  // namespace uag
