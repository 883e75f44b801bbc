// An error that the server's side writes comes back as the same code, over SOAP and the WebAPI alike.
#include <doctest/doctest.h>

#include <array>
#include <string>

#include "adapters/rest/client_answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "support/client_messages.hpp"
#include "support/rest_call.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

constexpr std::array all_codes{errc::malformed, errc::bad_parameter,     errc::session,         errc::access_denied,
                               errc::not_found, errc::password_policy,   errc::validation,      errc::invalid_argument,
                               errc::conflict,  errc::not_implemented,   errc::server,          errc::internal,
                               errc::storage,   errc::overloaded,        errc::upstream_failed, errc::upstream_slow,
                               errc::throttled, errc::password_throttled};

const Operation& change_own() { return *find_operation(Service::user, "ChangeOwnPassword"); }

Error error_of(errc code) {
    Error error = fail(code, "There is no such user.");
    error.messages = {{"Name", label("There is no such user.")}};
    return error;
}

client::Response soap_error(const Error& error, const soap::ClientFace& face, bool wraps = true) {
    SoapSettings settings;
    settings.wrap_exceptions = wraps;
    SoapCall call(envelope("<t:ChangeOwnPassword/>", {}, face.version, face.soap),
                  face.soap == soap::SoapVersion::soap11 ? text_xml() : soap_xml(), {Service::user, face.version},
                  settings);
    REQUIRE(call.call() != nullptr);
    return response_of(call.answer(error));
}

client::Response rest_error(const Error& error, const char* accept) {
    Sent sent("POST", change_path, {{"Content-Type", "application/json"}, {"Accept", accept}}, change_body);
    REQUIRE(sent.call() != nullptr);
    sent.answer(error);
    return response_of(sent.reply);
}

// What SOAP, or the WebAPI, writes in one way for several codes.
std::string codes_text(client::CodeSet codes) {
    std::string text;
    for (const errc code : all_codes)
        if (codes.contains(code)) text += (text.empty() ? "" : " ") + std::to_string(static_cast<int>(code));
    return text;
}

CallResult read_soap_error(errc code, const soap::ClientFace& face, bool wraps = true) {
    return soap::read_answer(change_own(), face, soap_error(error_of(code), face, wraps));
}

CallResult read_rest_error(errc code, const rest::ClientFace& face, const char* accept) {
    return rest::read_answer(change_own(), face, rest_error(error_of(code), accept));
}

}  // namespace

TEST_CASE("every code comes back over SOAP, as ExceptionInfo and as a Fault") {
    for (const Version version : {Version::v84, Version::v88})
        for (const auto soap : {soap::SoapVersion::soap11, soap::SoapVersion::soap12})
            for (const bool wraps : {true, false})
                for (const errc code : all_codes) {
                    CAPTURE(static_cast<int>(code));
                    CAPTURE(wraps);
                    const CallResult outcome = read_soap_error(code, {version, soap}, wraps);
                    CHECK(outcome.kind == CallResult::Kind::error);
                    CHECK_MESSAGE(outcome.findings.empty(), told(outcome.findings));
                    CHECK_MESSAGE(outcome.failure.codes.contains(code), codes_text(outcome.failure.codes));
                    CHECK(outcome.failure.message.find("There is no such user.") != std::string::npos);
                    CHECK(outcome.failure.type.starts_with("So") == !outcome.failure.messages.empty());
                }
}

TEST_CASE("every code comes back over the WebAPI, as an object in JSON and XML and as a problem") {
    const rest::ClientFace json{};
    const rest::ClientFace xml{rest::BodyFormat::json, rest::DataFormat::application_xml};
    const rest::ClientFace problem{rest::BodyFormat::json, rest::DataFormat::json, true};
    for (const errc code : all_codes) {
        CAPTURE(static_cast<int>(code));
        for (const auto& [face, accept] : {std::pair{json, "application/json"}, std::pair{xml, "application/xml"},
                                           std::pair{problem, "application/json, application/problem+json"}}) {
            const CallResult outcome = read_rest_error(code, face, accept);
            CHECK(outcome.kind == CallResult::Kind::error);
            CHECK_MESSAGE(outcome.findings.empty(), told(outcome.findings), outcome.raw.body);
            CHECK_MESSAGE(outcome.failure.codes.contains(code), codes_text(outcome.failure.codes));
            CHECK(outcome.failure.message == "There is no such user.");
            CHECK(outcome.failure.messages == client::TextPairs{{"Name", "There is no such user."}});
            CHECK_FALSE(outcome.failure.source.empty());
        }
    }
}

TEST_CASE("SOAP and the WebAPI agree about each code, and about no two that both tell apart") {
    for (const errc code : all_codes)
        for (const errc other : all_codes) {
            const auto over_soap = read_soap_error(code, {}).failure.codes;
            const auto over_rest = read_rest_error(other, {}, "application/json").failure.codes;
            if (code == other) CHECK(over_soap.meets(over_rest));
            const bool is_told_apart = code != other && (over_soap.only() || over_rest.only()) &&
                                       !over_soap.contains(other) && !over_rest.contains(code);
            if (is_told_apart)
                CHECK_MESSAGE(!over_soap.meets(over_rest), codes_text(over_soap), " / ", codes_text(over_rest));
        }
    // Over both, only what one of them writes alike is in doubt.
    std::string doubts;
    for (const errc code : all_codes) {
        const auto over_soap = read_soap_error(code, {}).failure.codes;
        const auto over_rest = read_rest_error(code, {}, "application/json").failure.codes;
        if (!over_soap.only()) doubts += "soap " + codes_text(over_soap) + "; ";
        if (!over_rest.only()) doubts += "rest " + codes_text(over_rest) + "; ";
    }
    CHECK(doubts == "rest 0 1; rest 0 1; soap 10 17; rest 10 11; rest 10 11; soap 12 13; soap 12 13; soap 10 17; ");
}

TEST_CASE("what an error says beside its code") {
    Error error = fail(errc::throttled, "There is no such user.");
    error.retry_after = std::chrono::seconds(7);
    const CallResult soap = soap::read_answer(change_own(), {}, soap_error(error, {}));
    CHECK(soap.failure.retry_after == std::chrono::seconds(7));
    CHECK(soap.failure.fault_code == "Server");
    CHECK(soap.raw.status == 429);
    CHECK(soap.language == "en");
    const CallResult rest = rest::read_answer(change_own(), {}, rest_error(error, "application/json"));
    CHECK(rest.failure.retry_after == std::chrono::seconds(7));
    CHECK(rest.failure.type == "SoServerException");

    const CallResult bad = read_soap_error(errc::bad_parameter, {Version::v88, soap::SoapVersion::soap12});
    CHECK(bad.failure.fault_code == "Sender");
    CHECK(bad.failure.fault_subcode == "DeserializationFailed");
    const CallResult denied = read_soap_error(errc::access_denied, {});
    CHECK(denied.failure.type == "SoSentryException");
    CHECK(denied.succeeded == false);
    CHECK(denied.failure.friendly_text == "There is no such user.");
    CHECK(denied.answer == nullptr);
}

TEST_CASE("errors of servers that are not ours are known by what they say") {
    const auto rest = [](unsigned status, const char* type, const char* body) {
        client::Response response = response_of(status, type, body);
        if (status == 401) response.fields.emplace_back("WWW-Authenticate", "Basic");
        return rest::read_answer(change_own(), {}, std::move(response));
    };
    const CallResult page = rest(502, "text/html", "<html><body>Bad gateway</body></html>");
    CHECK(page.kind == CallResult::Kind::error);
    CHECK(page.failure.codes.only() == errc::upstream_failed);
    CHECK(places(page.findings) == "wrong media type Content-Type");
    const CallResult bare = rest(401, "application/json", R"({"Message":"Authorization has been denied."})");
    CHECK(bare.failure.codes.only() == errc::session);
    CHECK(places(bare.findings) == "left out member ErrorObject.Error, contradiction ErrorObject.Error");
    const CallResult other = rest(404, "application/json", R"({"Error":true,"ErrorType":"EntityNotFound"})");
    CHECK(other.failure.codes.only() == errc::not_found);
    CHECK(other.failure.type == "EntityNotFound");
    CHECK(other.findings.empty());
    const CallResult challenge = rest::read_answer(change_own(), {}, response_of(401, "application/json", "null"));
    CHECK(places(challenge.findings) == "wrong null ErrorObject, wrong header WWW-Authenticate");
    const CallResult moved = rest(302, "", "");
    CHECK(moved.kind == CallResult::Kind::unreadable);

    const std::string fault =
        R"(<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault>)"
        R"(<faultcode xmlns:q="urn:q">q:Own</faultcode><faultstring>x</faultstring></s:Fault></s:Body></s:Envelope>)";
    const CallResult soap = soap::read_answer(change_own(), {}, response_of(500, "text/xml; charset=utf-8", fault));
    CHECK(soap.kind == CallResult::Kind::error);
    CHECK(soap.failure.codes.empty());
    CHECK(soap.failure.fault_code == "Own");
    CHECK(soap.findings.empty());
}
