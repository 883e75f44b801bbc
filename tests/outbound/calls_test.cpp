// Our own service called through the client sides, over sockets and TLS: log in, a ticket, calls, errors.
#include <doctest/doctest.h>

#include <atomic>
#include <string>

#include "adapters/outbound/http_client.hpp"
#include "adapters/rest/client_answer.hpp"
#include "adapters/soap/client_answer.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/requests.hpp"
#include "support/certificates.hpp"
#include "support/client_messages.hpp"
#include "support/gateway_process.hpp"
#include "support/sample_values.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

const std::atomic<bool> running{false};

// A server, and how it is spoken to.
struct RemoteServer {
    explicit RemoteServer(outbound::HttpSettings settings) : http(std::move(settings), running) {}

    client::Response send(const client::Written& written) {
        REQUIRE_MESSAGE(written.has_value(), (written.has_value() ? "" : written.error().text));
        auto answer = http.send(*written);
        REQUIRE_MESSAGE(answer.has_value(), (answer.has_value() ? "" : answer.error().text));
        return std::move(*answer);
    }
    CallResult soap(const char* name, const void* request, soap::ClientFace face, Service service = Service::user) {
        const Operation& operation = *find_operation(service, name);
        return soap::read_answer(operation, face, send(soap::write_request(operation, request, face, sender)));
    }
    CallResult rest(const char* name, const void* request, rest::ClientFace face = {}) {
        const Operation& operation = *find_operation(Service::user, name);
        return rest::read_answer(operation, face, send(rest::write_request(operation, request, face, sender)));
    }
    // The ticket becomes what is shown from now on.
    void log_in(const char* user, const char* password, soap::ClientFace face) {
        AuthenticateUsernamePasswordRequest request;
        request.user_name = user;
        request.password = password;
        const CallResult result = soap("AuthenticateUsernamePassword", &request, face, Service::so_principal);
        CHECK_MESSAGE(result.findings.empty(), told(result.findings));
        REQUIRE(result.kind == CallResult::Kind::success);
        const auto& answer = *static_cast<const AuthenticateResponse*>(result.answer.get());
        REQUIRE(answer.authentication_succeeded);
        sender.evidence = {Evidence::Kind::ticket, {}, Secret(std::string_view(answer.credentials->ticket.text))};
    }

    outbound::HttpClient http;
    client::Sender sender;
};

void check_success(const CallResult& result) {
    CHECK_MESSAGE(result.findings.empty(), told(result.findings));
    REQUIRE_MESSAGE(result.kind == CallResult::Kind::success, result.raw.body);
}

}  // namespace

TEST_CASE("log in, take the ticket, call: both protocols over TLS on one kept connection") {
    const TempDir folder;
    const CertificateFiles files = make_certificate(folder, "127.0.0.1");
    const GatewayProcess gateway(tls_settings(files));
    outbound::HttpSettings settings{"https://127.0.0.1:" + std::to_string(gateway.port())};
    settings.ca_file = files.certificate;
    RemoteServer caller(settings);
    UserIdRequest request;
    request.user_id = 1;
    const Operation& get_user = *find_operation(Service::user, "GetUser");
    for (const auto soap : {soap::SoapVersion::soap11, soap::SoapVersion::soap12})
        for (const Version version : {Version::v84, Version::v88}) {
            caller.log_in("ADM0", "Adm0-demo-only", {version, soap});
            const CallResult over_soap = caller.soap("GetUser", &request, {version, soap});
            check_success(over_soap);
            for (const auto body : {rest::BodyFormat::json, rest::BodyFormat::xml, rest::BodyFormat::form})
                for (const auto format : {rest::DataFormat::json, rest::DataFormat::application_xml}) {
                    const CallResult over_rest = caller.rest("GetUser", &request, {body, format});
                    check_success(over_rest);
                    CHECK(equal_values(get_user.response(), over_soap.answer.get(), over_rest.answer.get(), version));
                }
        }
    CHECK(caller.http.connections() == 1);
}

TEST_CASE("every operation that only reads is answered as the descriptions say") {
    const GatewayProcess gateway;
    RemoteServer caller({"http://127.0.0.1:" + std::to_string(gateway.port()) + "/any/prefix/"});
    caller.log_in("ADM0", "Adm0-demo-only", {});
    for (const Operation& operation : operations(Service::user)) {
        if (!only_reads(operation)) continue;
        CAPTURE(operation.name);
        const Object request = make_object(operation.request());
        const std::string name(operation.name);
        const CallResult over_soap = caller.soap(name.c_str(), request.get(), {});
        CHECK_MESSAGE(over_soap.findings.empty(), told(over_soap.findings), over_soap.raw.body);
        const CallResult over_rest = caller.rest(name.c_str(), request.get());
        CHECK_MESSAGE(over_rest.findings.empty(), told(over_rest.findings), over_rest.raw.body);
        CHECK(over_soap.kind == over_rest.kind);
        if (over_soap.kind == CallResult::Kind::error)
            CHECK_MESSAGE(over_soap.failure.codes.meets(over_rest.failure.codes), over_soap.raw.body,
                          over_rest.raw.body);
    }
    CHECK(caller.http.connections() == 1);
}

TEST_CASE("wrong credentials, no rights and nothing there are the same over both protocols") {
    const GatewayProcess gateway;
    RemoteServer caller({"http://127.0.0.1:" + std::to_string(gateway.port())});
    const UserIdRequest request{1};
    CHECK(caller.soap("GetUser", &request, {}).failure.codes.only() == errc::session);
    CHECK(caller.rest("GetUser", &request).failure.codes.only() == errc::session);
    caller.sender.evidence = {Evidence::Kind::basic, "ADM0", Secret(std::string_view("wrong"))};
    const CallResult wrong = caller.rest("GetUser", &request);
    CHECK(wrong.failure.codes.only() == errc::session);
    CHECK_MESSAGE(wrong.findings.empty(), told(wrong.findings));
    caller.sender.evidence = {Evidence::Kind::basic, "ADM0", Secret(std::string_view("Adm0-demo-only"))};
    check_success(caller.rest("GetUser", &request));
    for (const RestResource& row : rest_resources()) {
        if (row.path != "User/currentPrincipal" && row.path != "User/currentToken") continue;
        const Empty nothing;
        const auto written = rest::write_request(row, &nothing, {}, caller.sender);
        check_success(rest::read_answer(operation_of(row), {}, caller.send(written)));
    }
    caller.sender.language = "de";
    caller.log_in("ADM0", "Adm0-demo-only", {});
    const UserIdRequest nobody{4711};
    const CallResult over_soap = caller.soap("DeleteUser", &nobody, {});
    const CallResult over_rest = caller.rest("DeleteUser", &nobody);
    CHECK(over_soap.failure.codes.only() == errc::not_found);
    CHECK(over_rest.failure.codes.only() == errc::not_found);
    CHECK(over_soap.failure.message == over_rest.failure.message);
    CHECK(over_soap.language == "de");
    CHECK(over_rest.language == "de");
}
