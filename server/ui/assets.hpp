// The files of the pages, as they travel inside the program.
#pragma once

#include <span>
#include <string_view>

namespace uag::ui {

struct Asset {
    std::string_view name;  ///< the last segment of its address
    std::string_view content_type;
    std::string_view data;
};

/// All of them; made by the build (ui.cmake) from Swagger UI's archive and the files beside this one.
std::span<const Asset> assets();

}  // namespace uag::ui
