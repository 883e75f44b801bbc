#include "adapters/soap/client_fault.hpp"

#include <string>

#include "adapters/http/errors.hpp"
#include "adapters/soap/answer.hpp"
#include "adapters/soap/client_dialect.hpp"
#include "adapters/xml/chars.hpp"

namespace uag::soap {
namespace {

using client::FindingKind;
using client::local_name;

pugi::xml_node child_of(pugi::xml_node parent, std::string_view local) {
    return parent.find_child([local](const pugi::xml_node& child) {
        return child.type() == pugi::node_element && local_name(child.name()) == local;
    });
}

std::string text_of(pugi::xml_node element) {
    std::string text(element.value());
    for (const pugi::xml_node& part : element.children()) text += part.value();
    return text;
}

std::string code_in(pugi::xml_node element) {
    const std::string text = text_of(element);
    return std::string(local_name(xml::trim_space(text)));
}

// What our own server would write such a Fault for; without the HTTP status where that of no error fits.
client::CodeSet codes_of(const client::Failure& failure, SoapVersion soap, Version version, unsigned status) {
    const auto code = read_fault_code(soap, failure.fault_code, failure.fault_subcode);
    if (!code) return {};
    const auto with_code = [&](bool with_status) {
        return client::codes_where([&](errc candidate) {
            if (form_of(candidate).soap == SoapForm::exception) return false;
            Error error;
            error.code = candidate;
            const Fault fault = fault_of(error, version, {});
            return fault.code == *code && (!with_status || http_status(fault, soap) == status);
        });
    };
    const client::CodeSet exact = with_code(true);
    return exact.empty() ? with_code(false) : exact;
}

void read_parts(pugi::xml_node fault, SoapVersion soap, client::CallResult& outcome, pugi::xml_node& detail) {
    const bool is12 = soap == SoapVersion::soap12;
    const pugi::xml_node code = child_of(fault, is12 ? "Code" : "faultcode");
    const pugi::xml_node reason = child_of(fault, is12 ? "Reason" : "faultstring");
    const pugi::xml_node text = is12 ? child_of(reason, "Text") : reason;
    detail = child_of(fault, is12 ? "Detail" : "detail");
    const pugi::xml_node value = is12 ? child_of(code, "Value") : code;
    outcome.failure.fault_code = code_in(value);
    if (is12) outcome.failure.fault_subcode = code_in(child_of(child_of(code, "Subcode"), "Value"));
    outcome.failure.message = text_of(text);
    const pugi::xml_attribute language = text.attribute("xml:lang");
    if (outcome.language.empty()) outcome.language = language.value();
    const auto missing = [&](std::string_view name) {
        outcome.findings.add(FindingKind::missing_member, "Fault." + std::string(name), "is required and missing");
    };
    if (!value) missing(is12 ? "Code.Value" : "faultcode");
    if (!text) missing(is12 ? "Reason.Text" : "faultstring");
    if (is12 && text && !language) missing("Reason.Text@xml:lang");
}

}  // namespace

void read_exception(const SoExceptionInfo& info, client::Failure& failure) {
    const std::string_view full = info.exception_type.text;
    failure.type = full.substr(full.rfind('.') + 1);
    failure.source = info.source.text;
    failure.message = info.message.text;
    failure.friendly_text = info.friendly_text.text;
    for (const auto& pair : info.parameters.items) failure.messages.emplace_back(pair.key.text, pair.value.text);
    failure.codes = client::codes_where([&](errc code) {
        const ErrorForm& form = form_of(code);
        return form.soap == SoapForm::exception && form.exception == failure.type;
    });
}

void read_fault(pugi::xml_node fault, SoapVersion soap, Namespaces& namespaces, client::CallResult& outcome) {
    const Scope in_fault(namespaces, fault);
    pugi::xml_node detail;
    read_parts(fault, soap, outcome, detail);
    outcome.failure.codes = codes_of(outcome.failure, soap, outcome.version, outcome.raw.status);
    const pugi::xml_node element = child_of(detail, "ExceptionInfo");
    if (!element) return;
    const Scope in_detail(namespaces, detail);
    const Scope in_info(namespaces, element);
    const ClientDialect dialect(outcome.version);
    client::Path path("Fault.ExceptionInfo");
    SoExceptionInfo info;
    if (!read_value(dialect, type_of<SoExceptionInfo>(), element, namespaces, path, &info, outcome.findings)) return;
    if (!info.exception_type.blank()) read_exception(info, outcome.failure);
}

}  // namespace uag::soap
