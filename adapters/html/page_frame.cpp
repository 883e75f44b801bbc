#include "adapters/html/page_frame.hpp"

#include "adapters/xml/writer.hpp"
#include "core/base/encoding.hpp"

namespace uag {
namespace {

// The colours are those of server/ui/account.css.
constexpr std::string_view page_style = R"(:root {
  color-scheme: light dark;
  --page: #f4f6f8; --card: #ffffff; --line: #d5dbe1; --text: #1f2933; --soft: #52606d;
  --bar: #1b2733; --accent: #1f5f9e; --focus: #b45309;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12181f; --card: #1b232c; --line: #36424f; --text: #e6ebf0; --soft: #a9b5c1;
    --bar: #0c1116; --accent: #7db7f0; --focus: #fbbf24;
  }
}
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }
header { background: var(--bar); }
header > div { display: flex; align-items: center; min-height: 3.4rem; }
header > div, main { max-width: 60rem; margin: 0 auto; padding: 0.7rem 1.25rem; }
.brand { display: inline-flex; align-items: center; gap: 0.6rem; color: #fff; font-weight: 600; text-decoration: none; }
main { padding: 1.75rem 1.25rem 4rem; }
main:focus { outline: none; }
h1 { margin: 0 0 1.25rem; font-size: 1.65rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 0 0 0.75rem; font-size: 1.15rem; }
p { margin: 0 0 0.75rem; }
a { color: var(--accent); overflow-wrap: anywhere; }
section { margin: 0 0 1.25rem; padding: 1.25rem; background: var(--card); border: 1px solid var(--line); border-radius: 0.6rem; }
section > :last-child { margin-bottom: 0; }
ul { margin: 0 0 0.75rem; padding-left: 1.2rem; }
dl { margin: 0; }
dl > div { padding: 0.6rem 0; border-top: 1px solid var(--line); }
dl > div:first-child { padding-top: 0; border-top: 0; }
dl > div:last-child { padding-bottom: 0; }
dt { font-weight: 600; }
dd { margin: 0; color: var(--soft); }
table { width: 100%; margin: 0 0 0.75rem; border-collapse: collapse; }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
code, pre { font-family: ui-monospace, monospace; font-size: 0.93rem; overflow-wrap: anywhere; }
pre { margin: 0 0 0.75rem; white-space: pre-wrap; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.contents { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; }
.text h2 { margin-top: 2rem; }
.text > h2:first-child { margin-top: 0; }
.text pre { padding: 0.75rem; background: var(--page); border-radius: 0.4rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.4rem 0.8rem; background: var(--card); z-index: 1; }
@media (max-width: 32rem) {
  main { padding: 1.25rem 0.9rem 3rem; }
  header > div { padding: 0.6rem 0.9rem; }
  section { padding: 1rem; }
  th, td { padding-right: 0.5rem; font-size: 0.875rem; }
  code { font-size: 0.85rem; }
  .text thead { position: absolute; left: -100rem; }
  .text table, .text tbody, .text tr, .text td { display: block; }
  .text tr { padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
  .text td { padding: 0; border-bottom: 0; }
  .text td:first-child { font-weight: 600; }
})";

// server/ui/account.svg, in the page.
constexpr std::string_view page_icon =
    R"(<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><rect width="24" height="24" rx="6" )"
    R"(fill="#2f6fb3"/><circle cx="12" cy="9" r="3.6" fill="#fff"/><path d="M4.8 19.4a7.2 6 0 0 1 14.4 0z" fill="#fff"/></svg>)";

}  // namespace

const std::string& page_frame_policy() {
    static const std::string policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; img-src 'self'; "
        "style-src 'sha256-" +
        base64_encode(as_text(sha256(page_style))) + "'";
    return policy;
}

void begin_page(std::string& out, const PageFrame& frame) {
    out += R"(<!DOCTYPE html><html lang=")";
    xml::append_attribute(out, frame.language);
    out +=
        R"("><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>)";
    xml::append_text(out, frame.title);
    out += "</title><style>";
    out += page_style;
    out += R"(</style></head><body><a class="skip" href="#main">)";
    xml::append_text(out, frame.skip);
    out += R"(</a><header><div><a class="brand" href="/">)";
    out += page_icon;
    out += R"(User Agent Gateway</a></div></header><main id="main" tabindex="-1"><h1>)";
    xml::append_text(out, frame.title);
    out += "</h1>";
}

void end_page(std::string& out) { out += "</main></body></html>\n"; }

}  // namespace uag
