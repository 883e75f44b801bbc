#include "server/http/request_log.hpp"

#include "adapters/http/page_work.hpp"
#include "core/agent/operations.hpp"

namespace uag::http {

void log_exchange(RequestLog line, Exchange* exchange, const Outcome* outcome, std::string_view problem) {
    // error() of a const result is a copy: it lives until the line is written.
    Error error;
    if (exchange != nullptr) {
        line.operation = exchange->operation();
        if (const Call* const call = exchange->call()) {
            line.protocol = call->origin.protocol;
            line.service = name_of(call->operation->service);
            line.version = static_cast<int>(call->version);
        }
        if (PageWork* const work = exchange->work()) line.associate_id = work->associate_id();
    }
    if (outcome != nullptr) {
        line.associate_id = outcome->associate_id;
        if (!outcome->response.has_value()) error = outcome->response.error();
        line.detail = error.detail;
    } else {
        line.detail = problem;
    }
    log_request(line);
}

}  // namespace uag::http
