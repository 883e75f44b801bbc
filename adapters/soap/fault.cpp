#include "adapters/soap/fault.hpp"

#include <algorithm>

#include "adapters/http/retry_after.hpp"
#include "adapters/soap/codec.hpp"
#include "adapters/xml/writer.hpp"
#include "core/contract/carriers.hpp"
#include "core/messages/words.hpp"

namespace uag::soap {
namespace {

constexpr std::string_view addressing_none = "http://schemas.microsoft.com/ws/2005/05/addressing/none";
constexpr std::string_view dispatcher =
    "http://schemas.microsoft.com/net/2005/12/windowscommunicationfoundation/dispatcher";

struct CodeNames {
    std::string_view soap11;        // in the envelope's namespace
    std::string_view soap12;
    std::string_view wcf;           // in wcf_uri; empty: none
    std::string_view wcf_uri;
};

CodeNames names_of(FaultCode code) {
    switch (code) {
        case FaultCode::client: return {"Client", "Sender", {}, {}};
        case FaultCode::server: return {"Server", "Receiver", {}, {}};
        case FaultCode::version_mismatch: return {"VersionMismatch", "VersionMismatch", {}, {}};
        case FaultCode::must_understand: return {"MustUnderstand", "MustUnderstand", {}, {}};
        case FaultCode::action_not_supported: return {"Client", "Sender", "ActionNotSupported", addressing_none};
        case FaultCode::deserialization_failed: return {"Client", "Sender", "DeserializationFailed", dispatcher};
        case FaultCode::internal: break;
    }
    return {"Server", "Receiver", "InternalServiceFault", dispatcher};
}

void append_detail(std::string& out, Version version, const SoExceptionInfo& info) {
    out += "<ExceptionInfo xmlns=\"";
    out += service_uri(version);
    out += "\" xmlns:i=\"";
    out += xsi_uri;
    out += "\">";
    encode(type_of<SoExceptionInfo>(), &info, version, out);
    xml::append_close(out, {}, "ExceptionInfo");
}

void append_wcf_code(std::string& out, std::string_view element, const CodeNames& names) {
    out += '<';
    out += element;
    out += " xmlns:a=\"";
    out += names.wcf_uri;
    out += "\">a:";
    out += names.wcf;
    xml::append_close(out, {}, element);
}

void append_code(std::string& out, std::string_view element, std::string_view name) {
    xml::append_open(out, {}, element);
    out += "s:";
    out += name;
    xml::append_close(out, {}, element);
}

void append_fault11(std::string& out, const Fault& fault, Version version, const SoExceptionInfo* info) {
    const CodeNames names = names_of(fault.code);
    out += "<s:Body><s:Fault>";
    if (names.wcf.empty())
        append_code(out, "faultcode", names.soap11);
    else
        append_wcf_code(out, "faultcode", names);
    out += "<faultstring xml:lang=\"";
    out += message_tag(fault.language);
    out += "\">";
    xml::append_text(out, words(fault.text, fault.language));
    out += "</faultstring>";
    if (info != nullptr) {
        out += "<detail>";
        append_detail(out, version, *info);
        out += "</detail>";
    }
    out += "</s:Fault></s:Body>";
}

void append_fault12(std::string& out, const Fault& fault, Version version, const SoExceptionInfo* info) {
    const CodeNames names = names_of(fault.code);
    if (!fault.header_name.empty()) {
        out += "<s:Header><s:NotUnderstood qname=\"";
        if (!fault.header_uri.empty()) out += "x:";
        xml::append_attribute(out, fault.header_name);
        if (!fault.header_uri.empty()) {
            out += "\" xmlns:x=\"";
            xml::append_attribute(out, fault.header_uri);
        }
        out += "\"/></s:Header>";
    }
    out += "<s:Body><s:Fault><s:Code>";
    append_code(out, "s:Value", names.soap12);
    if (!names.wcf.empty()) {
        out += "<s:Subcode>";
        append_wcf_code(out, "s:Value", names);
        out += "</s:Subcode>";
    }
    out += "</s:Code><s:Reason><s:Text xml:lang=\"";
    out += message_tag(fault.language);
    out += "\">";
    xml::append_text(out, words(fault.text, fault.language));
    out += "</s:Text></s:Reason>";
    if (info != nullptr) {
        out += "<s:Detail>";
        append_detail(out, version, *info);
        out += "</s:Detail>";
    }
    out += "</s:Fault></s:Body>";
}

void write(const Fault& fault, SoapVersion soap, Version version, const SoExceptionInfo* info, HttpReply& reply) {
    reply.status = http_status(fault, soap);
    reply.content_type = content_type(soap);
    add_retry_after(fault.status, fault.retry_after, reply);
    std::string& out = reply.body;
    out += "<s:Envelope xmlns:s=\"";
    out += envelope_uri(soap);
    out += "\">";
    if (soap == SoapVersion::soap11)
        append_fault11(out, fault, version, info);
    else
        append_fault12(out, fault, version, info);
    out += "</s:Envelope>";
}

}  // namespace

unsigned http_status(const Fault& fault, SoapVersion version) {
    if (fault.status != 0) return fault.status;
    if (version == SoapVersion::soap11) return 500;
    return names_of(fault.code).soap12 == "Sender" ? 400 : 500;
}

std::optional<FaultCode> read_fault_code(SoapVersion version, std::string_view code, std::string_view subcode) {
    for (auto known = FaultCode::client; known <= FaultCode::internal;
         known = static_cast<FaultCode>(static_cast<int>(known) + 1)) {
        const CodeNames names = names_of(known);
        const bool is_soap12 = version == SoapVersion::soap12;
        const std::string_view soap11 = names.wcf.empty() ? names.soap11 : names.wcf;
        if (is_soap12 ? names.soap12 == code && names.wcf == subcode : soap11 == code) return known;
    }
    return std::nullopt;
}

void write_fault(const Fault& fault, SoapVersion soap, HttpReply& reply) {
    write(fault, soap, newest_version, nullptr, reply);
}

void write_fault(const Fault& fault, SoapVersion soap, Version version, const SoExceptionInfo& info, HttpReply& reply) {
    write(fault, soap, version, &info, reply);
}

}  // namespace uag::soap
