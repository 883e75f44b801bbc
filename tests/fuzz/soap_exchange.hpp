// A SOAP body through the adapter, as far as the parameters of a call, and back as a Fault.
#pragma once

#include <array>
#include <string>

#include "adapters/soap/soap.hpp"
#include "core/agent/operations.hpp"
#include "fuzz/target.hpp"

namespace uag::fuzz {

inline void soap_exchange(std::string_view bytes, Version version, std::string_view content_type) {
    std::string body(bytes);
    const std::array<std::pair<std::string_view, std::string_view>, 1> headers{{{"Content-Type", content_type}}};
    HttpRequest request;
    request.method = http::Method::post;
    request.path = "/Remote/User.svc";
    request.headers = headers;
    request.body = {body.data(), body.size()};
    const SoapSettings settings;
    HttpReply reply;
    const Exchange exchange = make_soap_exchange(request, SoapTarget{Service::user, version}, settings, reply);
    CallExchange* const asking = call_in(exchange);
    if (asking == nullptr) {
        FUZZ_HOLDS(reply.status >= 400 && reply.body.find("Fault>") != std::string::npos);
        return;
    }
    const Call* const call = &asking->call();
    FUZZ_HOLDS(call->operation != nullptr && call->operation->since <= version);
    Outcome outcome;
    Object parameters = make_object(call->operation->request());
    const Result<void> decoded = call->parameters->decode(*call->operation, parameters.get());
    outcome.response = decoded.has_value() ? fail_in_english(errc::access_denied, "Denied.") : decoded.error();
    asking->answer(outcome, reply);
    FUZZ_HOLDS(!reply.body.empty());
}

}  // namespace uag::fuzz
