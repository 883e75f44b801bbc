#include "adapters/soap/answer.hpp"

#include <array>

#include "adapters/soap/codec.hpp"
#include "adapters/xml/writer.hpp"
#include "core/messages/words.hpp"

namespace uag::soap {
namespace {

// The real service's form of a header: prefix h, declarations on each block, nil ones present.
void append_nil_header(std::string& out, std::string_view name, std::string_view uri) {
    out += "<h:";
    out += name;
    out += " i:nil=\"true\" xmlns:h=\"";
    out += uri;
    out += "\" xmlns:i=\"";
    out += xsi_uri;
    out += "\"/>";
}

void append_object_header(std::string& out, std::string_view name, const TypeInfo& type, const void* object,
                          Version version) {
    out += "<h:";
    out += name;
    out += " xmlns:h=\"";
    out += service_uri(version);
    out += "\" xmlns=\"";
    out += service_uri(version);
    out += "\" xmlns:i=\"";
    out += xsi_uri;
    out += "\">";
    encode(type, object, version, out);
    xml::append_close(out, "h:", name);
}

void append_headers(Version version, const SoExceptionInfo* info, const SoTimeZone* time_zone, std::string& out) {
    const std::string_view uri = service_uri(version);
    out += "<s:Header>";
    if (info == nullptr)
        append_nil_header(out, "ExceptionInfo", uri);
    else
        append_object_header(out, "ExceptionInfo", type_of<SoExceptionInfo>(), info, version);
    append_nil_header(out, "ExtraInfo", uri);
    out += "<h:Succeeded xmlns:h=\"";
    out += uri;
    out += info == nullptr ? std::string_view("\">true") : std::string_view("\">false");
    out += "</h:Succeeded>";
    if (time_zone == nullptr)
        append_nil_header(out, "TimeZone", uri);
    else
        append_object_header(out, "TimeZone", type_of<SoTimeZone>(), time_zone, version);
    out += "</s:Header>";
}

// The headers of a success without a time zone, which nearly every answer is: the same text each time.
const std::string& plain_headers(Version version) {
    constexpr auto first = static_cast<std::size_t>(oldest_version);
    static const auto texts = [] {
        std::array<std::string, static_cast<std::size_t>(newest_version) - first + 1> made;
        for (std::size_t i = 0; i < made.size(); ++i)
            append_headers(static_cast<Version>(first + i), nullptr, nullptr, made[i]);
        return made;
    }();
    return texts[static_cast<std::size_t>(version) - first];
}

void append_body(const AnswerFrame& frame, const void* response, std::string& out) {
    const Operation& operation = *frame.operation;
    const TypeInfo& type = operation.response();
    const std::string_view name = operation.response_element.empty() ? operation.name : operation.response_element;
    const std::string_view suffix = operation.response_element.empty() ? "Response" : "";
    out += "<s:Body><";
    out += name;
    out += suffix;
    out += " xmlns=\"";
    out += service_uri(frame.version);
    if (operation.is_void()) {
        out += "\"/></s:Body>";
        return;
    }
    out += "\">";
    encode_parts(type, response, frame.version, out);
    out += "</";
    out += name;
    out += suffix;
    out += "></s:Body>";
}

void write_envelope(const AnswerFrame& frame, const SoExceptionInfo* info, const void* response, HttpReply& reply) {
    Object standard(nullptr, frame.operation->response().object.destroy);
    if (response == nullptr) {
        standard = make_object(frame.operation->response());
        response = standard.get();
    }
    reply.status = 200;
    reply.content_type = content_type(frame.soap);
    std::string& out = reply.body;
    out += "<s:Envelope xmlns:s=\"";
    out += envelope_uri(frame.soap);
    out += "\">";
    if (info == nullptr && frame.time_zone == nullptr)
        out += plain_headers(frame.version);
    else
        append_headers(frame.version, info, frame.time_zone, out);
    append_body(frame, response, out);
    out += "</s:Envelope>";
}

SoExceptionInfo exception_info(const Error& error, std::string_view exception, Language language) {
    SoExceptionInfo info;
    info.message = words(error.public_text, language);
    info.stack_trace = "";
    info.friendly_text = info.message;
    info.exception_type = "SuperOffice.Exceptions." + std::string(exception);
    info.source = "";
    std::vector<SoExceptionInfoParametersKeyValuePair> parameters;
    bool has_field = error.field.empty();
    for (const auto& [key, text] : error.messages) {
        parameters.push_back({String(key), String(words(text, language))});
        has_field = has_field || key == error.field;
    }
    if (!has_field) parameters.push_back({String(error.field), info.message});
    if (!parameters.empty()) info.parameters = {std::move(parameters)};
    return info;
}

FaultCode code_of(SoapForm form) {
    switch (form) {
        case SoapForm::client_fault: return FaultCode::client;
        case SoapForm::deserialization_fault: return FaultCode::deserialization_failed;
        case SoapForm::server_fault: return FaultCode::server;
        case SoapForm::internal_fault:
        case SoapForm::exception: break;
    }
    return FaultCode::internal;
}

Message with_field(const Error& error) {
    if (error.field.empty()) return error.public_text;
    return Message::joined({error.public_text, Message::verbatim(" Element: " + error.field + '.')});
}

// The text of WCF's formatter; old clients' support pages search for it.
Message deserialization_text(const Error& error, Version version, std::string_view operation) {
    const std::string_view field = error.field;
    const std::string_view parameter = field.empty() ? operation : field.substr(0, field.find('.'));
    std::string text =
        "The formatter threw an exception while trying to deserialize the message: There was an error while "
        "trying "
        "to deserialize parameter ";
    text += service_uri(version);
    text += ':';
    text += parameter;
    text += ". The InnerException message was '";
    return Message::joined({Message::verbatim(std::move(text)),
                            parameter.size() == field.size() ? error.public_text : with_field(error),
                            Message::verbatim("'. Please see InnerException for more details.")});
}

}  // namespace

Fault fault_of(const Error& error, Version version, std::string_view operation) {
    const ErrorForm& form = form_of(error.code);
    Fault fault{code_of(form.soap), error.public_text, form.soap_status, error.retry_after, {}, {}};
    if (fault.code == FaultCode::client) fault.text = with_field(error);
    if (fault.code == FaultCode::deserialization_failed) fault.text = deserialization_text(error, version, operation);
    return fault;
}

Fault fault_of(Refused refusal, Message text) {
    const ErrorForm& form = form_of(refusal);
    return {code_of(form.soap), std::move(text), form.soap_status, {}, {}, {}};
}

void write_response(const AnswerFrame& frame, const void* response, HttpReply& reply) {
    write_envelope(frame, nullptr, response, reply);
}

void write_error(const AnswerFrame& frame, const Error& error, bool wrap_exceptions, HttpReply& reply) {
    const ErrorForm& form = form_of(error.code);
    Fault fault = fault_of(error, frame.version, frame.operation->name);
    fault.language = frame.language;
    if (form.soap != SoapForm::exception) return write_fault(fault, frame.soap, reply);
    const SoExceptionInfo info = exception_info(error, form.exception, frame.language);
    if (wrap_exceptions) return write_envelope(frame, &info, nullptr, reply);
    write_fault(fault, frame.soap, frame.version, info, reply);
}

}  // namespace uag::soap
