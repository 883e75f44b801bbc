// What the codecs of every face write of one value, read again, is no difference between any two of them: the table of what
// a face cannot say is as the codecs are.
#include "adapters/compare/face.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "adapters/compare/outcomes.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/soap/answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/contract/answers.hpp"
#include "support/client_messages.hpp"
#include "support/rest_call.hpp"
#include "support/sample_values.hpp"
#include "support/versions.hpp"

namespace uag::compare {
namespace {

using client::CallResult;

struct Read {
    Face face;
    CallResult result;
};

Read read_over_soap(const Operation& operation, const void* answer, Version version, soap::SoapVersion envelope) {
    soap::AnswerFrame frame;
    frame.soap = envelope;
    frame.version = version;
    frame.operation = &operation;
    HttpReply reply;
    soap::write_response(frame, answer, reply);
    return {{Wire::soap, version, envelope == soap::SoapVersion::soap12},
            soap::read_answer(operation, {version, envelope}, test::response_of(reply))};
}

Read read_over_rest(const Operation& operation, const void* answer, rest::DataFormat format) {
    const Wire wire = rest::is_xml(format) ? Wire::xml : Wire::json;
    const rest::ClientFace face{rest::BodyFormat::json, format};
    if (operation.is_void()) return {{wire}, rest::read_answer(operation, face, test::response_of(204, {}, {}))};
    const FieldInfo& only = operation.response().fields.front();
    std::string body;
    const auto encode = rest::is_xml(format) ? rest::encode_xml : json::encode;
    encode(only.type(), only.get(answer), body, nullptr);
    return {{wire}, rest::read_answer(operation, face, test::response_of(200, rest::content_type(format), body))};
}

std::vector<Read> over_all(const Operation& operation, const void* answer) {
    std::vector<Read> all;
    for (const Version version : test::all_versions)
        if (operation.in(version) && operation.service != Service::archive)
            for (const auto envelope : {soap::SoapVersion::soap11, soap::SoapVersion::soap12})
                all.push_back(read_over_soap(operation, answer, version, envelope));
    if (operation.service == Service::so_principal) return all;
    for (const auto format : {rest::DataFormat::json, rest::DataFormat::application_xml})
        all.push_back(read_over_rest(operation, answer, format));
    return all;
}

std::string differences(const Comparison& comparison) {
    std::string text;
    for (const PathResult& result : comparison.results())
        if (result.status == Status::different || result.status == Status::varying)
            text += result.path + ' ' + std::string(name_of(result.aspect)) + ": " + result.left + ", " + result.right +
                    " " + result.reason + '\n';
    return text;
}

Comparison compare_reads(const Read& left, const Read& right) {
    static const Pseudonyms pseudonyms(Secret(std::string_view("a key of the test")));
    Pairs pairs;
    Rules rules;
    Settings settings;
    settings.left.face = left.face;
    settings.right.face = right.face;
    Run run{pseudonyms, pairs, rules};
    Comparison out;
    compare_outcomes(left.result, right.result, settings, run, out);
    return out;
}

Read soap_error_read(const Operation& operation, const Error& error, Version version, soap::SoapVersion envelope) {
    test::SoapCall call(test::envelope("<t:ChangeOwnPassword/>", {}, version, envelope),
                        envelope == soap::SoapVersion::soap11 ? test::text_xml() : test::soap_xml(),
                        {Service::user, version}, SoapSettings{});
    REQUIRE(call.call() != nullptr);
    return {{Wire::soap, version, envelope == soap::SoapVersion::soap12},
            soap::read_answer(operation, {version, envelope}, test::response_of(call.answer(error)))};
}

Read rest_error_read(const Operation& operation, const Error& error, rest::DataFormat format) {
    test::Sent sent("POST", test::change_path,
                    {{"Content-Type", "application/json"},
                     {"Accept", rest::is_xml(format) ? "application/xml" : "application/json"}},
                    test::change_body);
    REQUIRE(sent.call() != nullptr);
    sent.answer(error);
    return {{rest::is_xml(format) ? Wire::xml : Wire::json},
            rest::read_answer(operation, {rest::BodyFormat::json, format}, test::response_of(sent.reply))};
}

Presence read_presence(Face face, const void* answer, const Operation& operation) {
    const Read read = face.is_rest() ? read_over_rest(operation, answer,
                                                      face.wire == Wire::xml ? rest::DataFormat::application_xml
                                                                             : rest::DataFormat::json)
                                     : read_over_soap(operation, answer, face.version, soap::SoapVersion::soap11);
    REQUIRE(read.result.kind == CallResult::Kind::success);
    return static_cast<const Answer<List<Box<UserGroup>>>*>(read.result.answer.get())->response.presence;
}

}  // namespace

TEST_CASE("one value over every pair of faces: no difference, for every operation and version") {
    std::mt19937_64 random(14);
    std::size_t pairs = 0;
    for (const Service service : test::all_services)
        for (const Operation& operation : operations(service)) {
            CAPTURE(operation.name);
            for (int round = 0; round < 3; ++round) {
                const Object answer = make_object(operation.response());
                test::fill_sample(operation.response(), answer.get(), random, 3);
                const std::vector<Read> all = over_all(operation, answer.get());
                for (const Read& left : all)
                    for (const Read& right : all) {
                        ++pairs;
                        const Comparison comparison = compare_reads(left, right);
                        CHECK_MESSAGE(differences(comparison).empty(), name_of(left.face), " and ", name_of(right.face),
                                      "\n", differences(comparison));
                        CHECK(comparison.count(Status::equal) > 0);
                    }
            }
        }
    MESSAGE(pairs << " pairs");
    CHECK(pairs > 10'000);
}

TEST_CASE("each error as our servers write it is the same over every pair of faces") {
    const Operation& operation = *find_operation(Service::user, "ChangeOwnPassword");
    for (int number = 0; number <= static_cast<int>(errc::password_throttled); ++number) {
        Error error = fail(static_cast<errc>(number), "There is no such user.");
        error.messages = {{"Name", label("There is no such user.")}};
        std::vector<Read> all;
        for (const auto version : {Version::v84, Version::v88})
            for (const auto envelope : {soap::SoapVersion::soap11, soap::SoapVersion::soap12})
                all.push_back(soap_error_read(operation, error, version, envelope));
        for (const auto format : {rest::DataFormat::json, rest::DataFormat::application_xml})
            all.push_back(rest_error_read(operation, error, format));
        for (const Read& left : all)
            for (const Read& right : all) {
                const Comparison comparison = compare_reads(left, right);
                CHECK_MESSAGE(differences(comparison).empty(), number, ": ", name_of(left.face), " and ",
                              name_of(right.face), "\n", differences(comparison));
            }
    }
}

TEST_CASE("whether a face tells null from empty is as its codecs are") {
    const Operation& operation = *find_operation(Service::user, "GetAllUserGroups");
    Answer<List<Box<UserGroup>>> nil;
    nil.response.presence = Presence::nil;
    Answer<List<Box<UserGroup>>> empty;
    empty.response.presence = Presence::value;
    for (const Face face : {Face{Wire::soap, Version::v84}, Face{Wire::json}, Face{Wire::xml}}) {
        const Presence of_nil = read_presence(face, &nil, operation);
        const Presence of_empty = read_presence(face, &empty, operation);
        CHECK(of_nil == Presence::nil);
        CHECK((of_nil != of_empty) == !is_same_nothing(face, of_nil, face, of_empty, true));
    }
}

}  // namespace uag::compare
