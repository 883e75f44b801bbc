#include "adapters/soap/wsdl.hpp"

#include "adapters/soap/dispatch.hpp"
#include "adapters/soap/wsdl_markup.hpp"
#include "adapters/soap/wsdl_schema.hpp"

namespace uag::soap {
namespace {

constexpr std::string_view xml_declaration = R"(<?xml version="1.0" encoding="utf-8"?>)";
constexpr std::string_view wsdl_uri = "http://schemas.xmlsoap.org/wsdl/";
constexpr std::string_view wsdl_soap_uri = "http://schemas.xmlsoap.org/wsdl/soap/";
constexpr std::string_view wsaw_uri = "http://www.w3.org/2006/05/addressing/wsdl";
constexpr std::string_view http_transport = "http://schemas.xmlsoap.org/soap/http";

std::string ours(std::string_view name) { return "tns:" + std::string(name); }

// The messages of an operation: name of the one with the body; the headers' has a suffix.
std::string request_message(const Operation& operation) { return std::string(operation.name) + "Request"; }
std::string headers_of(std::string_view message) { return std::string(message) + "_Headers"; }

class WsdlWriter {
public:
    WsdlWriter(const WsdlContract& contract, std::string_view address, std::string& out)
        : contract_(contract),
          port_type_(name_of(contract.service())),
          service_("Wcf" + std::string(port_type_) + "Service"),
          binding_("BasicHttpBinding_" + std::string(port_type_)),
          address_(address),
          out_(out) {}

    void document(WsdlForm form) {
        const std::string_view uri = service_uri(contract_.version());
        out_ += xml_declaration;
        open_element(out_, "wsdl:definitions",
                     {{"name", service_},
                      {"targetNamespace", uri},
                      {"xmlns:wsdl", wsdl_uri},
                      {"xmlns:tns", uri},
                      {"xmlns:soap", wsdl_soap_uri},
                      {"xmlns:wsaw", wsaw_uri},
                      {"xmlns:xsd", xsd_uri}});
        types(form);
        messages();
        port_type();
        binding();
        service();
        close_element(out_, "wsdl:definitions");
    }

private:
    void types(WsdlForm form) {
        open_element(out_, "wsdl:types");
        const std::vector<std::string_view> uris = schema_uris(contract_);
        if (form == WsdlForm::single) {
            for (const std::string_view uri : uris) append_schema(contract_, uri, {}, out_);
        } else {
            const std::string imports = std::string(uris.front()) + "/Imports";
            open_element(out_, "xsd:schema", {{"targetNamespace", imports}});
            for (std::size_t i = 0; i < uris.size(); ++i) {
                const std::string location = schema_address(address_, i);
                leaf_element(out_, "xsd:import", {{"schemaLocation", location}, {"namespace", uris[i]}});
            }
            close_element(out_, "xsd:schema");
        }
        close_element(out_, "wsdl:types");
    }

    void messages() {
        for (const Operation* const operation : contract_.operations()) {
            body_message(request_message(*operation), operation->name);
            header_message(request_message(*operation), request_headers(contract_.service()));
        }
        for (const Operation* const operation : contract_.answers()) {
            body_message(response_element(*operation), response_element(*operation));
            header_message(response_element(*operation), response_headers());
        }
    }

    void body_message(std::string_view name, std::string_view element) {
        open_element(out_, "wsdl:message", {{"name", name}});
        leaf_element(out_, "wsdl:part", {{"name", "parameters"}, {"element", ours(element)}});
        close_element(out_, "wsdl:message");
    }

    void header_message(std::string_view body, std::span<const FieldInfo> headers) {
        open_element(out_, "wsdl:message", {{"name", headers_of(body)}});
        for (const FieldInfo& header : headers)
            leaf_element(out_, "wsdl:part", {{"name", header.name}, {"element", ours(header.name)}});
        close_element(out_, "wsdl:message");
    }

    std::string action(const Operation& operation) const {
        return action_of({contract_.service(), contract_.version()}, operation.name);
    }

    void port_type() {
        open_element(out_, "wsdl:portType", {{"name", port_type_}});
        for (const Operation* const operation : contract_.operations()) {
            const std::string input = request_message(*operation);
            const std::string output = response_element(*operation);
            open_element(out_, "wsdl:operation", {{"name", operation->name}});
            leaf_element(out_, "wsdl:input",
                         {{"wsaw:Action", action(*operation)}, {"name", input}, {"message", ours(input)}});
            leaf_element(
                out_, "wsdl:output",
                {{"wsaw:Action", action(*operation) + "Response"}, {"name", output}, {"message", ours(output)}});
            close_element(out_, "wsdl:operation");
        }
        close_element(out_, "wsdl:portType");
    }

    void binding() {
        open_element(out_, "wsdl:binding", {{"name", binding_}, {"type", ours(port_type_)}});
        leaf_element(out_, "soap:binding", {{"transport", http_transport}});
        for (const Operation* const operation : contract_.operations()) {
            open_element(out_, "wsdl:operation", {{"name", operation->name}});
            leaf_element(out_, "soap:operation", {{"soapAction", action(*operation)}, {"style", "document"}});
            bound_message("wsdl:input", request_message(*operation), request_headers(contract_.service()));
            bound_message("wsdl:output", response_element(*operation), response_headers());
            close_element(out_, "wsdl:operation");
        }
        close_element(out_, "wsdl:binding");
    }

    void bound_message(std::string_view direction, const std::string& name, std::span<const FieldInfo> headers) {
        open_element(out_, direction, {{"name", name}});
        for (const FieldInfo& header : headers)
            leaf_element(out_, "soap:header",
                         {{"message", ours(headers_of(name))}, {"part", header.name}, {"use", "literal"}});
        leaf_element(out_, "soap:body", {{"use", "literal"}});
        close_element(out_, direction);
    }

    void service() {
        open_element(out_, "wsdl:service", {{"name", service_}});
        open_element(out_, "wsdl:port", {{"name", binding_}, {"binding", ours(binding_)}});
        leaf_element(out_, "soap:address", {{"location", address_}});
        close_element(out_, "wsdl:port");
        close_element(out_, "wsdl:service");
    }

    const WsdlContract& contract_;
    const std::string_view port_type_;
    const std::string service_;
    const std::string binding_;
    const std::string_view address_;
    std::string& out_;
};

}  // namespace

std::string write_wsdl(Service service, Version version, std::string_view address, WsdlForm form) {
    const WsdlContract contract(service, version);
    std::string out;
    out.reserve(512 * 1024);
    WsdlWriter(contract, address, out).document(form);
    return out;
}

std::optional<std::string> write_schema(Service service, Version version, std::string_view address, std::size_t index) {
    const WsdlContract contract(service, version);
    const std::vector<std::string_view> uris = schema_uris(contract);
    if (index >= uris.size()) return std::nullopt;
    std::string out(xml_declaration);
    append_schema(contract, uris[index], address, out);
    return out;
}

}  // namespace uag::soap
