#include "server/ui/page.hpp"

#include <algorithm>

#include "core/messages/words.hpp"
#include "server/ui/files.hpp"

namespace uag::ui {
namespace {

constexpr std::string_view page_content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const Notice* problem_of(std::span<const Notice> notices, std::string_view field) {
    const auto at = std::ranges::find_if(
        notices, [&](const Notice& notice) { return notice.kind == Notice::Kind::problem && notice.field == field; });
    return at == notices.end() ? nullptr : &*at;
}

bool is_only_problem(const Notice& problem, std::span<const Notice> notices) {
    return std::ranges::all_of(
        notices, [&](const Notice& notice) { return notice.kind != Notice::Kind::problem || &notice == &problem; });
}

bool has_problem(std::span<const Notice> notices) {
    return std::ranges::any_of(notices, [](const Notice& notice) { return notice.kind == Notice::Kind::problem; });
}

void append_file(Html& out, std::string_view base, std::string_view name) {
    std::string address;
    append_file_address(address, base, name);
    out.raw(address);
}

// The problems together at the top, each a link to its input, which says it again if there are several; what succeeded is told without taking the
// focus.
void append_notices(Html& out, std::span<const Notice> notices) {
    if (has_problem(notices)) {
        out.raw(R"(<div class="summary" role="alert" tabindex="-1" autofocus><h2>)");
        out.say(label("There is a problem")).raw("</h2><ul>");
        for (const Notice& notice : notices) {
            if (notice.kind != Notice::Kind::problem) continue;
            out.raw("<li");
            if (!notice.field.empty() && is_only_problem(notice, notices))
                out.attribute("id", std::string(notice.field) + "-problem");
            out.raw(">");
            if (!notice.field.empty()) out.raw(R"(<a href="#)").raw(notice.field).raw(R"(">)");
            out.say(notice.text).raw(notice.field.empty() ? "</li>" : "</a></li>");
        }
        out.raw("</ul></div>");
    }
    for (const Notice& notice : notices)
        if (notice.kind == Notice::Kind::success)
            out.raw(R"(<p class="done" role="status">)").say(notice.text).raw("</p>");
}

void append_head(Html& out, const Page& page) {
    const std::string_view base = page.is_home ? "account/" : "";
    out.raw("<!DOCTYPE html><html").attribute("lang", message_tag(out.language()));
    out.raw(R"(><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">)"
            R"(<meta name="color-scheme" content="light dark"><title>)");
    if (has_problem(page.notices)) out.say(label("Problem")).raw(" - ");
    out.say(page.title).raw(R"( - User Agent Gateway</title><link rel="icon" type="image/svg+xml" href=")");
    append_file(out, base, "account.svg");
    out.raw(R"("><link rel="stylesheet" href=")");
    append_file(out, base, "account.css");
    out.raw(R"("><script defer src=")");
    append_file(out, base, "account.js");
    out.raw(R"("></script></head>)");
}

void append_bar(Html& out, const Page& page) {
    const std::string_view base = page.is_home ? "account/" : "";
    out.raw(R"(<a class="skip" href="#main">)").say(label("Skip to content"));
    out.raw(R"(</a><header><div><a class="brand" href=")").raw(page.is_home ? "./" : "../").raw(R"("><img src=")");
    append_file(out, base, "account.svg");
    out.raw(R"(" alt="" width="24" height="24">User Agent Gateway</a>)");
    if (!page.who.empty()) {
        out.raw(R"(<span class="who">)").text(page.who).raw("</span>");
        append_form(out, std::string(base) + "sign-out", page.xsrf_token, "XSRF_TOKEN");
        out.raw(R"(<button class="quiet">)").say(label("Sign out")).raw("</button></form>");
    }
    out.raw("</div></header>");
}

}  // namespace

Language page_language(const HttpRequest& request) {
    const Language wanted = wanted_language(request.header("Accept-Language"));
    return has_messages(wanted) ? wanted : Language::us;
}

void write_page(const Page& page, const Html& main, HttpReply& reply) {
    reply.status = page.status;
    reply.content_type = "text/html; charset=utf-8";
    add_page_headers(reply);
    add_language(main.language(), reply);
    Html out(main.language());
    append_head(out, page);
    out.raw("<body>");
    append_bar(out, page);
    out.raw(R"(<main id="main" tabindex="-1"><h1>)").say(page.title).raw("</h1>");
    append_notices(out, page.notices);
    out.raw(main.markup()).raw("</main></body></html>\n");
    reply.body += out.markup();
}

void add_language(Language language, HttpReply& reply) {
    reply.headers.emplace_back("Content-Language", message_tag(language));
    reply.headers.emplace_back("Vary", "Accept-Language");
}

void write_see_other(std::string_view address, HttpReply& reply) {
    reply.status = 303;
    reply.content_type = {};
    add_page_headers(reply);
    reply.headers.emplace_back("Location", address);
}

void refuse_method(http::Methods allowed, Language language, HttpReply& reply) {
    reply.status = 405;
    reply.content_type = "text/plain; charset=utf-8";
    add_page_headers(reply);
    add_language(language, reply);
    reply.headers.emplace_back("Allow", list_of(allowed));
    (reply.body += words("This page does not take this method.", language)) += '\n';
}

void add_page_headers(HttpReply& reply) {
    reply.headers.emplace_back("Content-Security-Policy", page_content_policy);
    // With "no-referrer" a browser would say "Origin: null" of our own forms too. No path goes out, nor a
    // link's token.
    reply.headers.emplace_back("Referrer-Policy", "strict-origin");
    reply.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
}

void add_cookie(const Cookie& cookie, HttpReply& reply) {
    std::string text(cookie.name);
    ((text += '=') += cookie.value) += "; Path=/; SameSite=Lax";
    if (cookie.value.empty()) text += "; Max-Age=0";
    if (!cookie.is_readable) text += "; HttpOnly";
    if (cookie.is_secure) text += "; Secure";
    reply.headers.emplace_back("Set-Cookie", std::move(text));
}

void append_input(Html& out, const Input& input, std::span<const Notice> notices) {
    const Notice* const problem = problem_of(notices, input.name);
    out.raw(problem != nullptr ? R"(<div class="field wrong"><label for=")" : R"(<div class="field"><label for=")");
    out.raw(input.name).raw(R"(">)").say(input.label).raw("</label>");
    std::string described(input.hint_id);
    if (problem != nullptr) {
        if (!described.empty()) described += ' ';
        (described += input.name) += "-problem";
        if (!is_only_problem(*problem, notices))
            out.raw(R"(<p class="problem" id=")").raw(input.name).raw(R"(-problem">)").say(problem->text).raw("</p>");
    }
    out.raw("<input required").attribute("id", input.name).attribute("name", input.name);
    out.attribute("type", input.type);
    if (!input.autocomplete.empty()) out.attribute("autocomplete", input.autocomplete);
    if (!input.value.empty()) out.attribute("value", input.value);
    if (input.type == "text") out.raw(R"( autocapitalize="none" spellcheck="false")");
    if (!described.empty()) out.attribute("aria-describedby", described);
    if (problem != nullptr) out.raw(R"( aria-invalid="true")");
    if (input.is_first && !has_problem(notices)) out.raw(" autofocus");
    out.raw("></div>");
}

void append_form(Html& out, std::string_view action, std::string_view xsrf_token, std::string_view token_id) {
    out.raw(R"(<form method="post")").attribute("action", action);
    out.raw(R"(><input type="hidden" name="XSRF_TOKEN")");
    if (!token_id.empty()) out.attribute("id", token_id);
    out.attribute("value", xsrf_token).raw(">");
}

void append_fact(Html& out, MessageId name, std::string_view text) {
    out.raw("<div><dt>").say(name).raw("</dt><dd>").text(text.empty() ? "-" : text).raw("</dd></div>");
}

}  // namespace uag::ui
