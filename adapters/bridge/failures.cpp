#include "adapters/bridge/failures.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/client/findings.hpp"
#include "core/base/failures.hpp"
#include "core/base/text.hpp"

namespace uag::bridge {
namespace {

constexpr std::size_t longest_foreign_text = 4096;
constexpr std::size_t most_foreign_messages = 200;

// Where .NET's and Java's texts begin to tell how the program got there.
constexpr std::array<std::string_view, 4> trace_beginnings{"\n   at ", "\n\tat ", " ---> ", "Server stack trace:"};

void replace_all(std::string& text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

std::string cleaned(std::string text, std::string_view host) {
    replace_all(text, "\r\n", "\n");
    for (const std::string_view beginning : trace_beginnings)
        if (const std::size_t at = text.find(beginning); at != std::string::npos) text.resize(at);
    if (text.size() > longest_foreign_text) {
        std::size_t end = longest_foreign_text;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
        text.resize(end);
    }
    if (!host.empty()) replace_all(text, host, "the server");
    return text;
}

// What an error without a word of this contract is, by its status.
errc code_of_status(unsigned status) {
    switch (status) {
        case 401: return errc::session;
        case 403: return errc::access_denied;
        case 429: return errc::throttled;
        case 503: return errc::overloaded;
        case 504: return errc::upstream_slow;
        default: return errc::upstream_failed;
    }
}

errc code_of(const client::CallResult& result) {
    const client::Failure& failure = result.failure;
    if (failure.type.empty() && failure.fault_code.empty()) return code_of_status(result.raw.status);
    const errc code = failure.codes.first().value_or(errc::server);
    // A mistake there is none of ours, which the log would tell.
    return code == errc::internal ? errc::server : code;
}

Message general_text(errc code) {
    switch (code) {
        case errc::session: return not_authenticated().public_text;
        case errc::access_denied: return "You do not have the right to do this.";
        case errc::throttled:
        case errc::overloaded: return "The service is busy; try again in a moment.";
        case errc::upstream_slow: return "The server behind this one has not answered in time.";
        default: return "The server behind this one has given no answer.";
    }
}

}  // namespace

Error error_of(const outbound::TransferError& error) {
    const bool is_slow = error.fault == outbound::TransferFault::too_slow;
    const errc code = is_slow ? errc::upstream_slow : errc::upstream_failed;
    return fail(code, general_text(code), error.text);
}

Error no_answer(std::string detail) {
    return fail(errc::upstream_failed, general_text(errc::upstream_failed), std::move(detail));
}

Error error_of(const client::CallResult& result, std::string_view host) {
    const client::Failure& failure = result.failure;
    const errc code = code_of(result);
    const std::string text = cleaned(failure.message, host);
    const bool is_stated = !failure.type.empty() || !failure.fault_code.empty();
    Error error = fail(code, is_stated && !text.empty() ? Message::verbatim(text) : general_text(code),
                       "the upstream answers with status " + std::to_string(result.raw.status) +
                           (failure.type.empty() ? std::string() : ", " + client::shown(failure.type)));
    if (failure.retry_after) error.retry_after = *failure.retry_after;
    const bool waits = code == errc::overloaded || code == errc::throttled;
    if (waits && error.retry_after.count() == 0) error.retry_after = std::chrono::seconds(1);
    for (const auto& [field, words] : failure.messages) {
        if (error.messages.size() == most_foreign_messages) break;
        error.messages.emplace_back(cleaned(field, host), Message::verbatim(cleaned(words, host)));
    }
    return error;
}

Error not_there(const Operation& operation, std::string_view face) { return not_there(operation.name, face); }

Error not_there(std::string_view what, std::string_view face) {
    return fail(errc::not_implemented,
                sentence("The server behind this one has no operation {0}: it is called as {1}.", {what, face}));
}

}  // namespace uag::bridge
