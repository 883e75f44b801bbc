#include "server/ui/handbook.hpp"

#include <algorithm>
#include <string>

#include "adapters/html/page_frame.hpp"

namespace uag::ui {

const HandbookPage* find_handbook_page(std::string_view name) {
    const auto pages = handbook_pages();
    const auto page = std::ranges::find(pages, name, &HandbookPage::name);
    return page == pages.end() ? nullptr : &*page;
}

void write_handbook_page(const HandbookPage& page, HttpReply& reply) {
    reply.status = 200;
    reply.content_type = "text/html; charset=utf-8";
    reply.may_compress = true;
    reply.headers.emplace_back("Content-Security-Policy", page_frame_policy());
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
    std::string& out = reply.body;
    uag::begin_page(out, {page.title, page.name == handbook_index ? "../" : "../../"});
    if (page.name != handbook_index) {
        out += R"(<nav aria-label="On this page"><p><a href="../pages">Handbook</a></p>)";
        if (!page.contents.empty()) ((out += R"(<ul class="contents">)") += page.contents) += "</ul>";
        out += "</nav>";
    }
    ((out += R"(<section class="text">)") += page.body) += "</section>";
    uag::end_page(out);
}

}  // namespace uag::ui
