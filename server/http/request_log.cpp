#include "server/http/request_log.hpp"

#include "adapters/http/errors.hpp"
#include "core/agent/operations.hpp"

namespace uag::http {
namespace {

LogLevel level_of(Severity severity) {
    switch (severity) {
        case Severity::error: return LogLevel::error;
        case Severity::warning: return LogLevel::warn;
        case Severity::usual: break;
    }
    return LogLevel::info;
}

std::string_view word_of(AnsweredBy side) {
    switch (side) {
        case AnsweredBy::local: return "local";
        case AnsweredBy::upstream: return "upstream";
        case AnsweredBy::self: break;
    }
    return {};
}

}  // namespace

void log_exchange(RequestLog line, const Exchange* exchange, const Outcome* outcome, std::string_view problem) {
    // error() of a const result is a copy: it lives until the line is written.
    Error error;
    if (exchange == nullptr) line.level = level_of(form_of(refused_with(line.status)).severity);
    if (exchange != nullptr) {
        line.operation = operation_in(*exchange);
        if (CallExchange* const asking = call_in(*exchange)) {
            const Call& call = asking->call();
            line.protocol = call.origin.protocol;
            line.service = name_of(call.operation->service);
            line.version = static_cast<int>(call.version);
        }
        if (const PageExchange* const page = page_in(*exchange)) line.associate_id = page->associate_id();
    }
    if (outcome != nullptr) {
        line.associate_id = outcome->associate_id;
        line.side = word_of(outcome->side);
        if (!outcome->response.has_value()) {
            error = outcome->response.error();
            line.level = level_of(form_of(error.code).severity);
        }
        line.detail = error.detail;
    } else {
        line.detail = problem;
    }
    log_request(line);
}

}  // namespace uag::http
