#include "server/ui/handbook.hpp"

#include <algorithm>
#include <string>

#include "adapters/html/page_frame.hpp"
#include "server/ui/files.hpp"
#include "server/ui/page.hpp"

namespace uag::ui {
namespace {

constexpr std::string_view index_name = "index";

const HandbookPage* find_handbook_page(std::string_view name) {
    const auto pages = handbook_pages();
    const auto page = std::ranges::find(pages, name, &HandbookPage::name);
    return page == pages.end() ? nullptr : &*page;
}

const HandbookPage* handbook_page_at(std::string_view path) {
    if (path.ends_with("/docs/pages")) return find_handbook_page(index_name);
    const auto rest = behind_segment(path, "/docs/pages");
    if (!rest || rest->size() < 2 || rest->substr(1) == index_name) return nullptr;
    return find_handbook_page(rest->substr(1));
}

void write_handbook_page(const HandbookPage& page, HttpReply& reply) {
    reply.status = 200;
    reply.content_type = "text/html; charset=utf-8";
    reply.may_compress = true;
    reply.headers.emplace_back("Content-Security-Policy", page_frame_policy());
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
    std::string& out = reply.body;
    uag::begin_page(out, {.title = page.title});
    if (page.name != index_name) {
        out += R"(<nav aria-label="On this page"><p><a href="../pages">Handbook</a></p>)";
        if (!page.contents.empty()) ((out += R"(<ul class="contents">)") += page.contents) += "</ul>";
        out += "</nav>";
    }
    ((out += R"(<section class="text">)") += page.body) += "</section>";
    uag::end_page(out);
}

}  // namespace

bool answer_handbook(const HttpRequest& request, HttpReply& reply) {
    const HandbookPage* const page = handbook_page_at(request.path);
    if (page == nullptr) return false;
    if (request.method != "GET" && request.method != "HEAD")
        refuse_method("GET, HEAD", page_language(request), reply);
    else
        write_handbook_page(*page, reply);
    return true;
}

}  // namespace uag::ui
