// Associates without a password here, whose first log-in is proven by a second service over a real socket, in each face.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/bridge_chain.hpp"
#include "support/fake_server.hpp"
#include "support/file_text.hpp"
#include "support/gateway_fixture.hpp"
#include "support/http_client.hpp"
#include "support/page_sign_in.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string asks(const std::string& url, std::string_view face, std::string_view more = {}) {
    return std::string(cheap_hash) + "[migration]\nverify_at = \"" + url + "\"\nface = \"" + std::string(face) +
           "\"\n" + std::string(more);
}

std::string url_of(const GatewayProcess& process) { return "http://127.0.0.1:" + std::to_string(process.port()); }

// Users without passwords: the state of a service without its hashes, in another.
void take_users(const GatewayProcess& from, const GatewayProcess& to) {
    const std::string state = (to.folder() / "state.toml").string();
    REQUIRE(run_tool({"export", "state", state, "--db", from.database()}) == 0);
    std::string told;
    const int seeded = run_tool({"seed", state, "--db", to.database()}, &told);
    REQUIRE_MESSAGE(seeded == 0, told);
}

// A service with the users of another and none of their passwords, which it asks for there.
struct Moving {
    explicit Moving(std::string_view face, std::string_view more = {})
        : front(asks(url_of(old), face, more), ProcessOptions{.seeded = false}) {
        take_users(old, front);
    }

    GatewayProcess old{cheap_hash};
    GatewayProcess front;
};

bool logs_in(const GatewayProcess& process, std::string_view face, std::string_view user, std::string_view password) {
    return FaceCaller(process, face).log_in(user, password);
}

HttpAnswer by_basic(const GatewayProcess& process, std::string_view user, std::string_view password) {
    return converse(process.port(),
                    get("/api/v1/User/currentPrincipal", "Authorization: " + basic(user, password) + "\r\n"));
}

constexpr const char* cannot_check = "Your password cannot be checked now. Try again in a moment.";

}  // namespace

TEST_CASE("first log-ins over SOAP, the WebAPI and the page are proven in each face, and none is needed again") {
    for (const char* const face : {"soap84", "soap88/1.2", "rest", "rest/xml"}) {
        CAPTURE(face);
        Moving moving(face);
        const auto all_log_in = [&] {
            CHECK(logs_in(moving.front, "soap84", "tje0", "Tje0"));
            CHECK(logs_in(moving.front, "rest", "ADM0", adm0_password));
            const HttpAnswer page = sign_in(moving.front, "SYS0", "Sys0-demo-only");
            CHECK_MESSAGE(page.status == 303, page.body);
        };
        CHECK_FALSE(logs_in(moving.front, "soap84", "tje0", "wrong"));
        CHECK_FALSE(logs_in(moving.front, "rest", "ADM0", "wrong"));
        CHECK_FALSE(logs_in(moving.front, "rest", "old0", "Old0-demo-only"));  // retired
        all_log_in();
        moving.old.kill();
        all_log_in();
        CHECK_FALSE(logs_in(moving.front, "soap84", "tje0", "wrong"));
        // Who has not come yet is told that nobody can say, which is not that the password is wrong.
        const HttpAnswer late = by_basic(moving.front, "ext0", "Ext0-demo-only");
        CHECK(late.status == 503);
        CHECK(contains(late.body, cannot_check));
        CHECK_FALSE(late.field("Retry-After").empty());
        CHECK_FALSE(contains(late.body, "127.0.0.1"));

        std::string list;
        REQUIRE(run_tool({"user", "list", "--without-password", "--db", moving.front.database()}, &list) == 0);
        CHECK(contains(list, "ext0"));
        for (const char* const other : {"tje0", "ADM0", "SYS0", "room1"}) CHECK_FALSE(contains(list, other));
        std::string audit;
        REQUIRE(run_tool({"audit", "--db", moving.front.database()}, &audit) == 0);
        CHECK(contains(audit, "password taken over at the first log-in"));
        for (const std::string& text : {audit, file_text(moving.front.log_file())})
            for (const char* const password : {"Tje0-", "Adm0-demo-only", "Sys0-demo-only", "Ext0-demo-only"})
                CHECK_FALSE(contains(text, password));
        // The old passwords are below today's policy.
        std::string shown;
        REQUIRE(run_tool({"user", "show", "tje0", "--db", moving.front.database()}, &shown) == 0);
        CHECK(contains(shown, "Must change password"));
    }
}

TEST_CASE("a server that answers nonsense, or with somebody else, proves nobody and is no wrong password") {
    const GatewayProcess old(cheap_hash);
    struct Case {
        const char* what;
        std::string answer;
    };
    for (const Case& each : {
             Case{"a page", ok_answer("<html><body>Welcome</body></html>", "text/html")},
             Case{"nothing", ok_answer("", "application/json")},
             Case{"an error of its own", "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nno"},
             Case{"cut short", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"},
             Case{"a redirect", "HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n"},
             Case{"somebody else", ok_answer(by_basic(old, "ADM0", adm0_password).body, "application/json")},
             Case{"somebody of the same name",
                  ok_answer(R"({"AssociateId":999,"Associate":"tje0"})", "application/json")},
         }) {
        CAPTURE(std::string(each.what));
        FakeServer fake([&](FakeServer::Connection& connection, std::size_t) {
            // It closes behind each, so that what is cut short ends there.
            if (!connection.read_request().empty()) connection.send(each.answer);
        });
        const GatewayProcess front(asks("http://127.0.0.1:" + std::to_string(fake.port()), "rest"),
                                   ProcessOptions{.seeded = false});
        take_users(old, front);
        // More often than wrong passwords are taken, and until nobody is asked any more for a while.
        for (int i = 0; i < 12; ++i) {
            const HttpAnswer answer = by_basic(front, "tje0", "Tje0");
            CHECK(answer.status == 503);
            CHECK(contains(answer.body, cannot_check));
        }
        CHECK_FALSE(fake.requests().empty());
        std::string list;
        REQUIRE(run_tool({"user", "list", "--without-password", "--db", front.database()}, &list) == 0);
        CHECK(contains(list, "tje0"));
    }
}

TEST_CASE("until a day that has come, nobody is asked") {
    Moving moving("rest", "until = \"2026-01-01\"\n");
    CHECK_FALSE(logs_in(moving.front, "rest", "tje0", "Tje0"));
    const HttpAnswer answer = by_basic(moving.front, "tje0", "Tje0");
    CHECK(answer.status == 401);
}
