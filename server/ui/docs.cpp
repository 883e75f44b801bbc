#include "server/ui/docs.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "adapters/html/page_frame.hpp"
#include "core/agent/operations.hpp"
#include "server/ui/files.hpp"
#include "server/ui/handbook.hpp"
#include "server/ui/page.hpp"

namespace uag::ui {
namespace {

constexpr std::array<Version, 5> versions{Version::v88, Version::v87, Version::v86, Version::v85, Version::v84};
constexpr std::array<Service, 2> services{Service::user, Service::so_principal};

// Swagger UI's icons are data: addresses; everything else comes from here, and nothing is inline.
constexpr std::string_view docs_content_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

void begin_docs_page(std::string& out, const DocsSettings& settings) {
    out +=
        R"(<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">)"
        R"(<meta name="viewport" content="width=device-width, initial-scale=1">)"
        R"(<meta name="color-scheme" content="light dark"><title>The calls of the WebAPI - User Agent Gateway</title>)"
        R"(<link rel="icon" type="image/svg+xml" href=")";
    append_file_address(out, "docs/", "account.svg");
    out += R"("><link rel="stylesheet" href=")";
    append_file_address(out, "docs/", "swagger-ui.css");
    out += R"("><link rel="stylesheet" href=")";
    append_file_address(out, "docs/", "docs.css");
    out += R"("></head><body><header><div><a class="brand" href="./"><img src=")";
    append_file_address(out, "docs/", "account.svg");
    out += R"(" alt="" width="24" height="24">User Agent Gateway</a>)";
    if (settings.services) out += R"(<a href="docs/services">SOAP services</a>)";
    if (settings.pages) out += R"(<a href="docs/pages">Handbook</a>)";
    out += R"(<a href="api">About</a></div></header><main>)";
}

void begin_answer(HttpReply& reply, std::string_view policy) {
    reply.status = 200;
    reply.content_type = "text/html; charset=utf-8";
    reply.may_compress = true;
    reply.headers.emplace_back("Content-Security-Policy", policy);
    reply.headers.emplace_back("Referrer-Policy", "no-referrer");
}

void write_swagger_page(const DocsSettings& settings, HttpReply& reply) {
    begin_answer(reply, docs_content_policy);
    std::string& out = reply.body;
    begin_docs_page(out, settings);
    out += R"(<div id="swagger-ui" data-url="api/v1/openapi.json"></div><script defer src=")";
    append_file_address(out, "docs/", "swagger-ui-bundle.js");
    out += R"("></script><script defer src=")";
    append_file_address(out, "docs/", "init.js");
    out += R"("></script><noscript>This page needs JavaScript; <a href="api/v1/openapi.json">the document</a> )"
           R"(that it shows does not.</noscript></main></body></html>)"
           "\n";
}

void append_service(std::string& out, Service service, Version version) {
    const auto rows = operations(service);
    const auto count = std::count_if(rows.begin(), rows.end(), [&](const Operation& row) { return row.in(version); });
    std::string address = "../Remote/Services" + std::to_string(static_cast<int>(version)) + "/";
    (address += name_of(service)) += ".svc";
    out += "<td>";
    ((((out += R"(<a href=")") += address) += R"(">)") += name_of(service)) += ".svc</a><br>";
    ((out += R"(<a href=")") += address) += R"(?wsdl">WSDL</a>, <a href=")";
    (out += address) += R"(?singleWsdl">in one file</a><br>)";
    (out += std::to_string(count)) += " operations</td>";
}

void write_services_page(const DocsSettings& settings, HttpReply& reply) {
    begin_answer(reply, page_frame_policy());
    std::string& out = reply.body;
    uag::begin_page(out, {"SOAP services", "../"});
    out += "<p>SOAP 1.1 and 1.2 over POST, the same users and passwords behind every version.";
    if (settings.swagger_ui) out += R"( <a href="../docs">The calls of the WebAPI</a> are the other way to them.)";
    out += R"(</p><section><table><thead><tr><th scope="col">Generation</th>)";
    for (const Service service : services) ((out += R"(<th scope="col">)") += name_of(service)) += "</th>";
    out += "</tr></thead><tbody>";
    for (const Version version : versions) {
        ((out += R"(<tr><th scope="row">Services)") += std::to_string(static_cast<int>(version))) += "</th>";
        for (const Service service : services) append_service(out, service, version);
        out += "</tr>";
    }
    out += "</tbody></table></section>";
    uag::end_page(out);
}

void write_redirect(std::string_view location, HttpReply& reply) {
    reply.status = 302;
    reply.content_type = {};
    reply.headers.emplace_back("Location", location);
}

void write_wrong_method(http::Methods methods, HttpReply& reply) {
    reply.status = 405;
    reply.content_type = "text/plain; charset=utf-8";
    reply.headers.emplace_back("Allow", list_of(methods));
    reply.body += "This page is read with GET.\n";
}

void write_docs(const DocsSettings& settings, HttpReply& reply) {
    if (settings.swagger_ui) return write_swagger_page(settings, reply);
    write_redirect("docs/services", reply);
}

bool is_switched_on(Place place, const DocsSettings& settings) {
    switch (place) {
        case Place::handbook:
        case Place::handbook_folder: return settings.pages;
        case Place::services: return settings.services;
        case Place::docs:
        case Place::docs_folder:
        case Place::docs_file: return settings.swagger_ui || settings.services;
        default: return false;
    }
}

}  // namespace

bool answer_docs(const HttpRequest& request, const PageTarget& target, const DocsSettings& settings, HttpReply& reply) {
    if (!is_switched_on(target.place, settings)) return false;
    const bool reads = target.methods.has(request.method);
    if (target.place == Place::handbook && !reads) {
        refuse_method(target.methods, page_language(request), reply);
        return true;
    }
    if (!reads) {
        write_wrong_method(target.methods, reply);
        return true;
    }
    switch (target.place) {
        case Place::handbook: write_handbook_page(*find_handbook_page(target.name), reply); break;
        case Place::services: write_services_page(settings, reply); break;
        case Place::docs_file: write_file(request, *find_file(target.name), reply); break;
        case Place::docs_folder: write_redirect("../docs", reply); break;
        case Place::handbook_folder: write_redirect("../pages", reply); break;
        default: write_docs(settings, reply); break;
    }
    return true;
}

}  // namespace uag::ui
