// The handbook: the pages of server/docs, which the build makes HTML, at `…/docs/pages` (the index) and
// `…/docs/pages/<name>`. In English, in the frame of all pages that are read; without script, credentials or
// other files.
#pragma once

#include <span>
#include <string_view>

#include "adapters/http/message.hpp"

namespace uag::ui {

struct HandbookPage {
    std::string_view name;  ///< the last segment of its address; of the index "index", which is not in its address
    std::string_view title;
    std::string_view contents;  ///< `<li>` a heading, with a link to it
    std::string_view body;      ///< HTML
};

/// All of them, by name; made by the build (server/docs/docs.cmake).
std::span<const HandbookPage> handbook_pages();

inline constexpr std::string_view handbook_index = "index";

/// Null if there is none of this name.
const HandbookPage* find_handbook_page(std::string_view name);

void write_handbook_page(const HandbookPage& page, HttpReply& reply);

}  // namespace uag::ui
