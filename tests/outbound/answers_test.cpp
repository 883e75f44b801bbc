// What the server's side writes, the client sides read, without a finding: every operation in every version and form.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/soap/answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/contract/answers.hpp"
#include "support/client_messages.hpp"
#include "support/sample_values.hpp"
#include "support/versions.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

constexpr int answer_rounds = 3;
constexpr int answer_depth = 3;

Object sample_answer(const Operation& operation, std::mt19937_64& random, Version version) {
    Object answer = make_object(operation.response());
    fill_sample(operation.response(), answer.get(), random, answer_depth, version);
    return answer;
}

HttpReply soap_reply(const Operation& operation, const void* answer, const soap::ClientFace& face) {
    soap::AnswerFrame frame;
    frame.soap = face.soap;
    frame.version = face.version;
    frame.operation = &operation;
    HttpReply reply;
    soap::write_response(frame, answer, reply);
    return reply;
}

client::Response rest_response(const Operation& operation, const void* answer, rest::DataFormat format) {
    if (operation.is_void()) return response_of(204, {}, {});
    const FieldInfo& result = operation.response().fields.front();
    std::string body;
    const auto encode = rest::is_xml(format) ? rest::encode_xml : json::encode;
    encode(result.type(), result.get(answer), body, nullptr);
    return response_of(200, rest::content_type(format), body);
}

}  // namespace

TEST_CASE("over SOAP the client reads what the server wrote, in every version and both envelopes") {
    std::mt19937_64 random(24);
    std::size_t answers = 0;
    for (const Version version : all_versions)
        for (const Service service : all_services)
            for (const Operation& operation : operations(service)) {
                if (!operation.in(version)) continue;
                CAPTURE(operation.name);
                for (int round = 0; round < answer_rounds; ++round)
                    for (const auto soap : {soap::SoapVersion::soap11, soap::SoapVersion::soap12}) {
                        const Object answer = sample_answer(operation, random, version);
                        const HttpReply reply = soap_reply(operation, answer.get(), {version, soap});
                        const CallResult outcome = soap::read_answer(operation, {version, soap}, response_of(reply));
                        CHECK_MESSAGE(outcome.findings.empty(), told(outcome.findings));
                        REQUIRE(outcome.kind == CallResult::Kind::success);
                        CHECK(outcome.succeeded == true);
                        CHECK(outcome.raw.body == reply.body);
                        CHECK(equal_values(operation.response(), answer.get(), outcome.answer.get(), version));
                    }
                ++answers;
            }
    CHECK(answers > 400);
}

TEST_CASE("over the WebAPI the client reads what the server wrote, as JSON and as XML") {
    std::mt19937_64 random(25);
    for (const Service service : {Service::user, Service::archive})
        for (const Operation& operation : operations(service)) {
            CAPTURE(operation.name);
            for (int round = 0; round < answer_rounds; ++round)
                for (const auto format : {rest::DataFormat::json, rest::DataFormat::application_xml}) {
                    const Object answer = sample_answer(operation, random, newest_version);
                    const rest::ClientFace face{rest::BodyFormat::json, format};
                    const CallResult outcome =
                        rest::read_answer(operation, face, rest_response(operation, answer.get(), format));
                    CHECK_MESSAGE(outcome.findings.empty(), told(outcome.findings), outcome.raw.body);
                    REQUIRE(outcome.kind == CallResult::Kind::success);
                    CHECK(equal_values(operation.response(), answer.get(), outcome.answer.get(), newest_version, true));
                }
        }
}

TEST_CASE("the header blocks of an answer are read") {
    const Operation& operation = *find_operation(Service::user, "ChangeOwnPassword");
    soap::AnswerFrame frame;
    frame.operation = &operation;
    SoTimeZone zone;
    zone.so_time_zone_id = 5;
    zone.so_time_zone_location_code = "NO";
    frame.time_zone = &zone;
    HttpReply reply;
    const Answer<bool> yes{true};
    soap::write_response(frame, &yes, reply);
    client::Response response = response_of(reply);
    response.fields.emplace_back("content-language", "nb-NO");
    const CallResult outcome = soap::read_answer(operation, {}, std::move(response));
    CHECK(outcome.findings.empty());
    CHECK(outcome.time_zone == "NO");
    CHECK(outcome.language == "nb-NO");
    CHECK(static_cast<const Answer<bool>*>(outcome.answer.get())->response);

    client::Response rest = response_of(200, "application/json", "true");
    rest.fields.emplace_back("SO-TimeZone", "NO, includeTZOffset");
    rest.fields.emplace_back("Content-Language", "de");
    const CallResult other = rest::read_answer(operation, {}, std::move(rest));
    CHECK(other.findings.empty());
    CHECK(other.time_zone == "NO");
    CHECK(other.language == "de");
}
