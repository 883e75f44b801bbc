#include "server/ui/page.hpp"

#include <algorithm>

#include "adapters/xml/writer.hpp"
#include "server/ui/files.hpp"

namespace uag::ui {
namespace {

constexpr std::string_view content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const Notice* problem_of(std::span<const Notice> notices, std::string_view field) {
    const auto at = std::ranges::find_if(notices, [&](const Notice& notice) {
        return notice.kind == Notice::Kind::problem && notice.field == field;
    });
    return at == notices.end() ? nullptr : &*at;
}

bool has_problem(std::span<const Notice> notices) {
    return std::ranges::any_of(notices,
                               [](const Notice& notice) { return notice.kind == Notice::Kind::problem; });
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
    ((out += ' ') += name) += "=\"";
    append_text(out, value);
    out += '"';
}

// The problems together at the top, each a link to its input; what succeeded is told without taking the focus.
void append_notices(std::string& out, std::span<const Notice> notices) {
    if (has_problem(notices)) {
        out += R"(<div class="summary" role="alert" tabindex="-1" autofocus><h2>There is a problem</h2><ul>)";
        for (const Notice& notice : notices) {
            if (notice.kind != Notice::Kind::problem) continue;
            out += "<li>";
            if (!notice.field.empty()) ((out += R"(<a href="#)") += notice.field) += R"(">)";
            append_text(out, notice.text);
            out += notice.field.empty() ? "</li>" : "</a></li>";
        }
        out += "</ul></div>";
    }
    for (const Notice& notice : notices) {
        if (notice.kind != Notice::Kind::success) continue;
        out += R"(<p class="done" role="status">)";
        append_text(out, notice.text);
        out += "</p>";
    }
}

void append_bar(std::string& out, const Page& page) {
    const std::string_view home = page.is_home ? "account" : "../account";
    const std::string_view base = page.is_home ? "account/" : "";
    out += R"(<a class="skip" href="#main">Skip to content</a><header><div><a class="brand" href=")";
    (out += home) += R"("><img src=")";
    append_file_address(out, base, "account.svg");
    out += R"(" alt="" width="24" height="24">User Agent Gateway</a>)";
    if (!page.who.empty()) {
        out += R"(<span class="who">)";
        append_text(out, page.who);
        out += "</span>";
        append_form(out, std::string(base) + "sign-out", page.xsrf_token, "XSRF_TOKEN");
        out += R"(<button class="quiet">Sign out</button></form>)";
    }
    out += "</div></header>";
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
    xml::append_attribute(out, text);
}

void write_page(const Page& page, std::string_view main, HttpReply& reply) {
    const std::string_view base = page.is_home ? "account/" : "";
    reply.status = page.status;
    reply.content_type = "text/html; charset=utf-8";
    add_page_headers(reply);
    std::string& out = reply.body;
    out +=
        R"(<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">)"
        R"(<meta name="viewport" content="width=device-width, initial-scale=1">)"
        R"(<meta name="color-scheme" content="light dark"><title>)";
    if (has_problem(page.notices)) out += "Problem: ";
    append_text(out, page.title);
    out += R"( - User Agent Gateway</title><link rel="icon" type="image/svg+xml" href=")";
    append_file_address(out, base, "account.svg");
    out += R"("><link rel="stylesheet" href=")";
    append_file_address(out, base, "account.css");
    out += R"("><script defer src=")";
    append_file_address(out, base, "account.js");
    out += R"("></script></head><body>)";
    append_bar(out, page);
    out += R"(<main id="main" tabindex="-1"><h1>)";
    append_text(out, page.title);
    out += "</h1>";
    append_notices(out, page.notices);
    out += main;
    out += "</main></body></html>\n";
}

void write_see_other(std::string_view address, HttpReply& reply) {
    reply.status = 303;
    reply.content_type = {};
    add_page_headers(reply);
    reply.headers.emplace_back("Location", address);
}

void refuse_method(std::string_view allowed, HttpReply& reply) {
    reply.status = 405;
    reply.content_type = "text/plain; charset=utf-8";
    add_page_headers(reply);
    reply.headers.emplace_back("Allow", allowed);
    reply.body += "This page does not take this method.\n";
}

void add_page_headers(HttpReply& reply) {
    reply.headers.emplace_back("Content-Security-Policy", content_policy);
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
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

void append_input(std::string& out, const Input& input, std::span<const Notice> notices) {
    const Notice* const problem = problem_of(notices, input.name);
    out += problem != nullptr ? R"(<div class="field wrong">)" : R"(<div class="field">)";
    ((out += R"(<label for=")") += input.name) += R"(">)";
    append_text(out, input.label);
    out += "</label>";
    std::string described(input.hint_id);
    if (problem != nullptr) {
        if (!described.empty()) described += ' ';
        (described += input.name) += "-problem";
        ((out += R"(<p class="problem" id=")") += input.name) += R"(-problem">)";
        append_text(out, problem->text);
        out += "</p>";
    }
    out += "<input required";
    append_attribute(out, "id", input.name);
    append_attribute(out, "name", input.name);
    append_attribute(out, "type", input.type);
    if (!input.autocomplete.empty()) append_attribute(out, "autocomplete", input.autocomplete);
    if (!input.value.empty()) append_attribute(out, "value", input.value);
    if (input.type == "text") out += R"( autocapitalize="none" spellcheck="false")";
    if (!described.empty()) append_attribute(out, "aria-describedby", described);
    if (problem != nullptr) out += R"( aria-invalid="true")";
    if (input.is_first && !has_problem(notices)) out += " autofocus";
    out += "></div>";
}

void append_form(std::string& out, std::string_view action, std::string_view xsrf_token, std::string_view token_id) {
    out += R"(<form method="post")";
    append_attribute(out, "action", action);
    out += R"(><input type="hidden" name="XSRF_TOKEN")";
    if (!token_id.empty()) append_attribute(out, "id", token_id);
    append_attribute(out, "value", xsrf_token);
    out += '>';
}

}  // namespace uag::ui
