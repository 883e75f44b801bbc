#include "adapters/html/page_frame.hpp"

#include <algorithm>

#include "adapters/html/page_style.hpp"
#include "adapters/xml/writer.hpp"
#include "core/base/encoding.hpp"

namespace uag {
namespace {

// server/ui/account.svg, in the page.
constexpr std::string_view page_icon =
    R"(<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><rect width="24" height="24" rx="6" )"
    R"(fill="#2f6fb3"/><circle cx="12" cy="9" r="3.6" fill="#fff"/><path d="M4.8 19.4a7.2 6 0 0 1 14.4 0z" fill="#fff"/></svg>)";

}  // namespace

std::string way_home(std::string_view path, std::string_view prefix) {
    std::ptrdiff_t folders = std::count(path.begin(), path.end(), '/') - std::count(prefix.begin(), prefix.end(), '/');
    if (folders <= 1) return "./";
    std::string way;
    while (--folders > 0) way += "../";
    return way;
}

const std::string& page_frame_policy() {
    static const std::string policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; img-src 'self'; "
        "style-src 'sha256-" +
        base64_encode(as_text(sha256(page_style()))) + "'";
    return policy;
}

void begin_page(std::string& out, const PageFrame& frame) {
    out += R"(<!DOCTYPE html><html lang=")";
    xml::append_attribute(out, frame.language);
    out +=
        R"("><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>)";
    xml::append_text(out, frame.title);
    out += "</title><style>";
    out += page_style();
    out += R"(</style></head><body><a class="skip" href="#main">)";
    xml::append_text(out, frame.skip);
    out += R"(</a><header><div><a class="brand" href=")";
    xml::append_attribute(out, frame.home);
    out += R"(">)";
    out += page_icon;
    out += R"(User Agent Gateway</a></div></header><main id="main" tabindex="-1"><h1>)";
    xml::append_text(out, frame.title);
    out += "</h1>";
}

void end_page(std::string& out) { out += "</main></body></html>\n"; }

}  // namespace uag
