// One SOAP request in a test: bytes in, call and reply out.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/soap/names.hpp"
#include "adapters/soap/soap.hpp"

namespace uag::test {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

inline HttpHeaders text_xml(std::string_view action = {}) {
    HttpHeaders headers{{"content-type", "text/xml; charset=utf-8"}};
    if (!action.empty()) headers.emplace_back("SOAPAction", action);
    return headers;
}
inline HttpHeaders soap_xml(std::string_view action = {}) {
    std::string type = "application/soap+xml; charset=utf-8";
    if (!action.empty()) type += "; action=\"" + std::string(action) + '"';
    return {{"Content-Type", type}};
}

/// An envelope with the service's namespace bound to `t`, around the contents of Header and Body.
inline std::string envelope(std::string_view body, std::string_view header = {}, Version version = newest_version,
                            soap::SoapVersion soap = soap::SoapVersion::soap11) {
    std::string text = "<s:Envelope xmlns:s=\"" + std::string(soap::envelope_uri(soap)) + "\" xmlns:t=\"" +
                       std::string(soap::service_uri(version)) +
                       "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">";
    if (!header.empty()) text += "<s:Header>" + std::string(header) + "</s:Header>";
    return text + "<s:Body>" + std::string(body) + "</s:Body></s:Envelope>";
}

class SoapCall {
public:
    explicit SoapCall(std::string body, HttpHeaders headers = text_xml(), SoapTarget target = {},
                      SoapSettings settings = {})
        : body_(std::move(body)), headers_(std::move(headers)), settings_(settings) {
        for (const auto& [name, value] : headers_) views_.emplace_back(name, value);
        request_.method = http::Method::post;
        request_.headers = views_;
        request_.body = body_;
        request_.origin.address = "192.0.2.1";
        exchange_ = make_soap_exchange(request_, target, settings_, refusal_);
    }
    SoapCall(const SoapCall&) = delete;
    SoapCall& operator=(const SoapCall&) = delete;

    /// Null: it is refused.
    Call* call() { return call_in(exchange_) == nullptr ? nullptr : &call_in(exchange_)->call(); }
    std::string_view operation() const { return operation_in(exchange_); }
    const std::string& body() const { return body_; }
    void finish() { exchange_ = Answered{}; }

    /// The operation's parameters, read into an object of its request type.
    template <class Request> Result<Request> decode() {
        Request request;
        const auto result = call()->parameters->decode(*call()->operation, &request);
        if (!result.has_value()) return result.error();
        return request;
    }

    const HttpReply& refuse() const { return refusal_; }
    HttpReply answer(Result<Object> response) {
        Outcome outcome{std::move(response), 0};
        HttpReply reply;
        call_in(exchange_)->answer(outcome, reply);
        return reply;
    }

private:
    std::string body_;
    HttpHeaders headers_;
    std::vector<std::pair<std::string_view, std::string_view>> views_;
    SoapSettings settings_;
    HttpRequest request_;
    HttpReply refusal_;
    Exchange exchange_;
};

}  // namespace uag::test
