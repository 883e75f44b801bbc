#include <optional>
#include <pugixml.hpp>

#include "adapters/http/content_coding.hpp"
#include "adapters/http/parsed_size.hpp"
#include "adapters/soap/answer.hpp"
#include "adapters/soap/content_type.hpp"
#include "adapters/soap/dispatch.hpp"
#include "adapters/soap/headers.hpp"
#include "adapters/soap/time_zone.hpp"
#include "adapters/walk/compressible.hpp"
#include "adapters/walk/show_language.hpp"
#include "adapters/xml/document.hpp"
#include "core/base/secret.hpp"
#include "core/messages/words.hpp"

namespace uag {
namespace soap {
namespace {

constexpr std::size_t longest_header_echo = 200;

class SoapCall final : public CallExchange, private Parameters {
public:
    SoapCall(HttpRequest& request, const SoapTarget& target, const SoapSettings& settings)
        : request_(request), target_(target), settings_(settings), namespaces_(target.version) {}
    ~SoapCall() override {
        wipe(request_.body.data(), request_.body.size());
        wipe(converted_);
    }
    SoapCall(const SoapCall&) = delete;
    SoapCall& operator=(const SoapCall&) = delete;

    using Step = std::optional<Fault>;

    // Until this has found no fault there is no call. The order is that of every protocol here: framing, well-formedness,
    // operation, credentials.
    Step read() {
        Charset charset = Charset::unstated;
        std::string_view action;
        if (auto fault = read_content_type(charset, action)) return fault;
        if (auto fault = parse(charset)) return fault;
        if (auto fault = read_version()) return fault;

        auto envelope = read_envelope(document_, soap_, namespaces_);
        if (!envelope.has_value()) return envelope.error();
        const auto understood = check_headers(*envelope, soap_, namespaces_);
        if (!understood.has_value()) return understood.error();
        if (auto fault = read_operation(*envelope, action)) return fault;
        return read_evidence(*envelope);
    }

    void refuse(Fault& fault, HttpReply& reply) const {
        const Language language = wanted_language(request_.header("Accept-Language"));
        fault.language = language;
        if (language != Language::none) reply.headers.emplace_back("Content-Language", message_tag(language));
        write_fault(fault, soap_, reply);
    }

    Call& call() override { return call_; }
    std::size_t held_bytes() const override { return parsed_size_.held_bytes(converted_); }

    void answer(Outcome& outcome, HttpReply& reply) override {
        const Language language = wanted_language(request_.header("Accept-Language"));
        const bool succeeds = outcome.response.has_value();
        if (language != Language::none)
            reply.headers.emplace_back("Content-Language", succeeds ? tag_of(language) : message_tag(language));
        const AnswerFrame frame{soap_, target_.version, call_.operation, time_zone_ ? &*time_zone_ : nullptr, language};
        if (!succeeds) return write_error(frame, outcome.response.error(), settings_.wrap_exceptions, reply);
        void* const response = (*outcome.response).get();
        show_language(call_.operation->response(), response, language);
        show_times(call_.operation->response(), response, zones_);
        reply.may_compress = is_compressible(*call_.operation);
        write_response(frame, response, reply);
    }

    std::string_view operation() const override {
        return call_.operation == nullptr ? std::string_view() : call_.operation->name;
    }

private:
    static Step stop(Message text) { return Fault{FaultCode::client, std::move(text), 0, {}, {}, {}}; }
    static Step wrong_media(Message text) { return fault_of(Refused::media_type, std::move(text)); }

    Step read_content_type(Charset& charset, std::string_view& action) {
        const std::string_view header = request_.header("Content-Type");
        if (header.empty()) return wrong_media(Message::verbatim("Missing Content Type."));
        const auto type = parse_content_type(header);
        const bool is_xml = type && ascii_iequals(type->name, "text/xml");
        is_soap_xml_ = is_soap12_type(header);
        if (is_soap_xml_) soap_ = SoapVersion::soap12;
        const auto known = type ? find_charset(type->charset) : std::nullopt;
        if (!known || (!is_xml && !is_soap_xml_))
            return wrong_media(Message::verbatim("Cannot process the message because the content type '" +
                                                 std::string(header.substr(0, longest_header_echo)) +
                                                 "' was not the expected type 'text/xml; charset=utf-8'."));
        if (find_coding(request_.header("Content-Encoding")) != Coding::none) return wrong_media(unknown_coding_text);
        charset = *known;
        if (is_soap_xml_) action = type->action;
        return std::nullopt;
    }

    Step parse(Charset charset) {
        if (request_.body.empty()) return stop("The request has no body.");
        parsed_size_ = ParsedSize({request_.body.data(), request_.body.size()});
        const auto read = xml::read_document(request_.body, charset, settings_.xml, converted_, document_);
        if (!read.has_value()) return unreadable(read.error());
        return std::nullopt;
    }
    static Step unreadable(const xml::XmlError& error) {
        return stop(sentence("The message is not accepted: {0} (at byte {1}).", {error.text, error.offset}));
    }

    // A SOAP 1.2 envelope may come under either type, as the documentation shows it; a SOAP 1.1 one may not.
    Step read_version() {
        const auto version = envelope_version(document_, namespaces_);
        if (!version.has_value()) return version.error();
        soap_ = *version;
        if (soap_ == SoapVersion::soap11 && is_soap_xml_)
            return Fault{
                FaultCode::version_mismatch, "A SOAP 1.1 envelope needs the content type text/xml.", 0, {}, {}, {}};
        return std::nullopt;
    }

    Step read_operation(const Envelope& envelope, std::string_view action) {
        const std::size_t depth = namespaces_.depth();
        namespaces_.enter(envelope.body);
        namespaces_.enter(envelope.operation);
        const auto operation =
            dispatch(envelope.operation.name(), namespaces_, target_, request_.header("SOAPAction"), action);
        namespaces_.leave(depth);
        if (!operation.has_value()) return operation.error();
        call_.operation = *operation;
        return std::nullopt;
    }

    Step read_evidence(const Envelope& envelope) {
        RequestHeaders headers;
        Result<void> result = read_headers(envelope, namespaces_, rules(), headers);
        if (result.has_value()) result = read_time_zone(headers);
        if (result.has_value()) {
            call_.version = target_.version;
            call_.origin = request_.origin;
            call_.origin.protocol = soap_ == SoapVersion::soap11 ? Protocol::soap11 : Protocol::soap12;
            if (!headers.application_token.text.empty())
                call_.application_token = Secret(std::string_view(headers.application_token.text));
            if (target_.service == Service::user && headers.credentials.has_value() &&
                !headers.credentials->ticket.blank()) {
                call_.evidence.kind = Evidence::Kind::ticket;
                call_.evidence.secret = Secret(std::string_view(headers.credentials->ticket.text));
            }
            call_.parameters = this;
            call_.language = request_.header("Accept-Language");
            namespaces_.enter(envelope.body);
            namespaces_.enter(envelope.operation);
            operation_element_ = envelope.operation;
        }
        wipe_secrets(type_of<RequestHeaders>(), &headers);
        if (!result.has_value()) return fault_of(result.error(), target_.version, call_.operation->name);
        return std::nullopt;
    }

    Result<void> read_time_zone(const RequestHeaders& headers) {
        const auto asked = asked_time_zone(headers.time_zone);
        if (!asked.has_value()) return asked.error();
        zones_ = {settings_.base_zone, *asked, false};
        if (*asked != nullptr) time_zone_ = time_zone_header(**asked);
        return {};
    }

    Result<void> decode(const Operation& operation, void* request) override {
        auto result = soap::decode(operation.request(), operation_element_, namespaces_, rules(), request);
        if (result.has_value()) read_times(operation.request(), request, zones_);
        return result;
    }

    DecodeRules rules() { return {target_.version, settings_.secret_text}; }

    HttpRequest& request_;
    const SoapTarget target_;
    const SoapSettings& settings_;
    SoapVersion soap_ = SoapVersion::soap11;
    bool is_soap_xml_ = false;
    std::string converted_;  // the body, if it did not come as UTF-8
    ParsedSize parsed_size_;
    pugi::xml_document document_;
    Namespaces namespaces_;
    pugi::xml_node operation_element_;
    ZoneChoice zones_;
    std::optional<SoTimeZone> time_zone_;  // what the answer repeats of the header
    Call call_;
};

}  // namespace
}  // namespace soap

Exchange make_soap_exchange(HttpRequest& request, const SoapTarget& target, const SoapSettings& settings,
                            HttpReply& reply) {
    auto exchange = std::make_unique<soap::SoapCall>(request, target, settings);
    std::optional<soap::Fault> fault = exchange->read();
    if (!fault) return exchange;
    exchange->refuse(*fault, reply);
    return Answered{exchange->operation()};
}

}  // namespace uag
