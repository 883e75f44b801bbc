// The handbook: the pages of server/docs, which the build makes HTML, at `…/docs/pages` (the index) and
// `…/docs/pages/<name>`. In English, in the frame of all pages that are read; without script, credentials or
// other files.
#pragma once

#include <span>
#include <string_view>

#include "adapters/http/exchange.hpp"

namespace uag::ui {

struct HandbookPage {
    std::string_view name;  ///< the last segment of its address; of the index "index", which is not in its address
    std::string_view title;
    std::string_view contents;  ///< `<li>` a heading, with a link to it
    std::string_view body;      ///< HTML
};

/// All of them, by name; made by the build (server/docs/docs.cmake).
std::span<const HandbookPage> handbook_pages();

/// Answers GET and HEAD (with the body; the server leaves it out) of these addresses, with any prefix;
/// another method gets 405. False, and nothing written: the path is none of these.
bool answer_handbook(const HttpRequest& request, HttpReply& reply);

}  // namespace uag::ui
