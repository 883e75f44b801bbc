#include "server/compare/keep_exchange.hpp"

#include <string>

namespace uag::compare {
namespace {

// "/prefix/Remote/Services84/User.svc?x" of an address.
std::string_view target_of(std::string_view address) {
    const std::size_t scheme = address.find("://");
    const std::size_t path = address.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
    return path == std::string_view::npos ? std::string_view("/") : address.substr(path);
}

}  // namespace

KeptMessage keep_request(const Masks& masks, const client::Request& request, std::string_view address,
                         const Operation* operation, Wire wire) {
    KeptMessage kept;
    kept.start = request.method + ' ' + masks.address(target_of(address)) + " HTTP/1.1";
    kept.fields = masks.fields(request.fields);
    kept.body = masks.body({operation, true, wire}, request.field("Content-Type"), request.body);
    return kept;
}

KeptMessage keep_answer(const Masks& masks, const client::Response& response, const Operation* operation, Wire wire) {
    KeptMessage kept;
    kept.start = "HTTP/1.1 " + std::to_string(response.status);
    kept.fields = masks.fields(response.fields);
    kept.body =
        masks.body(kind_of_answer(operation, wire, response.status), response.field("Content-Type"), response.body);
    return kept;
}

Exchange begin_exchange(const Masks& masks, const client::CallResult& result) {
    Exchange exchange;
    exchange.kind = result.kind;
    exchange.codes = result.failure.codes;
    exchange.findings = result.findings.items();
    for (client::Finding& finding : exchange.findings) {
        finding.path = masks.text(finding.path);
        finding.text = masks.text(finding.text);
    }
    exchange.findings_left_off = result.findings.left_off();
    return exchange;
}

}  // namespace uag::compare
