// What the client sides write, the server's side reads: every operation in every version and form.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/rest/client_request.hpp"
#include "adapters/soap/client_request.hpp"
#include "core/contract/requests.hpp"
#include "support/client_messages.hpp"
#include "support/rest_call.hpp"
#include "support/sample_values.hpp"
#include "support/versions.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr int request_rounds = 3;
constexpr int request_depth = 3;

client::Sender with_ticket() {
    client::Sender sender;
    sender.evidence.kind = Evidence::Kind::ticket;
    sender.evidence.secret = Secret(std::string_view("7T:dGlja2V0<&>"));
    sender.application_token = Secret(std::string_view("app<&>token"));
    sender.language = "de";
    sender.time_zone = "UTC";
    return sender;
}

// No server of the WebAPI takes the base carriers' members, and a form cannot say everything.
void leave_out_base(const TypeInfo& type, void* object);

void leave_out_base_of_slot(const TypeInfo& type, void* slot) {
    if (type.kind == Kind::object) {
        if (const void* const object = type.slot.object(slot)) leave_out_base(type, const_cast<void*>(object));
    } else if (type.kind == Kind::array || type.kind == Kind::dictionary) {
        for (std::size_t i = 0; i < type.slot.size(slot); ++i) {
            void* const item = const_cast<void*>(type.slot.at(slot, i));
            if (type.kind == Kind::array)
                leave_out_base_of_slot(type.item(), item);
            else
                leave_out_base(type.item(), item);
        }
    }
}

void leave_out_base(const TypeInfo& type, void* object) {
    for (const FieldInfo& field : type.fields) {
        if (!field.is_base) {
            leave_out_base_of_slot(field.type(), field.slot(object));
            continue;
        }
        for (const FieldInfo& member : field.type().fields)
            member.type().slot.clear(member.slot(field.slot(object)), Presence::absent);
    }
}

Object sample_request(const Operation& operation, std::mt19937_64& random, Version version,
                      int levels = request_depth) {
    Object request = make_object(operation.request());
    fill_sample(operation.request(), request.get(), random, levels, version);
    return request;
}

void check_soap(const Operation& operation, const soap::ClientFace& face, std::mt19937_64& random) {
    const Object request = sample_request(operation, random, face.version);
    client::Written written = soap::write_request(operation, request.get(), face, with_ticket());
    REQUIRE(written.has_value());
    CHECK(written->path == "Remote/Services" + std::to_string(static_cast<int>(face.version)) + "/" +
                               std::string(name_of(operation.service)) + ".svc");
    CHECK(written->only_reads == only_reads(operation));
    SoapCall call(written->body, headers_of(*written), {operation.service, face.version});
    REQUIRE_MESSAGE(call.call() != nullptr, call.refuse().body);
    CHECK(call.call()->operation == &operation);
    CHECK(call.call()->application_token.reveal() == "app<&>token");
    const bool is_user = operation.service == Service::user;
    CHECK(call.call()->evidence.secret.reveal() == (is_user ? "7T:dGlja2V0<&>" : ""));
    const Object read = make_object(operation.request());
    const Result<void> decoded = call.call()->parameters->decode(operation, read.get());
    REQUIRE(decoded.has_value());
    CHECK(equal_values(operation.request(), request.get(), read.get(), face.version));
}

// False: the form cannot have these values.
bool check_rest(const Operation& operation, const rest::ClientFace& face, std::mt19937_64& random, int levels) {
    const Object request = sample_request(operation, random, newest_version, levels);
    leave_out_base(operation.request(), request.get());
    client::Written written = rest::write_request(operation, request.get(), face, with_ticket());
    if (!written.has_value()) {
        CHECK(face.body == rest::BodyFormat::form);
        CHECK_FALSE(written.error().text.empty());
        return false;
    }
    const std::size_t mark = written->path.find('?');
    Headers headers;
    for (const auto& [name, value] : written->fields) headers.emplace_back(name, value);
    Sent sent(written->method, "/" + written->path.substr(0, mark), headers, written->body,
              mark == std::string::npos ? "" : written->path.substr(mark + 1));
    REQUIRE_MESSAGE(sent.call() != nullptr, sent.reply.body);
    CHECK(sent.call()->operation == &operation);
    CHECK(sent.call()->evidence.kind == Evidence::Kind::ticket);
    CHECK(sent.call()->evidence.secret.reveal() == "7T:dGlja2V0<&>");
    CHECK(sent.call()->application_token.reveal() == "app<&>token");
    const Object read = make_object(operation.request());
    const Result<void> decoded = sent.call()->parameters->decode(operation, read.get());
    REQUIRE_MESSAGE(decoded.has_value(), written->body);
    CHECK_MESSAGE(equal_values(operation.request(), request.get(), read.get(), newest_version, true), written->body);
    return true;
}

template <class Visit> void for_each_agent_operation(Visit visit) {
    for (const Service service : {Service::user, Service::archive})
        for (const Operation& operation : operations(service)) {
            CAPTURE(operation.name);
            visit(operation);
        }
}

}  // namespace

TEST_CASE("over SOAP the server reads what the client wrote, in every version and both envelopes") {
    std::mt19937_64 random(14);
    std::size_t calls = 0;
    for (const Version version : all_versions)
        for (const Service service : all_services)
            for (const Operation& operation : operations(service)) {
                if (!operation.in(version)) continue;
                CAPTURE(operation.name);
                for (int round = 0; round < request_rounds; ++round)
                    for (const auto soap : {soap::SoapVersion::soap11, soap::SoapVersion::soap12})
                        check_soap(operation, {version, soap}, random);
                ++calls;
            }
    CHECK(calls > 400);
}

TEST_CASE("over the WebAPI the server reads what the client wrote, as JSON and as XML") {
    std::mt19937_64 random(15);
    for_each_agent_operation([&](const Operation& operation) {
        for (int round = 0; round < request_rounds; ++round)
            for (const auto body : {rest::BodyFormat::json, rest::BodyFormat::xml})
                CHECK(check_rest(operation, {body}, random, request_depth));
    });
}

TEST_CASE("a form that is written is read as it was meant, and there is one of every operation") {
    std::mt19937_64 random(16);
    for_each_agent_operation([&](const Operation& operation) {
        int written = 0;
        for (int round = 0; round < 300 && written < request_rounds; ++round)
            written += check_rest(operation, {rest::BodyFormat::form}, random, 1 + round % 2) ? 1 : 0;
        CHECK(written > 0);
    });
}

TEST_CASE("absent, nil and empty arrive as three different things") {
    const Operation& operation = *find_operation(Service::user, "ChangePassword");
    for (const Presence presence : {Presence::absent, Presence::nil, Presence::value}) {
        ChangePasswordRequest request;
        request.associate_id = 7;
        request.old_password.presence = presence;
        client::Written soap = soap::write_request(operation, &request, {}, {});
        REQUIRE(soap.has_value());
        SoapCall call(soap->body, headers_of(*soap));
        const auto over_soap = call.decode<ChangePasswordRequest>();
        REQUIRE(over_soap.has_value());
        CHECK(over_soap->old_password.presence == presence);
        CHECK(over_soap->associate_id == 7);
        for (const auto body : {rest::BodyFormat::json, rest::BodyFormat::xml}) {
            client::Written rest = rest::write_request(operation, &request, {body}, {});
            REQUIRE(rest.has_value());
            Headers headers;
            for (const auto& [name, value] : rest->fields) headers.emplace_back(name, value);
            Sent sent("POST", "/" + rest->path, headers, rest->body);
            ChangePasswordRequest read;
            REQUIRE(sent.parameters(read).has_value());
            CHECK(read.old_password.presence == presence);
        }
    }
}

TEST_CASE("an address beside the agent gets its parameters where the server reads them") {
    std::size_t written = 0;
    for (const RestResource& row : rest_resources()) {
        CAPTURE(row.path);
        const Operation& operation = operation_of(row);
        const Object request = make_object(operation.request());
        for (const FieldInfo& field : operation.request().fields) {
            void* const slot = field.slot(request.get());
            if (field.type().kind == Kind::int32) *static_cast<std::int32_t*>(slot) = 7;
            if (field.type().kind == Kind::string) *static_cast<String*>(slot) = "T\xC3\xA5/ a+b?&%";
        }
        const client::Written message = rest::write_request(row, request.get(), {}, with_ticket());
        if (!message.has_value()) {
            CHECK(message.error().path == row.path);
            continue;
        }
        ++written;
        const std::size_t mark = message->path.find('?');
        Headers headers;
        for (const auto& [name, value] : message->fields) headers.emplace_back(name, value);
        Sent sent(message->method, "/" + message->path.substr(0, mark), headers, message->body,
                  mark == std::string::npos ? "" : message->path.substr(mark + 1));
        REQUIRE_MESSAGE(sent.call() != nullptr, sent.reply.body);
        CHECK(sent.call()->operation == &operation);
        const Object read = make_object(operation.request());
        REQUIRE(sent.call()->parameters->decode(operation, read.get()).has_value());
        for (const RestBinding& binding : row.bindings) {
            if (binding.source == RestBinding::Source::none) continue;
            for (const FieldInfo& field : operation.request().fields) {
                if (field.name != binding.parameter) continue;
                std::string there, here;
                json::encode(field.type(), field.get(read.get()), there);
                json::encode(field.type(), field.get(request.get()), here);
                CHECK(there == here);
            }
        }
    }
    CHECK(written > 20);
    UserNameRequest none;
    for (const RestResource& row : rest_resources())
        if (row.path == "User/{userName}" && row.method == http::Method::get)
            CHECK(rest::write_request(row, &none, {}, {}).error().path == "userName");
}

TEST_CASE("credentials and what is asked for beside the operation") {
    const Operation& operation = *find_operation(Service::user, "GetUser");
    UserIdRequest request;
    request.user_id = -5;
    client::Sender sender;
    sender.language = "nb-NO";
    sender.culture = "en-GB";
    sender.time_zone = "NO";
    sender.evidence.kind = Evidence::Kind::basic;
    sender.evidence.user_name = "\xC3\x85se";
    sender.evidence.secret = Secret(std::string_view("pass:word"));
    client::Written basic = rest::write_request(operation, &request, {}, sender);
    REQUIRE(basic.has_value());
    CHECK(basic->path == "api/v1/Agents/User/GetUser?userId=-5");
    CHECK(basic->body.empty());
    CHECK(basic->field("content-type").empty());
    CHECK(basic->field("authorization") == "Basic w4VzZTpwYXNzOndvcmQ=");
    CHECK(basic->field("Accept") == "application/json");
    CHECK(basic->field("Accept-Language") == "nb-NO");
    CHECK(basic->field("SO-Culture") == "en-GB");
    CHECK(basic->field("SO-TimeZone") == "NO");

    sender.evidence = {Evidence::Kind::bearer, {}, Secret(std::string_view("8A:token"))};
    rest::ClientFace face{rest::BodyFormat::json, rest::DataFormat::application_xml, true};
    client::Written bearer = rest::write_request(operation, &request, face, sender);
    REQUIRE(bearer.has_value());
    CHECK(bearer->field("Authorization") == "Bearer 8A:token");
    CHECK(bearer->field("Accept") == "application/xml, application/problem+json");

    sender.evidence = {Evidence::Kind::ticket, {}, Secret(std::string_view("7T:x"))};
    client::Written soap = soap::write_request(operation, &request, {Version::v84, soap::SoapVersion::soap12}, sender);
    REQUIRE(soap.has_value());
    CHECK(soap->field("Content-Type") ==
          "application/soap+xml; charset=utf-8; "
          "action=\"http://www.superoffice.net/ws/crm/NetServer/Services84/User/GetUser\"");
    CHECK(soap->field("Accept-Language") == "nb-NO");
    CHECK(soap->field("SOAPAction").empty());
    CHECK(soap->body.find("<TimeZone><SoTimeZoneId>0</SoTimeZoneId><SoTimeZoneLocationCode>NO<") != std::string::npos);
}

TEST_CASE("what cannot be sent is refused, without the value") {
    const Operation& operation = *find_operation(Service::user, "GetUser");
    const UserIdRequest request;
    const auto refusal = [](const client::Written& written) {
        return written.has_value() ? std::string("written") : written.error().path + ' ' + written.error().text;
    };
    client::Sender sender;
    sender.evidence = {Evidence::Kind::basic, "a:b", Secret(std::string_view("x"))};
    CHECK(refusal(rest::write_request(operation, &request, {}, sender)) ==
          "credentials have a colon in the user name, which Basic cannot carry");
    CHECK(refusal(soap::write_request(operation, &request, {}, sender)) ==
          "credentials can only be a ticket over SOAP");
    sender.evidence = {Evidence::Kind::ticket, {}, Secret(std::string_view("7T:x\r\nHost: y"))};
    CHECK(refusal(rest::write_request(operation, &request, {}, sender)) ==
          "credentials has a character that no header can have");
    sender.evidence = {};
    sender.language = "de\n";
    CHECK(refusal(soap::write_request(operation, &request, {}, sender)) ==
          "language has a character that no header can have");
    sender = {};
    const Operation& late = *find_operation(Service::user, "GetUserInfoList");
    const Operation& page = rest_operations().front();
    const Operation& list = operations(Service::archive).front();
    const GetUserInfoListRequest none{};
    CHECK(refusal(soap::write_request(page, &request, {}, sender)).ends_with("is no operation of this version"));
    CHECK(refusal(soap::write_request(list, &request, {}, sender)).ends_with("is no operation of this version"));
    CHECK(refusal(rest::write_request(*find_operation(Service::so_principal, "GetSystemInfo"), &request, {}, sender))
              .ends_with("is no operation of an agent of the WebAPI"));
    GetUserInfoListRequest empty;
    empty.user_info_ids.presence = Presence::value;
    CHECK(refusal(rest::write_request(late, &empty, {rest::BodyFormat::form}, sender)) ==
          " is an empty list, which a form cannot have");
    CHECK(refusal(rest::write_request(late, &none, {rest::BodyFormat::form}, sender)) == "written");
}
