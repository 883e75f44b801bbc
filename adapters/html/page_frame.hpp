// The frame of pages that people read in a browser and that need no file beside them: they look like the pages at
// /account, light or dark as the system is, wherever they stand and whatever is switched off.
#pragma once

#include <string>
#include <string_view>

namespace uag {

struct PageFrame {
    std::string_view title;  ///< of the document and its heading
    std::string_view home;   ///< the address of the page at `/`, for the bar: way_home()
    std::string_view language = "en";      ///< a tag of BCP 47
    std::string_view skip = "Skip to content";  ///< what leads past the bar, in that language
};

/// From a page to the one at `/`: as many folders up as its path is deep below the installation's prefix, so that it leads
/// there behind a proxy with a prefix of its own, too.
std::string way_home(std::string_view path, std::string_view prefix = {});

/// The Content-Security-Policy of such a page: its own style sheet and the service's own images (an icon that the
/// browser asks for by itself), nothing else.
const std::string& page_frame_policy();

/// Appends everything before the page's content, with the heading; and everything behind it.
void begin_page(std::string& out, const PageFrame& frame);
void end_page(std::string& out);

}  // namespace uag
