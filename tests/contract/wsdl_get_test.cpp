// What a GET on a .svc answers.
#include <doctest/doctest.h>

#include <algorithm>
#include <pugixml.hpp>

#include "adapters/html/page_frame.hpp"
#include "adapters/soap/wsdl.hpp"
#include "adapters/soap/wsdl_get.hpp"
#include "support/texts.hpp"

using namespace uag;
using test::contains;

namespace {

constexpr std::string_view user86_address = "http://gateway.test/Remote/Services86/User.svc";
constexpr SoapTarget target{Service::user, Version::v86};

HttpReply get(std::string_view query, std::string_view at = user86_address, SoapTarget to = target) {
    HttpReply reply;
    answer_service_get(to, query, at, reply);
    return reply;
}

bool is_help(const HttpReply& reply) {
    return reply.content_type == "text/html; charset=utf-8" && reply.body.starts_with("<!DOCTYPE html>");
}

// The page with its void elements closed, so that an XML parser can say whether its tags match.
pugi::xml_parse_result parse_page(std::string page, pugi::xml_document& document) {
    page.erase(0, std::string_view("<!DOCTYPE html>").size());
    for (std::size_t at = 0; (at = page.find("<meta ", at)) != std::string::npos; ++at)
        page.insert(page.find('>', at), "/");
    return document.load_string(page.c_str());
}

}  // namespace

TEST_CASE("each query has its document, in any letter case") {
    const std::string single = soap::write_wsdl(Service::user, Version::v86, user86_address);
    for (const char* query :
         {"wsdl", "WSDL", "Wsdl=", "singleWsdl", "singlewsdl", "SINGLEWSDL", "x=1&wsdl", "singleWsdl=1"}) {
        INFO(query);
        const HttpReply reply = get(query);
        CHECK(reply.status == 200);
        CHECK(reply.content_type == "text/xml; charset=utf-8");
        CHECK(reply.body == single);
    }
    const std::string split = soap::write_wsdl(Service::user, Version::v86, user86_address, soap::WsdlForm::split);
    CHECK(split != single);
    for (const char* query : {"wsdl=wsdl0", "WSDL=Wsdl0"}) CHECK(get(query).body == split);
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string number = std::to_string(i);
        for (const std::string& query : {"xsd=xsd" + number, "XSD=XSD" + number}) {
            const HttpReply reply = get(query);
            CHECK(reply.content_type == "text/xml; charset=utf-8");
            CHECK(reply.body == *soap::write_schema(Service::user, Version::v86, user86_address, i));
        }
    }
}

TEST_CASE("a document that there is not is not found, and anything else is the help page") {
    for (const char* query : {"xsd", "xsd=", "xsd=xsd", "xsd=xsd3", "xsd=xsd-1", "xsd=xsd0x", "xsd=0", "wsdl=wsdl1",
                              "wsdl=x", "xsd=xsd99999999999999999999999"}) {
        INFO(query);
        CHECK(get(query).status == 404);
        CHECK(is_help(get(query)));
    }
    for (const char* query : {"", "disco", "help", "wsdlx", "=wsdl", "&", "&&x", "%00"}) {
        INFO(query);
        CHECK(get(query).status == 200);
        CHECK(is_help(get(query)));
    }
    CHECK(get("xsd=xsd3", user86_address, {Service::so_principal, Version::v84}).status == 200);
    CHECK(get("xsd=xsd4", user86_address, {Service::so_principal, Version::v84}).status == 404);
}

TEST_CASE("the help page names the service, its WSDL and the version's operations") {
    const HttpReply reply = get("");
    pugi::xml_document document;
    const pugi::xml_parse_result parsed = parse_page(reply.body, document);
    REQUIRE_MESSAGE(parsed, parsed.description());
    CHECK(document.child("html").child("head").child("title").text().get() == std::string("WcfUserService Service"));
    CHECK(contains(reply.body, "This is a SOAP service."));
    CHECK(contains(reply.body, "href=\"?wsdl\""));
    CHECK(contains(reply.body, "href=\"?singleWsdl\""));
    CHECK(contains(reply.body, std::string(user86_address) + "?wsdl"));
    CHECK(contains(reply.body, "<h2>79 operations</h2>"));
    CHECK(contains(reply.body, "<code>ChangePassword</code>"));
    CHECK(contains(reply.body, find_operation(Service::user, "ChangePassword")->summary));
    CHECK(contains(reply.body, "GetCredentialTypesForUserType"));
    CHECK_FALSE(contains(reply.body, "GetAccessToken"));
    CHECK(contains(reply.body, "color-scheme: light dark"));
    CHECK_FALSE(contains(reply.body, "<script"));
    CHECK_FALSE(contains(reply.body, "src="));
    CHECK(
        contains(get("", user86_address, {Service::so_principal, Version::v88}).body, "WcfSoPrincipalService Service"));
}

TEST_CASE("the address cannot add to the page") {
    const std::string_view odd = "http://h/<script>\"'&\xFF/User.svc";
    const std::string body = get("", odd).body;
    CHECK_FALSE(contains(body, "<script"));
    CHECK(contains(body, "http://h/&lt;script&gt;"));
    CHECK_FALSE(contains(body, "\xFF"));
    pugi::xml_document document;
    CHECK(parse_page(body, document));
}

TEST_CASE("the page may load nothing but its own style") {
    const HttpReply reply = get("");
    const auto policy = std::find_if(reply.headers.begin(), reply.headers.end(),
                                     [](const auto& header) { return header.first == "Content-Security-Policy"; });
    REQUIRE(policy != reply.headers.end());
    CHECK(policy->second == page_frame_policy());
    CHECK(policy->second.starts_with("default-src 'none'"));
    CHECK(contains(policy->second, "style-src 'sha256-"));
    CHECK(get("wsdl").headers.empty());
}
