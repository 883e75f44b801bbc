// Settings of the server behind that are wrong, each with its place.
#include <doctest/doctest.h>

#include <string>

#include "server/config/config.hpp"

using namespace uag;

namespace {

std::string judge(const std::string& text) {
    const auto config = parse_config(text, "c.toml");
    if (!config.has_value()) return config.error().public_text.english();
    const auto checked = check_config(*config);
    return checked.has_value() ? std::string() : checked.error().public_text.english();
}

std::string judge_upstream(const std::string& more) {
    return judge("[upstream]\nurl = \"https://crm.example.com\"\n" + more);
}

void check_refused(const std::string& why, const std::string& place, const std::string& words) {
    CHECK_MESSAGE(why.starts_with("c.toml:" + place), why);
    CHECK_MESSAGE(why.find(words) != std::string::npos, why);
}

}  // namespace

TEST_CASE("a server behind: what is right, and what is wrong with line and column") {
    CHECK(judge_upstream("").empty());
    CHECK(judge_upstream("face = \"soap84/1.2\"\ntime_zone = \"NO\"\n[routes]\nlocal = [\"GetSystemInfo\"]\n").empty());
    CHECK(judge("[upstream]\nurl = \"http://127.0.0.1:8080/netserver\"\n").empty());

    check_refused(judge_upstream("face = \"soap83\"\n"), "3:8", "must be soap84 to soap88");
    check_refused(judge("[upstream]\nurl = \"ftp://crm\"\n"), "2:7", "must be like https://");
    check_refused(judge("[upstream]\nurl = \"https://a:b@crm\"\n"), "2:7", "must be like https://");
    check_refused(judge("[upstream]\nurl = \"http://crm.example.com\"\n"), "2:7", "clear text");
    check_refused(judge_upstream("answer_seconds = 0\n"), "3:18", "1 to 600");
    check_refused(judge_upstream("connect_seconds = 9\nanswer_seconds = 8\n"), "3:19", "must not be longer");
    check_refused(judge_upstream("client_key = \"k.pem\"\n"), "3:14", "needed together");
    check_refused(judge_upstream("face = \"soap88\"\nkeep_password = true\n"), "4:17", "is for the WebAPI");
    check_refused(judge("[upstream]\nca_file = \"ca.pem\"\n"), "2:11", "needs upstream.url");
    check_refused(judge("[upstream]\nurl = \"http://127.0.0.1\"\nca_file = \"ca.pem\"\n"), "3:11", "are for https");
    check_refused(judge("[routes]\nlocal = [\"GetUser\"]\n"), "2:9", "needs upstream.url");
    check_refused(judge_upstream("[routes]\nlocal = [\"GetUzer\"]\n"), "4:9", "names of operations");
    check_refused(judge_upstream("[routes]\ndefault = \"both\"\n"), "4:11", "must be local, upstream, shadow or");
    check_refused(judge_upstream("[routes]\nlocal = [\"GetUser\"]\nshadow = [\"GetUser\"]\n"), "5:10", "GetUser");
    check_refused(judge_upstream("[routes]\nshadow_user = \"ada\"\n"), "4:15", "need each other");
}

TEST_CASE("a setting that means nothing without another one is told with its place") {
    check_refused(judge("[migration]\nface = \"soap84\"\n"), "2:8", "migration.face needs migration.verify_at");
    check_refused(judge("[migration]\nuntil = \"2027-01-01\"\n"), "2:9", "migration.until needs migration.verify_at");
    check_refused(judge("[openid]\nregistration = true\n"), "2:16", "openid.registration needs openid.issuer");
    check_refused(judge("[mail]\nuser = \"robot\"\n"), "2:8", "mail.user needs mail.server");
    CHECK(judge("[migration]\nface = \"rest\"\n").empty());  // as it is by default
}
