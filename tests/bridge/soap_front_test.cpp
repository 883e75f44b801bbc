// SOAP clients of every version in front of a server that has only the WebAPI.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "core/base/text.hpp"
#include "support/bridge_chain.hpp"
#include "support/file_text.hpp"
#include "support/http_client.hpp"
#include "support/sample_values.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

std::string ticket_of(const FaceCaller& caller) { return std::string(caller.sender.evidence.secret.reveal()); }

void show_ticket(FaceCaller& caller, std::string_view ticket) {
    caller.sender.evidence = {Evidence::Kind::ticket, {}, Secret(ticket)};
}

errc only_code(const CallResult& result) {
    REQUIRE_MESSAGE(result.kind == CallResult::Kind::error, result.raw.body);
    return result.failure.codes.first().value_or(errc::internal);
}

}  // namespace

TEST_CASE("a SOAP client of each version logs in, reads, saves and fails as at a server of its own protocol") {
    const BridgeChain chain("rest");
    for (const char* const face : {"soap84", "soap85", "soap86", "soap87", "soap88", "soap88/1.2"}) {
        CAPTURE(face);
        FaceCaller bridged(chain.front, face);
        FaceCaller direct(chain.upstream, face);
        CHECK(only_code(bridged.get_user(1)) == errc::session);
        CHECK_FALSE(bridged.log_in("ADM0", "wrong"));
        REQUIRE_MESSAGE(bridged.log_in("ADM0", adm0_password), bridged.why);
        REQUIRE(direct.log_in("ADM0", adm0_password));
        CHECK(ticket_of(bridged).starts_with("7T:"));
        CHECK(bridged.principal->associate_id == direct.principal->associate_id);
        CHECK(bridged.principal->role_name == direct.principal->role_name);

        const CallResult over_bridge = bridged.get_user(2);
        const CallResult at_once = direct.get_user(2);
        CHECK(user_in(over_bridge).name.text == "tje0");
        const Operation& get_user = *find_operation(Service::user, "GetUser");
        const Version version = over_bridge.version;
        CHECK(equal_values(get_user.response(), over_bridge.answer.get(), at_once.answer.get(), version));

        // A change through the bridge is there for both.
        UserRequest save;
        save.user = Box<User>(user_in(over_bridge));
        save.user->person->firstname = "Tina " + std::string(face);
        const CallResult saved = bridged.call("SaveUser", &save);
        CHECK(user_in(saved).person->firstname.text == "Tina " + std::string(face));
        CHECK(user_in(direct.get_user(2)).person->firstname.text == "Tina " + std::string(face));

        // An error keeps type, message and what is wrong with which member.
        save.user->role->id = 4711;
        const CallResult wrong_there = direct.call("SaveUser", &save);
        const CallResult wrong_here = bridged.call("SaveUser", &save);
        CHECK(wrong_here.kind == CallResult::Kind::error);
        CHECK(wrong_here.failure.type == wrong_there.failure.type);
        CHECK(wrong_here.failure.message == wrong_there.failure.message);
        CHECK(wrong_here.failure.messages == wrong_there.failure.messages);
    }
}

TEST_CASE("every operation that only reads comes out of the bridge as from the server behind it") {
    const BridgeChain chain("rest");
    FaceCaller bridged(chain.front, "soap88");
    FaceCaller direct(chain.upstream, "soap88");
    REQUIRE(bridged.log_in("ADM0", adm0_password));
    REQUIRE(direct.log_in("ADM0", adm0_password));
    std::size_t asked = 0;
    for (const Operation& operation : operations(Service::user)) {
        if (!only_reads(operation)) continue;
        CAPTURE(operation.name);
        const std::string name(operation.name);
        const Object request = make_object(operation.request());
        const CallResult here = bridged.call(name.c_str(), request.get());
        const CallResult there = direct.call(name.c_str(), request.get());
        CHECK(here.kind == there.kind);
        if (here.kind == CallResult::Kind::success && there.kind == CallResult::Kind::success)
            CHECK_MESSAGE(equal_values(operation.response(), here.answer.get(), there.answer.get(), newest_version),
                          here.raw.body, there.raw.body);
        if (here.kind == CallResult::Kind::error) {
            CHECK(here.failure.codes.meets(there.failure.codes));
            CHECK(here.failure.message == there.failure.message);
        }
        ++asked;
    }
    CHECK(asked > 30);
}

TEST_CASE("a sealed ticket is good at every gateway with the key, and nowhere else") {
    const GatewayProcess upstream(cheap_hash);
    GatewayProcess first(in_front_of(upstream, "rest"), ProcessOptions{.seeded = false});
    const GatewayProcess stranger(in_front_of(upstream, "rest"), ProcessOptions{.seeded = false});
    FaceCaller caller(first, "soap88");
    REQUIRE(caller.log_in("tje0", "Tje0"));
    const std::string ticket = ticket_of(caller);
    CHECK(user_in(caller.get_user(2)).associate_id == 2);

    SUBCASE("a gateway that was started again remembers nothing and serves it") {
        first.kill();
        first.start();
        FaceCaller again(first, "soap84");
        show_ticket(again, ticket);
        CHECK(user_in(again.get_user(2)).associate_id == 2);
    }
    SUBCASE("another key opens nothing") {
        FaceCaller elsewhere(stranger, "soap88");
        show_ticket(elsewhere, ticket);
        CHECK(only_code(elsewhere.get_user(2)) == errc::session);
    }
    SUBCASE("altered by one bit, wherever, it is none") {
        for (std::size_t at = ticket.size() - 1; at > 7; at -= 9) {
            std::string altered = ticket;
            altered[at] = altered[at] == 'A' ? 'B' : 'A';
            if (altered == ticket) continue;
            show_ticket(caller, altered);
            CHECK(only_code(caller.get_user(2)) == errc::session);
        }
    }
    SUBCASE("it is no ticket of the server behind") {
        FaceCaller direct(upstream, "soap88");
        show_ticket(direct, ticket);
        CHECK(only_code(direct.get_user(2)) == errc::session);
    }
    SUBCASE("a ticket of the server behind passes as it is") {
        FaceCaller direct(upstream, "soap88");
        REQUIRE(direct.log_in("tje0", "Tje0"));
        show_ticket(caller, ticket_of(direct));
        CHECK(user_in(caller.get_user(2)).associate_id == 2);
    }
}

TEST_CASE("what logs in otherwise: a ticket that goes on, an access token, nothing at all") {
    const BridgeChain chain("rest");
    FaceCaller caller(chain.front, "soap88");
    REQUIRE(caller.log_in("ADM0", adm0_password));
    const std::string ticket = ticket_of(caller);
    const GetAccessTokenRequest ask{};
    const CallResult token = caller.call("GetAccessToken", &ask);
    const std::string text = static_cast<const SecretAnswer*>(token.answer.get())->response.text;
    CHECK(text.starts_with("8A:"));

    const auto log_in = [&](std::initializer_list<std::pair<const char*, std::string>> data) {
        AuthenticateGenericRequest request;
        request.authentication_data.presence = Presence::value;
        for (const auto& [key, value] : data) {
            request.authentication_data.items.emplace_back();
            request.authentication_data.items.back().key = key;
            request.authentication_data.items.back().value = value;
        }
        const CallResult result = caller.call("AuthenticateGeneric", &request, Service::so_principal);
        REQUIRE(result.kind == CallResult::Kind::success);
        const auto& answer = *static_cast<const AuthenticateResponse*>(result.answer.get());
        return answer.authentication_succeeded ? answer.credentials->ticket.text : std::string();
    };
    CHECK(log_in({{"Ticket", ticket}}) == ticket);
    CHECK(log_in({{"AccessToken", text}}).starts_with("7T:"));
    CHECK(log_in({{"userName", "ADM0"}, {"password", adm0_password}}).starts_with("7T:"));
    CHECK(log_in({{"UserName", "ADM0"}, {"Password", "wrong"}}).empty());
    CHECK(log_in({{"UserName", "AD:M0"}, {"Password", "wrong"}}).empty());
    CHECK(log_in({{"AccessToken", "8A:AAAA"}}).empty());
    CHECK(log_in({{"Ticket", "7T:UAG.AAAA"}}).empty());
    CHECK(log_in({}).empty());
    // What is there decides, also when it is empty, here as there.
    CHECK(log_in({{"Ticket", ""}, {"UserName", "ADM0"}, {"Password", adm0_password}}).empty());
    CHECK(log_in({{"AccessToken", ""}, {"UserName", "ADM0"}, {"Password", adm0_password}}).empty());
    const Object nothing = make_object(find_operation(Service::so_principal, "AuthenticateImplicit")->request());
    const CallResult implicit = caller.call("AuthenticateImplicit", nothing.get(), Service::so_principal);
    CHECK_FALSE(static_cast<const AuthenticateResponse*>(implicit.answer.get())->authentication_succeeded);
    // What needs no log-in and has no twin there is told by who stands in front.
    const CallResult system = caller.call("GetSystemInfo", nothing.get(), Service::so_principal);
    CHECK(system.kind == CallResult::Kind::success);
}

TEST_CASE("guessing is slowed down before the server behind is asked") {
    const BridgeChain chain("rest", "[throttle]\nfirst_pause_seconds = 900\nlongest_pause_seconds = 900\n");
    FaceCaller caller(chain.front, "soap88");
    for (int i = 0; i < 6; ++i) CHECK_FALSE(caller.log_in("tje0", "wrong"));
    // The right password too: nobody is told whether it is.
    CHECK_FALSE(caller.log_in("tje0", "Tje0"));
    CHECK(caller.log_in("ADM0", adm0_password));
}

TEST_CASE("with keep_password a ticket outlives the token, and ends with the password") {
    const BridgeChain chain("rest", "keep_password = true\n");
    FaceCaller caller(chain.front, "soap88");
    REQUIRE(caller.log_in("ADM0", adm0_password));
    CHECK(user_in(caller.get_user(1)).associate_id == 1);
    FaceCaller other(chain.upstream, "soap88");
    REQUIRE(other.log_in("ADM0", adm0_password));
    ChangeOwnPasswordRequest change;
    change.old_password = adm0_password;
    change.new_password = "quite-Another-demo-one-77";
    CHECK(other.call("ChangeOwnPassword", &change).kind == CallResult::Kind::success);
    CHECK(only_code(caller.get_user(1)) == errc::session);
    CHECK_FALSE(caller.log_in("ADM0", adm0_password));
    CHECK(caller.log_in("ADM0", "quite-Another-demo-one-77"));
}

TEST_CASE("log and audit say which side has answered, and have no secret of the other") {
    BridgeChain chain("rest", "[routes]\nlocal = [\"GetSystemInfo\"]\n");
    FaceCaller caller(chain.front, "soap88");
    REQUIRE(caller.log_in("ADM0", adm0_password));
    CHECK(user_in(caller.get_user(1)).associate_id == 1);
    const Object nothing = make_object(find_operation(Service::so_principal, "GetSystemInfo")->request());
    caller.call("GetSystemInfo", nothing.get(), Service::so_principal);
    CHECK(chain.front.terminate() == 0);
    const std::string log = file_text(chain.front.log_file());
    CHECK(log.find(R"("operation":"GetUser","status":200)") != std::string::npos);
    CHECK(log.find(R"("side":"upstream")") != std::string::npos);
    CHECK(log.find(R"("side":"local")") != std::string::npos);
    for (const std::string& secret : {std::string(adm0_password), ticket_of(caller), std::string("8A:")})
        CHECK(log.find(secret) == std::string::npos);
    std::string audit;
    CHECK(run_tool({"audit", "--config", chain.front.config_file(), "--json"}, &audit) == 0);
    CHECK_MESSAGE(audit.find("answered by the upstream") != std::string::npos, audit);
}
