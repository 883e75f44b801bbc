// WebAPI clients in front of a server that speaks SOAP of an old version, or of the newest.
#include <doctest/doctest.h>

#include <string>

#include "support/bridge_chain.hpp"
#include "support/gateway_fixture.hpp"
#include "support/http_client.hpp"
#include "support/sample_values.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

errc code_in(const CallResult& result) {
    REQUIRE_MESSAGE(result.kind == CallResult::Kind::error, result.raw.body);
    return result.failure.codes.first().value_or(errc::internal);
}

HttpAnswer send_json(const GatewayProcess& process, const std::string& method, const std::string& path,
                     const std::string& type, const std::string& body) {
    HttpClient client(process.port());
    client.send(method + " /api/v1/" + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: Basic " +
                basic("ADM0", adm0_password).substr(6) + "\r\nContent-Type: " + type +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    const auto answer = client.receive();
    REQUIRE(answer.has_value());
    return *answer;
}

}  // namespace

TEST_CASE("a client of the WebAPI reads, saves and fails in front of SOAP 84 and 88") {
    for (const char* const behind : {"soap84", "soap84/1.2", "soap88"}) {
        CAPTURE(behind);
        const BridgeChain chain(behind);
        for (const char* const face : {"rest", "rest/xml", "rest/form"}) {
            CAPTURE(face);
            FaceCaller bridged(chain.front, face);
            CHECK(code_in(bridged.get_user(1)) == errc::session);
            bridged.show_basic("ADM0", "wrong");
            CHECK(code_in(bridged.get_user(1)) == errc::session);
            bridged.show_basic("ADM0", adm0_password);
            const CallResult read = bridged.get_user(2);
            CHECK(user_in(read).name.text == "tje0");
            // What the old version carries is all there.
            FaceCaller direct(chain.upstream, behind);
            REQUIRE(direct.log_in("ADM0", adm0_password));
            const CallResult at_once = direct.get_user(2);
            const Operation& get_user = *find_operation(Service::user, "GetUser");
            CHECK(equal_values(get_user.response(), read.answer.get(), at_once.answer.get(), at_once.version));

            if (std::string_view(face) == "rest/form") continue;  // a form has no word for nested lists
            UserRequest save;
            save.user = Box<User>(user_in(read));
            save.user->person->firstname = std::string("Tina by ") + face;
            CHECK(user_in(bridged.call("SaveUser", &save)).person->firstname.text == save.user->person->firstname.text);
            CHECK(user_in(direct.get_user(2)).person->firstname.text == save.user->person->firstname.text);
            save.user->role->id = 4711;
            const CallResult wrong_there = direct.call("SaveUser", &save);
            const CallResult wrong_here = bridged.call("SaveUser", &save);
            CHECK(wrong_here.failure.type == wrong_there.failure.type);
            CHECK(wrong_here.failure.message == wrong_there.failure.message);
            CHECK(wrong_here.failure.messages == wrong_there.failure.messages);
        }
    }
}

TEST_CASE("an operation that the old version has not got is 501, by its name and version") {
    const BridgeChain chain("soap84");
    FaceCaller bridged(chain.front, "rest");
    bridged.show_basic("ADM0", adm0_password);
    const GetAccessTokenRequest request{};
    const CallResult result = bridged.call("GetAccessToken", &request);
    CHECK(result.raw.status == 501);
    CHECK(code_in(result) == errc::not_implemented);
    CHECK(result.failure.message.find("GetAccessToken") != std::string::npos);
    CHECK(result.failure.message.find("soap84") != std::string::npos);
    // A bearer token could only be exchanged by an operation that version 84 has not got either.
    bridged.sender.evidence = {Evidence::Kind::bearer, {}, Secret(std::string_view("8A:AAAA"))};
    CHECK(bridged.get_user(1).raw.status == 501);
}

TEST_CASE("a name and password log in once and are remembered, until they are wrong") {
    const BridgeChain chain("soap88");
    FaceCaller bridged(chain.front, "rest");
    bridged.show_basic("tje0", "Tje0");
    for (int i = 0; i < 5; ++i) CHECK(user_in(bridged.get_user(2)).associate_id == 2);
    std::string audit;
    CHECK(run_tool({"audit", "--config", chain.upstream.config_file(), "--kind", "login", "--json"}, &audit) == 0);
    CHECK_MESSAGE(audit.find("AuthenticateUsernamePassword") != std::string::npos, audit);
    CHECK(audit.find("AuthenticateUsernamePassword") == audit.rfind("AuthenticateUsernamePassword"));

    FaceCaller direct(chain.upstream, "soap88");
    REQUIRE(direct.log_in("ADM0", adm0_password));
    SetPasswordRequest change;
    change.associate_id = 2;
    change.password = "quite-Another-demo-one-77";
    CHECK(direct.call("SetPassword", &change).kind == CallResult::Kind::success);
    CHECK(code_in(bridged.get_user(2)) == errc::session);
    bridged.show_basic("tje0", "quite-Another-demo-one-77");
    CHECK(user_in(bridged.get_user(2)).associate_id == 2);
}

TEST_CASE("a token of the server behind is exchanged for a ticket there") {
    const BridgeChain chain("soap88");
    FaceCaller direct(chain.upstream, "soap88");
    REQUIRE(direct.log_in("ADM0", adm0_password));
    const GetAccessTokenRequest ask{};
    const CallResult token = direct.call("GetAccessToken", &ask);
    const std::string text = static_cast<const SecretAnswer*>(token.answer.get())->response.text;
    FaceCaller bridged(chain.front, "rest");
    bridged.sender.evidence = {Evidence::Kind::bearer, {}, Secret(std::string_view(text))};
    for (int i = 0; i < 2; ++i) CHECK(user_in(bridged.get_user(1)).associate_id == 1);
    bridged.sender.evidence = {Evidence::Kind::bearer, {}, Secret("8A:" + std::string(44, 'A'))};
    CHECK(code_in(bridged.get_user(1)) == errc::session);
}

TEST_CASE("a difference is made to what is stored there, and says when it does not fit") {
    const BridgeChain chain("soap84");
    const HttpAnswer changed = send_json(chain.front, "PATCH", "User/2", "application/merge-patch+json",
                                         R"({"Person":{"Firstname":"Merged"}})");
    CHECK_MESSAGE(changed.status == 200, changed.body);
    CHECK(changed.body.find("\"Merged\"") != std::string::npos);
    FaceCaller direct(chain.upstream, "soap84");
    REQUIRE(direct.log_in("ADM0", adm0_password));
    const User after = user_in(direct.get_user(2));
    CHECK(after.person->firstname.text == "Merged");
    CHECK(after.person->lastname.text == "Employee");
    CHECK(send_json(chain.front, "PATCH", "User/2", "application/json-patch+json",
                    R"([{"op":"test","path":"/Name","value":"nobody"}])")
              .status == 409);
    CHECK(send_json(chain.front, "PATCH", "User/4711", "application/merge-patch+json", "{}").status == 404);
}

TEST_CASE("a difference in what the old version has no member for is told by its name, and nothing is saved") {
    const BridgeChain chain("soap84");
    const HttpAnswer refused = send_json(chain.front, "PATCH", "User/2", "application/merge-patch+json",
                                         R"({"NickName":"nicky","Tooltip":"lost"})");
    CHECK(refused.status == 501);
    CHECK_MESSAGE(refused.body.find("has no operation SaveUser/NickName: it is called as soap84") != std::string::npos,
                  refused.body);
    const HttpAnswer saved =
        send_json(chain.front, "PATCH", "User/2", "application/merge-patch+json", R"({"Tooltip":"kept"})");
    CHECK_MESSAGE(saved.status == 200, saved.body);
    FaceCaller direct(chain.upstream, "soap88");
    REQUIRE(direct.log_in("ADM0", adm0_password));
    CHECK(user_in(direct.get_user(2)).tooltip.text == "kept");
}

TEST_CASE("dates are told in the caller's zone whatever the zone of the server behind") {
    const BridgeChain chain("soap84", "time_zone = \"NO\"\n",
                            std::string(cheap_hash) + "[server]\ntime_zone = \"NO\"\n");
    FaceCaller bridged(chain.front, "rest");
    FaceCaller direct(chain.upstream, "rest");
    for (FaceCaller* const caller : {&bridged, &direct}) {
        caller->show_basic("ADM0", adm0_password);
        caller->sender.time_zone = "US-NY";
    }
    const CallResult here = bridged.get_user(1);
    const CallResult there = direct.get_user(1);
    const Operation& get_user = *find_operation(Service::user, "GetUser");
    CHECK(equal_values(get_user.response(), here.answer.get(), there.answer.get(), Version::v84));
}
