// The command line as an operator uses it: exit codes, what it prints, where passwords may come from.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <sstream>

#include "clients/cli.hpp"
#include "support/file_text.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

// As a shell does it, as far as examples need it: words between blanks, and between double quotes.
std::vector<std::string> words_of(const std::string& line) {
    std::istringstream stream(line);
    std::vector<std::string> words;
    for (std::string word; stream >> std::ws && !stream.eof(); words.push_back(word)) stream >> std::quoted(word);
    return words;
}

// The first words of the lines of "Subcommands:".
std::vector<std::string> subcommands_in(const std::string& help) {
    std::vector<std::string> names;
    bool inside = false;
    for (const std::string& line : lines_of(help)) {
        if (!line.starts_with(' ')) inside = line == "Subcommands:" || line == "SUBCOMMANDS:";
        if (inside && line.starts_with("  ") && line[2] != ' ') names.push_back(words_of(line).front());
    }
    return names;
}

std::string example_in(const std::string& help) {
    const std::vector<std::string> lines = lines_of(help);
    const auto at = std::ranges::find(lines, "Example:");
    return at == lines.end() || at + 1 == lines.end() ? std::string() : *(at + 1);
}

// Help of the command and of all below it; how many there are.
int check_help(const std::vector<std::string>& command) {
    auto line = command;
    line.emplace_back("--help");
    const Run help = run(line);
    CAPTURE(help.output);
    CHECK(help.code == 0);
    CHECK(contains(help.output, "Usage:"));

    // The example names the command, and is a right line: what fails is the missing file, which is read first.
    const std::vector<std::string> example = words_of(example_in(help.output));
    REQUIRE(example.size() > command.size());
    CHECK(example.front() == "useragentd");
    CHECK(std::equal(command.begin(), command.end(), example.begin() + 1));
    std::vector<std::string> tried{"--config", "/nonexistent/useragentd.toml"};
    tried.insert(tried.end(), example.begin() + 1, example.end());
    const Run done = run(tried);
    CAPTURE(done.output);
    // Of commands that compare, 2 is also what could not be run.
    CHECK((done.code != 2 || contains(done.output, "/nonexistent/useragentd.toml")));

    int count = 1;
    for (const std::string& name : subcommands_in(help.output)) {
        auto below = command;
        below.push_back(name);
        count += check_help(below);
    }
    return count;
}

}  // namespace

TEST_CASE("help is there for each command, costs nothing, and shows an example that is right") {
    CHECK(check_help({}) > 40);
}

TEST_CASE("a wrong command line is 2") {
    for (const std::vector<std::string>& line :
         std::vector<std::vector<std::string>>{{},
                                               {"sreve"},
                                               {"serve", "--port", "80"},
                                               {"seed"},
                                               {"user"},
                                               {"user", "add"},
                                               {"user", "add", "a", "secret"},
                                               {"user", "add", "a", "--password", "secret"},
                                               {"user", "add", "a", "--type", "alien"},
                                               {"user", "add", "a", "--person-id", "-1"},
                                               {"user", "role", "a"},
                                               {"role"},
                                               {"role", "grant", "a"},
                                               {"role", "add", "a", "--type", "internal"},
                                               {"group", "rename", "a"},
                                               {"ticket"},
                                               {"ticket", "revoke", "abcdef", "--all"},
                                               {"ticket", "revoke", "--user", "a", "--all"},
                                               {"audit", "--kind", "everything"},
                                               {"audit", "--limit", "-1"},
                                               {"audit", "--limit", "many"},
                                               {"hash", "calibrate", "--target-ms", "0"}}) {
        const Run result = run(line);
        CAPTURE(result.output);
        CHECK(result.code == 2);
    }
}

TEST_CASE("what cannot be done is 1 and one line") {
    const TempDir dir;
    const std::string nowhere = dir.file("none.db");
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
             {"user", "list", "--db", nowhere},
             {"user", "passwd", "tje0", "--db", nowhere},
             {"user", "show", "tje0", "--db", nowhere},
             {"user", "disable", "tje0", "--db", nowhere},
             {"role", "list", "--db", nowhere},
             {"group", "list", "--db", nowhere},
             {"ticket", "list", "--db", nowhere},
             {"ticket", "revoke", "--db", nowhere},
             {"audit", "--db", nowhere},
             {"audit", "--since", "yesterday", "--db", nowhere},
             {"audit", "--until", "5", "--db", nowhere},
             {"seed", dir.file("none.toml"), "--db", nowhere},
             {"serve", "--config", dir.file("none.toml")},
             {"serve", "--listen", "8080"},
             {"serve", "--listen", "0.0.0.0:0", "--db", nowhere},
             {"user", "add", "new", "--db", nowhere, "--password-file", dir.file("none")}}) {
        const Run result = run(line);
        CAPTURE(result.output);
        CHECK(is_refusal(result));
    }
}

TEST_CASE("version names the program and its libraries") {
    const Run version = run({"version"});
    CHECK(version.code == 0);
    CHECK(version.output.starts_with("useragentd "));
    for (const char* library : {"Boost", "pugixml", "RapidJSON", "SQLite", "OpenSSL", "toml++", "CLI11"})
        CHECK(contains(version.output, library));
}

TEST_CASE("check-config prints a file that says the same") {
    const TempDir dir;
    const std::string first = dir.write("first.toml", "[limits]\nbody_bytes = 4096\n");
    const Run printed = run({"check-config", "--config", first, "--db", "/srv/x.db"});
    CHECK(printed.code == 0);
    CHECK(contains(printed.output, "body_bytes = 4096"));
    CHECK(contains(printed.output, "/srv/x.db"));
    const std::string second = dir.write("second.toml", printed.output);
    CHECK(run({"check-config", "--config", second}).output == printed.output);

    dir.write("first.toml", "[limits]\nbody_size = 4096\n");
    const Run unknown = run({"check-config", "--config", first});
    CHECK(unknown.code == 1);
    CHECK(unknown.output == "useragentd: " + first + ":2:1: unknown key limits.body_size\n");
}

TEST_CASE("the documented defaults are a configuration") {
    const TempDir dir;
    const Run documented = run({"check-config", "--defaults"});
    CHECK(documented.code == 0);
    const std::string file = dir.write("defaults.toml", documented.output);
    CHECK(run({"check-config", "--config", file}).code == 0);
}

TEST_CASE("hash turns a password into a PHC string") {
    const Run hash = run({"hash"}, good_password);
    CHECK(hash.code == 0);
    CHECK(hash.output.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    CHECK(run({"hash"}, good_password).output != hash.output);
    CHECK(run({"hash"}, "").code == 1);
    CHECK(run({"hash"}, "two\nlines\n").code == 1);
    CHECK(run({"hash"}, "bad \xff utf-8").code == 1);
    CHECK(run({"hash"}, std::string(70'000, 'a')).code == 1);
}

TEST_CASE("the first administrator of a fresh database can log in and is listed") {
    const TempDir dir;
    const std::string database = dir.file("fresh.db");
    const Run weak = run({"user", "add", "boss", "--admin", "--db", database}, "password1\n");
    CHECK(weak.code == 1);
    CHECK(contains(weak.output, "the password is refused"));
    CHECK_FALSE(contains(weak.output, "password1"));

    const Run added = run({"user", "add", "boss", "--admin", "--db", database, "--first-name", "Bo", "--last-name",
                           "Åsen", "--email", "bo@example.com"},
                          good_password);
    CAPTURE(added.output);
    REQUIRE(added.code == 0);
    const Run again = run({"user", "add", "BOSS", "--db", database}, good_password);
    CHECK(again.code == 1);
    CHECK(again.output == "useragentd: Name: The name is already in use.\n");

    const std::string file = dir.write("password", "another-river-92\n");
    CHECK(run({"user", "add", "clerk", "--db", database, "--password-file", file}).code == 0);
    CHECK(run({"user", "add", "third", "--admin", "--role", "User level 1", "--db", database}, good_password).code ==
          1);
    CHECK(run({"user", "add", "third", "--role", "Nobody's", "--db", database}, good_password).code == 1);
    CHECK(run({"user", "add", "third", "--email", "nowhere", "--db", database}, good_password).code == 1);

    const Run list = run({"user", "list", "--json", "--db", database});
    REQUIRE(list.code == 0);
    rapidjson::Document users;
    users.Parse(list.output.c_str());
    REQUIRE(users.IsArray());
    REQUIRE(users.Size() == 2);
    CHECK(std::string(users[0]["name"].GetString()) == "boss");
    CHECK(std::string(users[0]["role"].GetString()) == "User level 0");
    CHECK(std::string(users[0]["full_name"].GetString()) == "Bo Åsen");
    CHECK(users[0]["has_password"].GetBool());
    CHECK(std::string(users[1]["role"].GetString()) == "User level 1");
    CHECK(contains(run({"user", "list", "--db", database}).output, "boss"));
    CHECK_FALSE(contains(list.output, "argon2"));
}

TEST_CASE("a running service notices a password that the command line changed, at once for the old one") {
    GatewayProcess gateway;
    REQUIRE(status_of_login(gateway.port(), "tje0", "Tje0") == 200);
    CHECK(run({"user", "passwd", "nobody", "--db", gateway.database()}, good_password).code == 1);
    const Run changed = run({"user", "passwd", "tje0", "--db", gateway.database()}, good_password);
    CAPTURE(changed.output);
    REQUIRE(changed.code == 0);
    CHECK(status_of_login(gateway.port(), "tje0", "quiet-lantern-41") == 200);
    CHECK(gateway.terminate() == 0);
}

TEST_CASE("unlock ends the pause after failed log-ins") {
    GatewayProcess gateway("[throttle]\npair_free = 1\nfirst_pause_seconds = 600\n");
    for (int i = 0; i < 3; ++i) CHECK(status_of_login(gateway.port(), "ext0", "wrong") == 401);
    CHECK(status_of_login(gateway.port(), "ext0", "Ext0-demo-only") == 401);
    CHECK(gateway.terminate() == 0);  // saves the counters

    const Run unlocked = run({"user", "unlock", "EXT0", "--db", gateway.database()});
    CAPTURE(unlocked.output);
    CHECK(unlocked.code == 0);
    CHECK_FALSE(unlocked.output.starts_with("0 "));
    gateway.start();
    CHECK(status_of_login(gateway.port(), "ext0", "Ext0-demo-only") == 200);
    CHECK(run({"user", "unlock", "nobody", "--db", gateway.database()}).code == 1);
}

TEST_CASE("unlock ends the pause beside a running service at once") {
    GatewayProcess gateway("[throttle]\npair_free = 1\nfirst_pause_seconds = 600\n");
    for (int round = 0; round < 5; ++round) {
        CHECK(status_of_login(gateway.port(), "ext0", "wrong") == 401);
        CHECK(status_of_login(gateway.port(), "ext0", "Ext0-demo-only") == 401);
        CHECK(run({"user", "unlock", "ext0", "--db", gateway.database()}).code == 0);
        CHECK(status_of_login(gateway.port(), "ext0", "Ext0-demo-only") == 200);
    }
}

TEST_CASE("unlock --source ends the pause of an address, in a running service") {
    GatewayProcess gateway("[throttle]\nsource_free = 2\nfirst_pause_seconds = 600\nlongest_pause_seconds = 600\n");
    for (const char* name : {"ext0", "tje0"}) CHECK(status_of_login(gateway.port(), name, "wrong") == 401);
    CHECK(status_of_login(gateway.port(), "ext0", "Ext0-demo-only") == 429);
    CHECK(run({"user", "unlock", "ext0", "--db", gateway.database()}).code == 0);
    CHECK(run({"user", "unlock", "--source", "127.0.0.2", "--db", gateway.database()}).code == 0);
    CHECK(status_of_login(gateway.port(), "ext0", "Ext0-demo-only") == 429);

    const Run unlocked = run({"user", "unlock", "--source", "::ffff:127.0.0.1", "--db", gateway.database()});
    CAPTURE(unlocked.output);
    REQUIRE(unlocked.code == 0);
    CHECK(contains(unlocked.output, "of source 127.0.0.1 forgotten"));
    int status = 429;
    const auto patience =
        std::chrono::steady_clock::now() + std::chrono::seconds(20);  // the service looks 4 times a second
    while (status == 429 && std::chrono::steady_clock::now() < patience)
        status = status_of_login(gateway.port(), "ext0", "Ext0-demo-only");
    CHECK(status == 200);

    const Run six = run({"user", "unlock", "--source", "2001:db8::77", "--db", gateway.database()});
    CHECK(contains(six.output, "of source 2001:db8::/64 forgotten"));
    const Run wrong = run({"user", "unlock", "--source", "here", "--db", gateway.database()});
    CHECK(is_refusal(wrong));
    CHECK(contains(wrong.output, "no IPv4 or IPv6 address"));
    CHECK(run({"user", "unlock", "--db", gateway.database()}).code == 2);
    CHECK(run({"user", "unlock", "ext0", "--source", "127.0.0.1", "--db", gateway.database()}).code == 2);
    const Run audit = run({"audit", "--db", gateway.database()});
    CHECK(contains(audit.output, "source 127.0.0.1"));
}

TEST_CASE("where the key file of a lost database is, no service makes a new one, and a command only if it is told to") {
    GatewayProcess gateway;
    REQUIRE(gateway.terminate() == 0);
    for (const char* file : {"", "-wal", "-shm"}) std::filesystem::remove(gateway.database() + file);
    const std::vector<std::vector<std::string>> commands{
        {"serve", "--listen", "127.0.0.1:0"}, {"user", "list"}, {"user", "passwd", "anna"}, {"key", "rotate"}};
    for (std::vector<std::string> command : commands) {
        command.insert(command.end(), {"--db", gateway.database()});
        const Run refused = run(command, good_password);
        CAPTURE(refused.output);
        CHECK(refused.code == 1);
        CHECK(contains(refused.output, "useragentd restore FILE --db " + gateway.database()));
        CHECK(contains(refused.output, "useragentd seed or user add make a database for that key"));
        CHECK_FALSE(std::filesystem::exists(gateway.database()));
    }
    // What is left of a database is not taken for the beginning of one.
    const auto empty = [&] {
        std::ofstream(gateway.database()).close();
        std::filesystem::permissions(gateway.database(),
                                     std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    };
    empty();
    for (const std::vector<std::string>& command :
         {std::vector<std::string>{"seed", "samples/demo.toml"}, {"user", "add", "anna"}}) {
        std::vector<std::string> line = command;
        line.insert(line.end(), {"--db", gateway.database()});
        const Run refused = run(line, good_password);
        CHECK(refused.code == 1);
        CHECK(contains(refused.output, "move the empty file away"));
        std::filesystem::remove(gateway.database());
        const Run made = run(line, good_password);
        CHECK_MESSAGE(made.code == 0, made.output);
        for (const char* file : {"", "-wal", "-shm"}) std::filesystem::remove(gateway.database() + file);
        empty();
    }
    std::filesystem::remove(gateway.database());
}

TEST_CASE("a key file that was put there beforehand is the new database's") {
    const TempDir dir;
    const std::string database = dir.file("users.db");
    const std::string text = "1 " + base64_encode(std::string(32, 'k')) + "\n";
    const std::string key = dir.write("users.db.key", text);
    std::filesystem::permissions(key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    REQUIRE(run({"user", "add", "boss", "--admin", "--db", database}, good_password).code == 0);
    const Run rotated = run({"key", "rotate", "--db", database});
    CHECK_MESSAGE(rotated.code == 0, rotated.output);
    CHECK(contains(rotated.output, "sealed with key 2"));
    const Run audit = run({"audit", "--operation", "key rotate", "--db", database});
    CHECK(contains(audit.output, "key 2"));
    CHECK(contains(audit.output, "everything sealed with it"));
}

TEST_CASE("seeding twice keeps what is there") {
    const TempDir dir;
    const std::string database = dir.file("users.db");
    const Run first = run({"seed", "samples/demo.toml", "--db", database});
    CAPTURE(first.output);
    REQUIRE(first.code == 0);
    CHECK(run({"user", "passwd", "ext0", "--db", database}, good_password).code == 0);
    const Run second = run({"seed", "samples/demo.toml", "--db", database});
    CHECK(second.code == 0);
    CHECK(contains(second.output, " 0 added"));
    CHECK(run({"user", "list", "--db", database}).output.find("room1") != std::string::npos);
}

TEST_CASE("the list says who has no password here, which is nobody who never will") {
    const TempDir dir;
    const std::string database = dir.file("users.db");
    const std::string file = dir.file("seed.toml");
    std::ofstream(file)
        << "[[associate]]\nname = \"with\"\ntype = \"internal\"\nrole = \"User level 0\"\n"
           "password_hash = \"{SSHA}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276a\"\n"
           "[[associate]]\nname = \"none\"\ntype = \"internal\"\nrole = \"User level 1\"\n"
           "[[associate]]\nname = \"gone\"\ntype = \"internal\"\nrole = \"User level 1\"\nretired = true\n"
           "[[associate]]\nname = \"room\"\ntype = \"resource\"\n";
    const Run seeded = run({"seed", file, "--db", database});
    CAPTURE(seeded.output);
    REQUIRE(seeded.code == 0);
    const Run list = run({"user", "list", "--without-password", "--db", database});
    CHECK(list.code == 0);
    CHECK(contains(list.output, "none"));
    for (const char* const other : {"with ", "gone", "room"}) CHECK_FALSE(contains(list.output, other));
}

TEST_CASE("hashes that came from elsewhere are exported as they came") {
    const TempDir dir;
    const std::string state = dir.file("state.toml");
    const std::string again = dir.file("again.toml");
    const std::vector<std::string> hashes{
        "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
        "$7$C6..../....SodiumChloride$kBGj9fHznVYFQMEn/qDCfrDevf9YDtcDdKvEqHJLV8D",
        "$pbkdf2-sha256$29000$N2YMIWQsBWBMae09x1jrPQ$1t8iyB2A.WF/Z5JZv.lfCIhXXN33N23OSgQYThBYRfk",
        "$5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1",
        "{SSHA}JFZFs0oHzxbMwkSJmYVeI8MnTDy/276a"};
    std::ofstream seed(dir.file("seed.toml"));
    for (std::size_t i = 0; i < hashes.size(); ++i)
        seed << "[[associate]]\nname = \"user" << i
             << "\"\ntype = \"internal\"\nrole = \"User level 0\"\npassword_hash = \"" << hashes[i] << "\"\n";
    seed.close();
    REQUIRE(run({"seed", dir.file("seed.toml"), "--db", dir.file("a.db")}).code == 0);
    REQUIRE(run({"export", "state", state, "--with-hashes", "--db", dir.file("a.db")}).code == 0);
    const std::string written = file_text(state);
    for (const std::string& hash : hashes) CHECK(contains(written, '"' + hash + '"'));
    REQUIRE(run({"seed", state, "--db", dir.file("b.db")}).code == 0);
    REQUIRE(run({"export", "state", again, "--with-hashes", "--db", dir.file("b.db")}).code == 0);
    CHECK(file_text(again) == written);
}

TEST_CASE("each restore keeps what was there, and says where") {
    const TempDir dir;
    const std::string database = dir.file("users.db");
    const std::string backup = dir.file("backup.db");
    const auto add = [&](const char* name) {
        const Run added = run({"user", "add", name, "--db", database}, good_password);
        INFO(added.output);
        REQUIRE(added.code == 0);
    };
    const auto restore = [&] {
        const Run restored = run({"restore", backup, "--db", database});
        INFO(restored.output);
        REQUIRE(restored.code == 0);
        return restored.output;
    };
    add("first");
    REQUIRE(run({"backup", backup, "--db", database}).code == 0);
    add("original");
    CHECK(contains(restore(), "what was there before is " + database + ".replaced\n"));
    CHECK(contains(restore(), "what was there before is " + database + ".replaced-1\n"));
    std::filesystem::remove(database);
    CHECK(contains(restore(), "nothing was there before"));
    CHECK_FALSE(std::filesystem::exists(database + ".replaced-2"));
    CHECK(contains(run({"user", "list", "--db", database + ".replaced"}).output, "original"));
    CHECK_FALSE(contains(run({"user", "list", "--db", database + ".replaced-1"}).output, "original"));
    CHECK_FALSE(contains(run({"user", "list", "--db", database}).output, "original"));
}

TEST_CASE("a database that is a link is restored into the file behind it") {
    const TempDir dir;
    std::filesystem::create_directory(dir.file("disk"));
    const std::string real = dir.file("disk/users.db");
    const std::string link = dir.file("users.db");
    REQUIRE(run({"seed", "samples/demo.toml", "--db", real}).code == 0);
    std::filesystem::create_symlink("disk/users.db", link);
    REQUIRE(run({"backup", dir.file("backup.db"), "--db", link}).code == 0);
    const Run restored = run({"restore", dir.file("backup.db"), "--db", link});
    INFO(restored.output);
    CHECK(restored.code == 0);
    CHECK(contains(restored.output, real + ".replaced\n"));
    CHECK(std::filesystem::is_symlink(link));
    CHECK(std::filesystem::exists(real + ".replaced"));
    std::filesystem::remove(real);
    REQUIRE(run({"restore", dir.file("backup.db"), "--db", link}).code == 0);
    CHECK(std::filesystem::is_symlink(link));
    CHECK(contains(run({"user", "list", "--db", real}).output, "tje0"));
}
