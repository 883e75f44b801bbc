#include "adapters/soap/help_page.hpp"

#include "adapters/html/page_frame.hpp"
#include "adapters/soap/names.hpp"
#include "adapters/soap/wsdl_contract.hpp"
#include "adapters/soap/wsdl_markup.hpp"

namespace uag::soap {
namespace {

void text_element(std::string& out, std::string_view name, std::string_view text) {
    open_element(out, name);
    xml::append_text(out, text);
    close_element(out, name);
}

void append_link(std::string& out, std::string_view address, std::string_view query, std::string_view text) {
    out += "<li>";
    open_element(out, "a", {{"href", query}});
    text_element(out, "code", std::string(address) + std::string(query));
    out += "</a> ";
    xml::append_text(out, text);
    out += "</li>\n";
}

void append_operations(const WsdlContract& contract, std::string& out) {
    out +=
        "<table>\n<thead><tr><th scope=\"col\">Operation</th><th scope=\"col\">What it "
        "does</th></tr></thead>\n<tbody>\n";
    for (const Operation* const operation : contract.operations()) {
        out += "<tr><td>";
        text_element(out, "code", operation->name);
        out += "</td>";
        text_element(out, "td", operation->summary);
        out += "</tr>\n";
    }
    out += "</tbody>\n</table>\n";
}

}  // namespace

void write_help_page(Service service, Version version, std::string_view address, std::string& out) {
    const WsdlContract contract(service, version);
    const std::string title = "Wcf" + std::string(name_of(service)) + "Service Service";
    begin_page(out, {title, "../../"});
    out += "\n<section><p>This is a SOAP service. It answers SOAP 1.1 and SOAP 1.2 messages that are posted to ";
    text_element(out, "code", address);
    out += ".</p>\n<p>Its names are in the namespace ";
    text_element(out, "code", service_uri(version));
    out += ". A client is made from its description:</p>\n<ul>\n";
    append_link(out, address, "?wsdl", "the WSDL");
    append_link(out, address, "?singleWsdl", "the same, for tools that ask for a single document");
    append_link(out, address, "?wsdl=wsdl0", "the WSDL with its schemas in documents of their own");
    out += "</ul></section>\n<section><h2>";
    xml::append_number(out, contract.operations().size());
    out += " operations</h2>\n";
    append_operations(contract, out);
    out += "</section>";
    end_page(out);
}

}  // namespace uag::soap
