#include "server/ui/page_visit.hpp"

#include <exception>

#include "adapters/http/errors.hpp"
#include "adapters/http/own_origin.hpp"
#include "adapters/http/retry_after.hpp"
#include "core/base/secret.hpp"
#include "server/log/log.hpp"

namespace uag::ui {
PageVisit::PageVisit(const HttpRequest& request, std::string_view action)
    : request_(request), action_(action), language_(page_language(request)) {
    request_.origin.protocol = Protocol::web;
}

PageVisit::~PageVisit() { wipe(request_.body.data(), request_.body.size()); }

void PageVisit::answer(HttpReply& reply) { reply = std::move(reply_); }

Task<void> PageVisit::run() {
    std::string what;
    try {
        co_await serve();
        co_return;
    } catch (const std::exception& exception) {
        what = exception.what();
    }
    log_event(LogLevel::error, "page_failed", {{"what", std::string_view(what)}});
    reply_.reset();
    show_error(fail(errc::internal, {}));
}

bool PageVisit::is_cross_site() const {
    const std::string_view site = request_.header("Sec-Fetch-Site");
    if (!site.empty() && site != "same-origin" && site != "none") return true;
    const std::string_view origin = request_.header("Origin");
    // A proxy that adds "Referrer-Policy: no-referrer" makes our own forms say null.
    return !origin.empty() && origin != "null" && !http::is_own_origin(origin, request_);
}

void PageVisit::ask_to_wait(const Error& error) {
    add_retry_after(form_of(error.code).status, error.retry_after, reply_);
}

std::vector<Notice> PageVisit::problem(Message text, std::string_view field) {
    return {{Notice::Kind::problem, std::move(text), field}};
}

std::vector<Notice> PageVisit::problem(const Error& error, std::string_view field) {
    if (error.public_text.empty()) return problem("Something went wrong here. Please try again later.", field);
    return problem(error.public_text, field);
}

}  // namespace uag::ui
