// What a client side writes, given to the server's side, and back.
#pragma once

#include <string>
#include <string_view>

#include "adapters/client/call_result.hpp"
#include "adapters/client/message.hpp"
#include "adapters/http/exchange.hpp"
#include "support/soap_call.hpp"

namespace uag::test {

inline client::Response response_of(unsigned status, std::string_view content_type, std::string_view body) {
    client::Response response;
    response.status = status;
    if (!content_type.empty()) response.fields.emplace_back("Content-Type", content_type);
    response.body = body;
    return response;
}

inline client::Response response_of(const HttpReply& reply) {
    client::Response response = response_of(reply.status, reply.content_type, reply.body);
    for (const auto& [name, value] : reply.headers) response.fields.emplace_back(name, value);
    return response;
}

inline HttpHeaders headers_of(const client::Request& request) { return {request.fields.begin(), request.fields.end()}; }

/// `kind path: text`, a line each.
inline std::string told(const client::Findings& findings) {
    std::string text;
    for (const client::Finding& finding : findings.items())
        text += std::string(client::name_of(finding.kind)) + ' ' + finding.path + ": " + finding.text + '\n';
    return text;
}

/// As told(), without the phrases.
inline std::string places(const client::Findings& findings) {
    std::string text;
    for (const client::Finding& finding : findings.items()) {
        if (!text.empty()) text += ", ";
        text += std::string(client::name_of(finding.kind)) + ' ' + finding.path;
    }
    return text;
}

/// places() of what the description forbids.
inline std::string breaches(const client::Findings& findings) {
    client::Findings forbidden;
    for (const client::Finding& finding : findings.items())
        if (finding.kind != client::FindingKind::left_out) forbidden.add(finding.kind, finding.path, finding.text);
    return places(forbidden);
}

}  // namespace uag::test
