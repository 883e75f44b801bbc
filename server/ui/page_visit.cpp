#include "server/ui/page_visit.hpp"

#include <algorithm>
#include <exception>

#include "adapters/errors.hpp"
#include "core/base/secret.hpp"
#include "server/ops/log.hpp"

namespace uag::ui {
namespace {

std::string_view host_of(std::string_view url) {
    const std::size_t slashes = url.find("://");
    if (slashes == std::string_view::npos) return {};
    url.remove_prefix(slashes + 3);
    return url.substr(0, url.find('/'));
}

}  // namespace

PageVisit::PageVisit(const HttpRequest& request, std::string_view action)
    : request_(request), action_(action), language_(page_language(request)) {
    request_.origin.protocol = Protocol::web;
}

PageVisit::~PageVisit() {
    wipe(request_.body.data(), request_.body.size());
}

void PageVisit::answer(Outcome*, HttpReply& reply) {
    reply = std::move(reply_);
}

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
    if (origin.empty() || origin == "null") return false;
    // The scheme is not compared, since a proxy may speak another one than we see.
    const std::string_view host = host_of(origin);
    const bool is_own =
        ascii_iequals(host, host_of(request_.base_url)) || ascii_iequals(host, request_.header("Host"));
    return host.empty() || !is_own;
}

void PageVisit::ask_to_wait(const Error& error) {
    const unsigned status = form_of(error.code).rest_status;
    if (status != 429 && status != 503) return;
    const auto seconds = std::max<std::chrono::seconds::rep>(error.retry_after.count(), 1);
    reply_.headers.emplace_back("Retry-After", std::to_string(seconds));
}

std::vector<Notice> PageVisit::problem(std::string_view text, std::string_view field) {
    return {{Notice::Kind::problem, std::string(text), field}};
}

std::vector<Notice> PageVisit::problem(const Error& error, std::string_view field) {
    if (error.public_text.empty())
        return problem("Something went wrong here. Please try again later.", field);
    return problem(error.public_text, field);
}

}  // namespace uag::ui
