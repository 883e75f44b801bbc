// Our WSDLs against the models kept in golden/ (written by `wsdl_compare --dump`, and found equal to the
// public WSDLs by `wsdl_compare`), and whether the comparison notices what it should.
#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <iterator>

#include "adapters/soap/names.hpp"
#include "adapters/soap/wsdl.hpp"
#include "support/texts.hpp"
#include "support/versions.hpp"
#include "support/wsdl_model.hpp"

using namespace uag;

namespace {

constexpr std::string_view user88_address = "http://gateway.test/Remote/Services88/User.svc";

test::WsdlModel our_model(Service service, Version version) {
    return test::parse_wsdl(soap::write_wsdl(service, version, user88_address));
}

std::string golden_file(Service service, Version version) {
    return "tests/contract/golden/Services" + std::to_string(static_cast<int>(version)) + "-" +
           std::string(name_of(service)) + ".model.txt";
}

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE_MESSAGE(file.good(), path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const std::size_t at = text.find(what);
    REQUIRE_MESSAGE(at != std::string::npos, what);
    return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("every WSDL has the model on record") {
    for (const Service service : test::all_services) {
        for (const Version version : test::all_versions) {
            const std::string path = golden_file(service, version);
            const auto found = test::differences(our_model(service, version), test::parse_dump(read(path)));
            for (const std::string& line : found) FAIL_CHECK(path << ": " << line);
        }
    }
}

TEST_CASE("a model survives being written down") {
    const test::WsdlModel model = our_model(Service::so_principal, Version::v88);
    CHECK(test::parse_dump(test::dump(model)).sections == model.sections);
}

TEST_CASE("the schemas in documents of their own say the same as the single document") {
    for (const Service service : test::all_services) {
        for (const Version version : test::all_versions) {
            std::string joined = "<w:definitions xmlns:w=\"http://schemas.xmlsoap.org/wsdl/\" targetNamespace=\"";
            (joined += soap::service_uri(version)) += "\"><w:types>";
            std::size_t count = 0;
            while (const auto schema = soap::write_schema(service, version, user88_address, count)) {
                CHECK(schema->starts_with("<?xml"));
                joined += schema->substr(schema->find("?>") + 2);
                ++count;
            }
            CHECK(count == (service == Service::user ? 3 : 4));
            test::WsdlModel parts = test::parse_wsdl(joined + "</w:types></w:definitions>");
            test::WsdlModel whole = our_model(service, version);
            const auto is_about_operations = [](const auto& section) {
                return section.first.starts_with("message ") || section.first.starts_with("portType ") ||
                       section.first.starts_with("binding ") || section.first.starts_with("service ") ||
                       section.first == "definitions";
            };
            std::erase_if(parts.sections, is_about_operations);
            std::erase_if(whole.sections, is_about_operations);
            CHECK(test::differences(parts, whole).empty());
        }
    }
}

TEST_CASE("the split document imports every schema and has the rest of the single one") {
    const std::string split = soap::write_wsdl(Service::user, Version::v88, user88_address, soap::WsdlForm::split);
    for (const char* number : {"0", "1", "2"})
        CHECK(split.find(std::string(user88_address) + "?xsd=xsd" + number + "\"") != std::string::npos);
    CHECK(split.find("xsd3") == std::string::npos);
    CHECK(split.find("complexType") == std::string::npos);
    const test::WsdlModel whole = our_model(Service::user, Version::v88);
    const test::WsdlModel model = test::parse_wsdl(split);
    for (const auto& [key, lines] : model.sections)
        if (!key.starts_with("schema ")) CHECK(whole.sections.at(key) == lines);
    CHECK(model.sections.contains("portType User operation ChangePassword"));
}

TEST_CASE("the address is in the document, escaped") {
    const std::string_view odd = "http://h/a&b\"<c>/User.svc";
    const std::string wsdl = soap::write_wsdl(Service::user, Version::v85, odd);
    CHECK(wsdl.find("location=\"http://h/a&amp;b&quot;&lt;c&gt;/User.svc\"") != std::string::npos);
    CHECK_NOTHROW(test::parse_wsdl(wsdl));
}

TEST_CASE("the comparison sees each kind of change") {
    const std::string wsdl = soap::write_wsdl(Service::so_principal, Version::v88, user88_address);
    const test::WsdlModel model = test::parse_wsdl(wsdl);
    struct Change {
        std::string_view what;
        std::string_view with;
    };
    const std::array<Change, 17> changes{{
        {R"(name="Ticket" nillable="true")", R"(name="Ticket")"},
        {R"(minOccurs="0" name="Ticket")", R"(minOccurs="1" name="Ticket")"},
        {R"(maxOccurs="unbounded" name="int")", R"(maxOccurs="2" name="int")"},
        {R"(name="Ticket")", R"(name="ticket")"},
        {R"(name="AssociateId" type="xs:int")", R"(name="AssociateId" type="xs:short")"},
        {R"(base="tns:Carrier")", R"(base="tns:TableRight")"},
        {R"(value="SiteLicense")", R"(value="Sitelicense")"},
        {">127</EnumerationValue>", ">126</EnumerationValue>"},
        {">true</IsDictionary>", ">false</IsDictionary>"},
        {R"(<ActualType Name="short")", R"(<ActualType Name="int")"},
        {R"(part="ExtraInfo" use="literal")", R"(part="ExtraInfo" use="encoded")"},
        {R"(message="tns:GetSystemInfoRequest_Headers" part="ApplicationToken")",
         R"(message="tns:GetSystemInfoRequest_Headers" part="Credentials")"},
        {R"(SoPrincipal/GetSystemInfoResponse")", R"(SoPrincipal/GetSystemInfo")"},
        {R"(style="document")", R"(style="rpc")"},
        {R"(elementFormDefault="qualified")", R"(elementFormDefault="unqualified")"},
        {R"(<wsdl:part name="parameters" element="tns:GetSystemInfo"/>)", ""},
        {R"(<xs:list>)", R"(<xs:list itemType="xs:string">)"},
    }};
    for (const Change& change : changes) {
        INFO(change.what);
        CHECK_FALSE(test::differences(model, test::parse_wsdl(replaced(wsdl, change.what, change.with))).empty());
    }
    const std::string_view first = R"(<xs:element minOccurs="0" name="SoTimeZoneId" type="xs:int"/>)";
    const std::string_view second =
        R"(<xs:element minOccurs="0" name="SoTimeZoneLocationCode" nillable="true" type="xs:string"/>)";
    const std::string both = std::string(first) + std::string(second);
    const std::string turned = replaced(wsdl, both, std::string(second) + std::string(first));
    CHECK(test::differences(model, test::parse_wsdl(turned)).size() == 2);
}

TEST_CASE("the comparison does not mind prefixes, addresses or the order of operations") {
    const std::string wsdl = soap::write_wsdl(Service::so_principal, Version::v88, user88_address);
    const test::WsdlModel model = test::parse_wsdl(wsdl);
    std::string other = test::replaced_everywhere(wsdl, "xmlns:tns=", "xmlns:own=");
    other = test::replaced_everywhere(test::replaced_everywhere(std::move(other), "\"tns:", "\"own:"), user88_address,
                                      "https://elsewhere");
    const std::size_t begin = other.find("<wsdl:operation name=\"GetSystemInfo\">");
    const std::size_t end = other.find("</wsdl:operation>", begin) + std::string_view("</wsdl:operation>").size();
    const std::string operation = other.substr(begin, end - begin);
    other = replaced(replaced(std::move(other), operation, ""), "</wsdl:portType>", operation + "</wsdl:portType>");
    CHECK(test::differences(model, test::parse_wsdl(other)).empty());
}

TEST_CASE("what is no WSDL is refused") {
    CHECK_THROWS(test::parse_wsdl(""));
    CHECK_THROWS(test::parse_wsdl("<definitions/>"));
    CHECK_THROWS(test::parse_wsdl("<a><b></a>"));
}
