// The style of a report's page behind that of all pages: report.css, as it travels inside the program.
#pragma once

#include <string_view>

namespace uag::compare {

/// Made by the build (adapters/html/embed.cmake).
std::string_view report_style();

}  // namespace uag::compare
