// The core answers, and the server behind is asked beside it.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "support/bridge_chain.hpp"
#include "support/fake_server.hpp"
#include "support/file_text.hpp"

using namespace uag;
using namespace uag::test;
using client::CallResult;

namespace {

std::string last_log_of(GatewayProcess& process) {
    CHECK(process.terminate() == 0);
    return file_text(process.log_file());
}

}  // namespace

TEST_CASE("what two servers say alike is told as agreed, what differs by its path, and no value is told") {
    for (const char* const face : {"rest", "soap84"}) {
        CAPTURE(face);
        const GatewayProcess upstream(cheap_hash);
        GatewayProcess front(in_front_of(upstream, face, "[routes]\ndefault = \"shadow\"\n"));
        FaceCaller direct(upstream, "rest");
        direct.show_basic("ADM0", adm0_password);
        UserRequest save;
        save.user = Box<User>(user_in(direct.get_user(2)));
        save.user->person->firstname = "Somebody-Else-There";
        CHECK(user_in(direct.call("SaveUser", &save)).associate_id == 2);

        FaceCaller caller(front, "rest");
        caller.show_basic("ADM0", adm0_password);
        CHECK(user_in(caller.get_user(3)).associate_id == 3);
        CHECK(user_in(caller.get_user(2)).person->firstname.text == "Tina");
        // A change goes nowhere else.
        save.user->person->firstname = "Somebody-Else-Here";
        CHECK(user_in(caller.call("SaveUser", &save)).person->firstname.text == "Somebody-Else-Here");
        CHECK(user_in(direct.get_user(2)).person->firstname.text == "Somebody-Else-There");

        const std::string log = last_log_of(front);
        CHECK_MESSAGE(
            log.find(R"("operation":"GetUser","path":"GetUser.Person.Firstname","what":"value")") != std::string::npos,
            log);
        CHECK(log.find("Somebody-Else") == std::string::npos);
        CHECK(log.find(R"("side":"local")") != std::string::npos);
        CHECK(log.find(R"("side":"upstream")") == std::string::npos);
        CHECK_MESSAGE(log.find(R"("agreed":1,"differed":1)") != std::string::npos, log);
    }
}

TEST_CASE("a server behind that hangs keeps nobody waiting, and no more calls than may be are under way") {
    FakeServer hangs([](FakeServer::Connection& connection, std::size_t) {
        if (!connection.read_request().empty()) connection.hold();
    });
    GatewayProcess front(in_front_of(hangs.url().substr(0, hangs.url().size() - 1), "rest",
                                     "answer_seconds = 1\nconnect_seconds = 1\n[routes]\ndefault = \"shadow\"\n"));
    FaceCaller caller(front, "rest");
    caller.show_basic("ADM0", adm0_password);
    const auto begun = std::chrono::steady_clock::now();
    for (int i = 0; i < 40; ++i) CHECK(user_in(caller.get_user(1)).associate_id == 1);
    CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(20));
    const std::string log = last_log_of(front);
    CHECK_MESSAGE(log.find(R"("left_out":)") != std::string::npos, log);
    CHECK(hangs.requests().size() <= 40);
}

TEST_CASE("who shows no password is asked for as the user of the settings, or not at all") {
    const GatewayProcess upstream(cheap_hash);
    for (const bool has_user : {false, true}) {
        CAPTURE(has_user);
        const TempDir folder;
        const std::string file = folder.path().string() + "/password";
        std::ofstream(file) << adm0_password;
        std::filesystem::permissions(file, std::filesystem::perms::owner_read);
        GatewayProcess front(in_front_of(
            upstream, "soap88",
            "[routes]\ndefault = \"shadow\"\n" +
                (has_user ? "shadow_user = \"ADM0\"\nshadow_password_file = \"" + file + "\"\n" : std::string())));
        FaceCaller caller(front, "soap88");
        REQUIRE(caller.log_in("ADM0", adm0_password));
        CHECK(user_in(caller.get_user(2)).associate_id == 2);
        const std::string log = last_log_of(front);
        CHECK_MESSAGE(log.find(has_user ? R"("agreed":1,"differed":0,"left_out":0)"
                                        : R"("agreed":0,"differed":0,"left_out":1)") != std::string::npos,
                      log);
    }
}

TEST_CASE("upstream_then_local answers here what is not to be had there") {
    const GatewayProcess upstream(cheap_hash);
    GatewayProcess front(in_front_of(upstream, "soap84", "[routes]\ndefault = \"upstream_then_local\"\n"));
    FaceCaller caller(front, "rest");
    caller.show_basic("ADM0", adm0_password);
    CHECK(user_in(caller.get_user(1)).associate_id == 1);
    const GetAccessTokenRequest ask{};
    CHECK(caller.call("GetAccessToken", &ask).kind == CallResult::Kind::success);
    const std::string log = last_log_of(front);
    CHECK(log.find(R"("side":"local")") != std::string::npos);
    CHECK(log.find(R"("side":"upstream")") != std::string::npos);

    GatewayProcess alone(in_front_of("http://127.0.0.1:1", "soap84", "[routes]\ndefault = \"upstream_then_local\"\n"));
    FaceCaller here(alone, "rest");
    here.show_basic("ADM0", adm0_password);
    CHECK(user_in(here.get_user(1)).associate_id == 1);
    UserRequest save;
    save.user = Box<User>(user_in(here.get_user(2)));
    CHECK(here.call("SaveUser", &save).raw.status == 502);
}
