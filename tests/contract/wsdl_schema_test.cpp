// Every message that we write against the schemas that we publish, with xmllint as the judge: generated
// requests and answers of every operation in every version, as whole envelopes.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "adapters/soap/answer.hpp"
#include "adapters/soap/codec.hpp"
#include "adapters/soap/names.hpp"
#include "adapters/soap/wsdl.hpp"
#include "core/base/error.hpp"
#include "support/sample_values.hpp"
#include "support/temp_dir.hpp"
#include "support/texts.hpp"
#include "support/versions.hpp"

using namespace uag;

namespace {

constexpr std::string_view schema_address = "schema";
constexpr std::string_view envelope_schema = R"(
<xs:schema targetNamespace="http://schemas.xmlsoap.org/soap/envelope/" elementFormDefault="qualified"
           xmlns="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:import namespace="{}" schemaLocation="schema0.xsd"/>
  <xs:element name="Envelope">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="Header" type="Blocks" minOccurs="0"/>
        <xs:element name="Body" type="Blocks"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>
  <xs:complexType name="Blocks">
    <xs:sequence>
      <xs:any namespace="##other" processContents="strict" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
  </xs:complexType>
</xs:schema>)";

// The schemas of a service and version as files, and the documents that are to fit them.
class Judge {
public:
    Judge(Service service, Version version) {
        std::size_t count = 0;
        while (const auto schema = soap::write_schema(service, version, schema_address, count)) {
            std::string text = *schema;
            for (const char* number : {"0", "1", "2", "3"})
                text = test::replaced_everywhere(std::move(text), "schema?xsd=xsd" + std::string(number) + "\"",
                                                 "schema" + std::string(number) + ".xsd\"");
            folder_.write("schema" + std::to_string(count) + ".xsd", text);
            ++count;
        }
        folder_.write("envelope.xsd",
                      test::replaced_everywhere(std::string(envelope_schema), "{}", soap::service_uri(version)));
    }

    void add(std::string_view name, std::string_view document) {
        folder_.write(std::to_string(count_++) + "-" + std::string(name) + ".xml", document);
    }
    std::size_t count() const { return count_; }

    // What xmllint complains of; empty: every document is valid.
    std::string verdict() const {
        const std::string command = "cd '" + folder_.path().string() +
                                    "' && find . -name '*.xml' -print0 | xargs -0 xmllint --noout --nonet --huge"
                                    " --schema envelope.xsd > said 2>&1; echo $? > code";
        if (std::system(command.c_str()) == -1) return "no shell";
        const std::string said = read("said");
        std::string problems;
        std::size_t valid = 0;
        for (std::size_t at = 0; at < said.size() && problems.size() < 2000;) {
            const std::size_t end = std::min(said.find('\n', at), said.size() - 1);
            const std::string line = said.substr(at, end + 1 - at);
            if (line.ends_with(" validates\n"))
                ++valid;
            else
                problems += line;
            at = end + 1;
        }
        if (problems.empty() && (valid != count_ || read("code") != "0\n"))
            return "xmllint did not judge every document";
        return problems;
    }

private:
    std::string read(std::string_view name) const {
        std::ifstream file(folder_.file(name), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }

    test::TempDir folder_;
    std::size_t count_ = 0;
};

std::string request_envelope(const Operation& operation, Version version, const void* request) {
    std::string out = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><";
    ((out += operation.name) += " xmlns=\"") += soap::service_uri(version);
    out += "\" xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">";
    soap::encode(operation.request(), request, version, out);
    (((out += "</") += operation.name) += "></s:Body></s:Envelope>");
    return out;
}

std::string answer_envelope(const soap::AnswerFrame& frame, const void* response) {
    HttpReply reply;
    soap::write_response(frame, response, reply);
    return reply.body;
}

std::string error_envelope(const soap::AnswerFrame& frame) {
    Error error;
    error.code = errc::password_policy;
    error.public_text = Message::verbatim("The password is <too> short & plain.");
    error.field = "NewPassword";
    HttpReply reply;
    soap::write_error(frame, error, true, reply);
    return reply.body;
}

void add_samples(Judge& judge, const Operation& operation, Version version, std::mt19937_64& random) {
    const Object request = make_object(operation.request());
    const Object response = make_object(operation.response());
    SoTimeZone zone;
    test::fill_sample(type_of<SoTimeZone>(), &zone, random, 1, version);
    soap::AnswerFrame frame{soap::SoapVersion::soap11, version, &operation, nullptr};
    judge.add(operation.name, answer_envelope(frame, nullptr));
    judge.add(operation.name, error_envelope(frame));
    frame.time_zone = &zone;
    for (const int depth : {0, 2, 5}) {
        test::fill_sample(operation.request(), request.get(), random, depth, version);
        judge.add(operation.name, request_envelope(operation, version, request.get()));
        test::fill_sample(operation.response(), response.get(), random, depth, version);
        judge.add(operation.name, answer_envelope(frame, response.get()));
    }
}

}  // namespace

TEST_CASE("every message of every version is valid by our own schema") {
    std::mt19937_64 random(20240501);
    for (const Service service : test::all_services) {
        for (const Version version : test::all_versions) {
            Judge judge(service, version);
            for (const Operation& operation : operations(service))
                if (operation.in(version)) add_samples(judge, operation, version, random);
            INFO(name_of(service), " ", static_cast<int>(version), ": ", judge.count(), " documents");
            CHECK(judge.count() >= 32);
            CHECK(judge.verdict() == "");
        }
    }
}

TEST_CASE("the judge refuses what the schema does not allow") {
    const Operation& operation = *find_operation(Service::user, "ChangePassword");
    const std::string_view open = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>";
    const std::string_view close = "</s:Body></s:Envelope>";
    const std::string name = "ChangePassword xmlns=\"" + std::string(soap::service_uri(Version::v88)) + "\"";
    for (const std::string& body :
         {"<" + name + "><NewPassword>a</NewPassword><AssociateId>1</AssociateId></ChangePassword>",
          "<" + name + "><AssociateId>one</AssociateId></ChangePassword>",
          "<" + name + "><Associate>1</Associate></ChangePassword>", std::string("<ChangePassword/>")}) {
        Judge judge(Service::user, Version::v88);
        judge.add(operation.name, std::string(open) + body + std::string(close));
        INFO(body);
        CHECK(judge.verdict() != "");
    }
    Judge judge(Service::user, Version::v88);
    judge.add(operation.name,
              std::string(open) + "<" + name + "><AssociateId>1</AssociateId></ChangePassword>" + std::string(close));
    CHECK(judge.verdict() == "");
}
