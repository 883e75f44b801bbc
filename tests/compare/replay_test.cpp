// `useragentd replay` and `compare DIR DIR`: what was recorded over one protocol is played over another, with the ids,
// tickets and secrets of the target.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/base/encoding.hpp"
#include "server/recording/reader.hpp"
#include "support/file_text.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/recorder_process.hpp"
#include "support/soap_call.hpp"

namespace uag::test {
namespace {

constexpr const char* admin_password = "Adm0-demo-only";

std::string soap(Version version, std::string_view service, std::string_view operation, std::string_view body,
                 std::string_view ticket = {}) {
    std::string header;
    if (!ticket.empty()) header = "<t:Credentials><t:Ticket>" + std::string(ticket) + "</t:Ticket></t:Credentials>";
    const std::string name = "t:" + std::string(operation);
    return post("/Remote/Services" + std::to_string(static_cast<int>(version)) + '/' + std::string(service) + ".svc",
                "text/xml; charset=utf-8",
                envelope('<' + name + '>' + std::string(body) + "</" + name + '>', header, version));
}

std::string between(const std::string& text, std::string_view before, std::string_view after) {
    const std::size_t begin = text.find(before);
    if (begin == std::string::npos) return {};
    const std::size_t from = begin + before.size();
    return text.substr(from, text.find(after, from) - from);
}

// A client of Services84: logs in, makes a user, changes it, asks for it, gives it a password, removes it.
void soap_session(std::uint16_t port) {
    HttpClient client(port);
    const auto call = [&](const std::string& request) {
        client.send(request);
        const auto answer = client.receive();
        REQUIRE(answer.has_value());
        return answer->body;
    };
    const std::string log_in = call(soap(Version::v84, "SoPrincipal", "AuthenticateUsernamePassword",
                                         "<t:UserName>ADM0</t:UserName><t:Password>Adm0-demo-only</t:Password>"));
    const std::string ticket = between(log_in, "<Ticket>", "</Ticket>");
    REQUIRE_MESSAGE(!ticket.empty(), log_in);
    call(soap(Version::v84, "User", "GetUser", "<t:UserId>2</t:UserId>", ticket));
    call(soap(Version::v84, "User", "GetUserFromName", "<t:Name>tje0</t:Name>", ticket));
    call(soap(Version::v84, "User", "IsUserNameValid", "<t:UserName>nobody-has-it</t:UserName>", ticket));
    call(soap(Version::v84, "User", "GetUser", "<t:UserId>987654</t:UserId>", ticket));
    call(soap(Version::v84, "User", "GetUser", "<t:UserId>2</t:UserId>", "7T:of-nobody-at-all"));
    call(soap(Version::v84, "User", "GetUser", "<t:UserId>2</t:UserId>"));
    call(soap(Version::v84, "User", "SetPassword",
              "<t:AssociateId>2</t:AssociateId><t:Password>quiet-lantern-41</t:Password>", ticket));
    call(soap(Version::v84, "SoPrincipal", "AuthenticateUsernamePassword",
              "<t:UserName>tje0</t:UserName><t:Password>quiet-lantern-41</t:Password>"));
}

struct Recorded {
    const GatewayProcess gateway{cheap_hash};
    RecorderProcess recorder;

    explicit Recorded(const std::vector<std::string>& arguments = {})
        : recorder("http://127.0.0.1:" + std::to_string(gateway.port()), arguments) {}

    void play() {
        soap_session(recorder.port());
        REQUIRE(recorder.terminate() == 0);
    }
};

int replay(const std::string& folder, const GatewayProcess& gateway, const std::string& face,
           std::vector<std::string> more, std::string& output) {
    std::vector<std::string> arguments{"replay", folder, "--target",
                                       "new=" + face + "@http://127.0.0.1:" + std::to_string(gateway.port())};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_tool(arguments, &output);
}

}  // namespace

TEST_CASE("replay: a session of Services84 at a fresh server, over every protocol") {
    Recorded recorded;
    recorded.play();
    const TempDir dir;
    const std::string password = dir.write("pw", admin_password);
    std::filesystem::permissions(password, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    for (const std::string face : {"soap84", "soap88/1.2", "rest", "rest/xml"}) {
        const GatewayProcess fresh(cheap_hash);
        std::string output;
        const int code = replay(recorded.recorder.recording(), fresh, face,
                                {"--user", "ADM0", "--password-file", password, "--writes"}, output);
        CHECK_MESSAGE(code == 0, face << '\n' << output);
        CHECK(output.find(admin_password) == std::string::npos);
    }
}

TEST_CASE("replay: a server that answers otherwise is found") {
    Recorded recorded;
    recorded.play();
    const TempDir dir;
    const std::string password = dir.write("pw", admin_password);
    std::filesystem::permissions(password, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const GatewayProcess other(cheap_hash);
    std::string ignored;
    REQUIRE(run_tool({"user", "disable", "tje0", "--config", other.config_file()}, &ignored) == 0);
    std::string output;
    CHECK(replay(recorded.recorder.recording(), other, "rest",
                 {"--user", "ADM0", "--password-file", password, "--writes"}, output) == 1);
    CHECK_MESSAGE(output.find("differs: ") != std::string::npos, output);
}

TEST_CASE("replay: addresses beside the agent are played as what they run") {
    const GatewayProcess gateway(cheap_hash);
    RecorderProcess recorder("http://127.0.0.1:" + std::to_string(gateway.port()));
    const std::string admin = "Authorization: Basic " + base64_encode("ADM0:Adm0-demo-only") + "\r\n";
    for (const std::string path : {"User/2", "User/987654", "User/currentPrincipal", "User/default"})
        converse(recorder.port(), get("/api/v1/" + path, admin));
    REQUIRE(recorder.terminate() == 0);
    const TempDir dir;
    const std::string password = dir.write("pw", admin_password);
    std::filesystem::permissions(password, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    for (const std::string face : {"rest", "soap88"}) {
        std::string output;
        const GatewayProcess fresh(cheap_hash);
        CHECK_MESSAGE(
            replay(recorder.recording(), fresh, face, {"--user", "ADM0", "--password-file", password}, output) == 0,
            face << '\n'
                 << output);
    }
}

TEST_CASE("replay: without the secret it says which one it needs; with it, it needs no log-in of the target") {
    Recorded recorded;
    recorded.play();
    const GatewayProcess fresh(cheap_hash);
    std::string output;
    CHECK(replay(recorded.recorder.recording(), fresh, "soap86", {"--writes"}, output) == 2);
    const std::string pseudonym = "secret:" + between(output, "needs the value of secret:", ",");
    CHECK_MESSAGE(pseudonym.size() == 19, output);
    const TempDir dir;
    const std::string secrets = dir.write("secrets.toml", '"' + pseudonym + "\" = \"" + admin_password + "\"\n");
    std::filesystem::permissions(secrets, std::filesystem::perms::owner_all | std::filesystem::perms::others_read);
    output.clear();
    CHECK(replay(recorded.recorder.recording(), fresh, "soap86", {"--writes", "--secrets", secrets}, output) == 2);
    CHECK_MESSAGE(output.find("chmod 600") != std::string::npos, output);
    std::filesystem::permissions(secrets, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    output.clear();
    CHECK_MESSAGE(
        replay(recorded.recorder.recording(), fresh, "soap86", {"--writes", "--secrets", secrets}, output) == 0,
        output);
}

TEST_CASE("replay: what was recorded with the secrets beside it needs nothing else") {
    const TempDir dir;
    const std::string secrets = dir.file("secrets.toml");
    Recorded recorded({"--secrets", secrets});
    recorded.play();
    CHECK((std::filesystem::status(secrets).permissions() & std::filesystem::perms::all) ==
          (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    CHECK(file_text(secrets).find("\" = \"quiet-lantern-41\"\n") != std::string::npos);
    CHECK(all_texts_in(recorded.recorder.recording()).find("quiet-lantern-41") == std::string::npos);
    const GatewayProcess fresh(cheap_hash);
    std::string output;
    CHECK_MESSAGE(
        replay(recorded.recorder.recording(), fresh, "soap88", {"--writes", "--secrets", secrets}, output) == 0,
        output);
    // It does not stand beside what it is kept from, and is not written over.
    output.clear();
    CHECK(run_tool({"record", "--listen", "127.0.0.1:0", "--to", "http://127.0.0.1:1", "--into", dir.file("r"),
                    "--secrets", dir.file("r/secrets.toml")},
                   &output) == 2);
    CHECK_MESSAGE(output.find("name a file elsewhere") != std::string::npos, output);
    output.clear();
    CHECK(run_tool({"record", "--listen", "127.0.0.1:0", "--to", "http://127.0.0.1:1", "--into", dir.file("r"),
                    "--secrets", secrets},
                   &output) == 2);
    CHECK_MESSAGE(output.find("cannot be made") != std::string::npos, output);
}

TEST_CASE("record listens where other machines reach it only behind a proxy that speaks TLS") {
    const TempDir dir;
    std::string output;
    CHECK(run_tool({"record", "--listen", "0.0.0.0:0", "--to", "http://127.0.0.1:1", "--into", dir.file("r")},
                   &output) == 2);
    CHECK_MESSAGE(
        output.find("--listen 0.0.0.0:0 would let passwords cross the network in clear text") != std::string::npos,
        output);
    CHECK_FALSE(std::filesystem::exists(dir.file("r")));
}

TEST_CASE("replay: what changes something needs --writes; what is no recording is told") {
    Recorded recorded;
    recorded.play();
    std::string output;
    CHECK(replay(recorded.recorder.recording(), recorded.gateway, "rest", {}, output) == 2);
    CHECK_MESSAGE(output.find("--writes is needed") != std::string::npos, output);
    output.clear();
    const TempDir dir;
    CHECK(replay(dir.path().string(), recorded.gateway, "rest", {}, output) == 2);
    CHECK(output.find("holds no recording") != std::string::npos);
}

TEST_CASE("replay: an answer that only one recording has is a difference, and none at all is no agreement") {
    Recorded first;
    first.play();
    const std::string left = first.recorder.recording();
    const TempDir copies;
    const std::string right = copies.file("copy");
    std::filesystem::copy(left, right);
    std::filesystem::remove(right + "/000002.answer.http");
    std::string output;
    CHECK(run_tool({"compare", left, right}, &output) == 1);
    CHECK_MESSAGE(output.find("000002") != std::string::npos, output);
    for (const std::string& folder : {left, right})
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.path().string().ends_with(".answer.http")) std::filesystem::remove(entry.path());
    output.clear();
    CHECK(run_tool({"compare", left, right}, &output) == 2);
    CHECK_MESSAGE(output.find("nothing was compared") != std::string::npos, output);
}

TEST_CASE("replay: two recordings of the same session agree, of another one do not") {
    Recorded first;
    first.play();
    Recorded second;
    second.play();
    std::string output;
    CHECK_MESSAGE(run_tool({"compare", first.recorder.recording(), second.recorder.recording()}, &output) == 0, output);
    // Somebody else's answer in the second one.
    const std::string file = second.recorder.recording() + "/000002.answer.http";
    std::string text = file_text(file);
    const std::size_t at = text.find("tje0");
    REQUIRE(at != std::string::npos);
    std::ofstream(file, std::ios::trunc) << text.replace(at, 4, "room");
    output.clear();
    CHECK(run_tool({"compare", first.recorder.recording(), second.recorder.recording()}, &output) == 1);
    CHECK_MESSAGE(output.find("GetUser.") != std::string::npos, output);
    // A call less.
    std::filesystem::remove(second.recorder.recording() + "/000003.request.http");
    output.clear();
    CHECK(run_tool({"compare", first.recorder.recording(), second.recorder.recording()}, &output) == 1);
}

}  // namespace uag::test
