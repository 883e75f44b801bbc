// The frame of every page for people at /account: head, bar, notices, footer, and the pieces of a form. The
// pages work without a script, and what a screen reader needs (labels, an error summary, live regions) is
// made here.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "core/base/language.hpp"
#include "server/ui/html.hpp"

namespace uag::ui {

/// The language of a page: what the browser's Accept-Language asks for, English where that is nothing or a
/// language that has no messages.
Language page_language(const HttpRequest& request);

/// Something that happened, or that is wrong with the form.
struct Notice {
    enum class Kind : std::uint8_t { success, problem };
    Kind kind = Kind::success;
    Message text;
    std::string_view field{};  ///< id of the input at fault; empty: none
};

struct Page {
    MessageId title;                ///< of the document and its heading
    bool is_home = false;           ///< at `…/account` itself, not below it: decides how links are written
    std::string_view who{};         ///< whose session it is; empty: nobody's
    std::string_view xsrf_token{};  ///< for the sign-out button; with `who` only
    std::span<const Notice> notices{};
    unsigned status = 200;
};

/// Fills the reply with the page around `main`, in the language of that, and the headers that every page has.
void write_page(const Page& page, const Html& main, HttpReply& reply);

/// Leads to a page after a POST (303). `address` is a constant of the program, relative to the request's own.
void write_see_other(std::string_view address, HttpReply& reply);

/// 405 with Allow and a word of it.
void refuse_method(http::Methods allowed, Language language, HttpReply& reply);

/// Content-Language, and that the answer depends on what the browser asked for.
void add_language(Language language, HttpReply& reply);

/// Content-Security-Policy and what else every answer here has.
void add_page_headers(HttpReply& reply);

/// Adds a cookie for all paths, `SameSite=Lax`, `Secure` where the site has TLS. It goes with the browser's
/// session.
struct Cookie {
    std::string_view name;
    std::string_view value;    ///< empty: removes it
    bool is_secure = false;    ///< the site has TLS
    bool is_readable = false;  ///< by scripts; else `HttpOnly`
};
void add_cookie(const Cookie& cookie, HttpReply& reply);

/// A labelled input. With a problem among the notices that names it, it says so to everybody.
struct Input {
    std::string_view name;   ///< and id
    MessageId label;
    std::string_view type = "text";
    std::string_view autocomplete{};
    std::string_view value{};
    std::string_view hint_id{};  ///< of an element that describes it
    bool is_first = false;       ///< has the focus when the page opens and nothing is wrong
};
void append_input(Html& out, const Input& input, std::span<const Notice> notices);

/// `<form method="post" action="…">` with the hidden XSRF_TOKEN; to be closed by the caller. `token_id` is
/// the id of that input: scripts look for "XSRF_TOKEN", which the sign-out button of the bar has.
void append_form(Html& out, std::string_view action, std::string_view xsrf_token, std::string_view token_id = {});

/// A row of a `<dl>`: a name, and text that is not the program's own; a dash where there is none.
void append_fact(Html& out, MessageId name, std::string_view text);

}  // namespace uag::ui
