// What the command line says about what is wrong: which word, which option, which file, which value.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "clients/cli.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// In quotes, for TOML.
std::string quoted(const std::string& text) { return '"' + text + '"'; }

}  // namespace

TEST_CASE("a word that is no command is named, and arguments too many in their order") {
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
        {{"srve"}, "unknown command \"srve\"\nSee: useragentd --help\n"},
        {{"user", "lst"}, "unknown command \"lst\"\nSee: useragentd user --help\n"},
        {{"hash", "calibrat"}, "unknown command \"calibrat\"\nSee: useragentd hash --help\n"},
        {{"user", "show", "a", "b", "c"}, "unexpected arguments: b c\nSee: useragentd user show --help\n"},
        {{"serve", "--port", "80"}, "unexpected arguments: --port 80\nSee: useragentd serve --help\n"},
        {{"version", "x"}, "unexpected argument: x\nSee: useragentd version --help\n"},
    };
    for (const auto& [line, said] : cases) {
        const Run result = run(line);
        CHECK(result.code == 2);
        CHECK(result.output == "useragentd: " + said);
    }
    CHECK(run({}).output.starts_with("useragentd: "));
    CHECK(run({"user", "add"}).output.starts_with("useragentd: "));
}

TEST_CASE("check-config refuses what serve refuses, in the same words") {
    const TempDir dir;
    const std::string open_key = dir.write("open.key", "x");
    REQUIRE(::chmod(open_key.c_str(), 0644) == 0);
    const std::string closed_key = dir.write("server.key", "no key");
    REQUIRE(::chmod(closed_key.c_str(), 0600) == 0);
    const std::string none = quoted(dir.file("none"));
    const std::string certificate = quoted(dir.write("server.pem", "no certificate"));
    const std::string database = "[database]\npath = " + quoted(dir.file("users.db")) + "\n";
    const std::string mail =
        "[server]\npublic_url = \"https://a.example\"\n[mail]\nserver = \"localhost\"\n"
        "from = \"a@b.example\"\nuser = \"u\"\n";
    const std::vector<std::pair<std::string, std::string>> cases{
        {database + "[tls]\ncertificate = " + none + "\nkey = " + none, "none: cannot be read: No such file"},
        {database + "[tls]\ncertificate = " + certificate + "\nkey = " + none, "none: cannot be read: No such file"},
        {database + "[tls]\ncertificate = " + certificate + "\nkey = " + quoted(open_key), "open.key: everybody"},
        {database + "[tls]\ncertificate = " + certificate + "\nkey = " + quoted(closed_key),
         "is not a usable PEM certificate"},
        {database + "[policy]\nbreached_file = " + none, "none"},
        {database + "[openid]\nissuer = \"https://id.example\"\nclient_id = \"a\"\nclient_secret_file = " + none,
         "openid.client_secret_file"},
        {database + "[[credential_type]]\nname = \"Directory\"\ndirectory = " + none, "none"},
        {database + mail + "password_file = " + none, "mail.password_file"},
        {database + "[log]\npath = " + quoted(dir.file("no/log")), "log.path"},
        {"[database]\npath = " + quoted(dir.file("no/users.db")), dir.file("no/users.db")},
        {database + "[secrets]\nkey_file = " + quoted(open_key), "open.key"},
    };
    for (const auto& [settings, why] : cases) {
        CAPTURE(settings);
        const std::string file = dir.write("config.toml", settings + "\n");
        const Run checked = run({"check-config", "--config", file, "--listen", "127.0.0.1:0"});
        CAPTURE(checked.output);
        CHECK(is_refusal(checked));
        CHECK(contains(checked.output, why));
        const Run served = run({"serve", "--config", file, "--listen", "127.0.0.1:0"});
        CHECK(served.output == checked.output);
        CHECK_FALSE(std::filesystem::exists(dir.file("users.db")));
    }
    const Run good = run({"check-config", "--config", dir.write("config.toml", database)});
    CHECK(good.code == 0);
    CHECK_FALSE(std::filesystem::exists(dir.file("users.db")));
    CHECK_FALSE(std::filesystem::exists(dir.file("users.db.key")));
}

TEST_CASE("a file or folder that is missing is named, and why") {
    const TempDir dir;
    const Run config = run({"check-config", "--config", dir.file("none.toml")});
    CHECK(config.output == "useragentd: " + dir.file("none.toml") + ": cannot be read: No such file or directory\n");
    const Run folder = run({"user", "add", "boss", "--db", dir.file("no/users.db")}, good_password);
    CHECK(is_refusal(folder));
    CHECK(contains(folder.output, dir.file("no/users.db")));
    const Run list = run({"user", "list", "--db", dir.file("none.db")});
    CHECK(is_refusal(list));
    CHECK(contains(list.output, "useragentd seed, user add or serve make one"));
    const Run listen = run({"serve", "--listen", "127.0.0.1:99999", "--db", dir.file("none.db")});
    CHECK(contains(listen.output, "\"127.0.0.1:99999\""));
}

TEST_CASE("what would help is told as the option that does it") {
    const Database database(true);
    REQUIRE(database({"group", "add", "Elsewhere"}).code == 0);
    const std::string group = texts_of(database.json({"group", "list"})).front();
    const Run group_deleted = database({"group", "delete", group});
    CAPTURE(group_deleted.output);
    CHECK(is_refusal(group_deleted));
    CHECK(group_deleted.output.starts_with("useragentd: --move-to: "));
    const Run role_deleted = database({"role", "delete", "User level 0"});
    CAPTURE(role_deleted.output);
    CHECK(is_refusal(role_deleted));
    CHECK(role_deleted.output.starts_with("useragentd: --replace-with: "));

    const Database small(false);
    REQUIRE(small({"user", "add", "boss", "--admin"}, good_password).code == 0);
    const Run disabled = small({"user", "disable", "boss"});
    CHECK(is_refusal(disabled));
    CHECK(disabled.output.starts_with("useragentd: \"boss\": The last associate"));
}

TEST_CASE("a seed names roles and groups of the database as commands do, and what is wrong by its value") {
    const TempDir dir;
    const std::string names = "[[associate]]\nname = \"someone\"\n";
    const Database database(false);
    const Run wrong = database({"seed", dir.write("wrong.toml", names + "role = \"Nope\"\n")});
    CHECK(is_refusal(wrong));
    CHECK(contains(wrong.output, "wrong.toml:3:8: there is no role \"Nope\""));
    const Run group = database({"seed", dir.write("group.toml", names + "group = \"Nope\"\n")});
    CHECK(contains(group.output, "group.toml:3:9: there is no group \"Nope\""));
    const Run others = database({"seed", dir.write("others.toml", names + "secondary_groups = [\"Nope\"]\n")});
    CHECK(contains(others.output, "names nothing in this file: \"Nope\""));

    const std::string role = texts_of(database.json({"role", "list"})).front();
    const Run right = database({"seed", dir.write("right.toml", names + "role = " + quoted(role) + "\n")});
    INFO(right.output);
    REQUIRE(right.code == 0);
    CHECK(contains(database({"user", "show", "someone"}).output, role));
}

TEST_CASE("calibrate takes the settings as other commands do") {
    const TempDir dir;
    const Run wrong = run({"hash", "calibrate", "--config", dir.file("none.toml"), "--db", dir.file("none.db")});
    CHECK(is_refusal(wrong));
    CHECK(contains(wrong.output, "none.toml"));
}

TEST_CASE("a service without an administrator says how to make one") {
    for (const bool seeded : {true, false}) {
        GatewayProcess gateway("", {.seeded = seeded});
        CHECK(gateway.terminate() == 0);  // the log is written out
        std::ifstream log(gateway.log_file());
        const std::string text{std::istreambuf_iterator<char>(log), {}};
        CHECK(contains(text, "no administrator yet: useragentd user add NAME --admin") != seeded);
    }
}
