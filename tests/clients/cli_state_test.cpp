// `export state` as an operator uses it: where it writes, for whom, and that `seed` takes it again.
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "clients/cli.hpp"
#include "support/file_text.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("export state: what is written is for its owner, and is loaded to the same state") {
    const TempDir dir;
    const Database database(true);
    const std::string file = dir.file("state.toml");
    const Run exported = database({"export", "state", file, "--with-hashes"});
    CHECK(exported.code == 0);
    CHECK(exported.output == file + ": 6 associates, with password hashes\n");
    struct stat status{};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0600);
    const Database other(false);
    CHECK(other({"seed", file}).code == 0);
    const Run again = other({"export", "state", "-", "--with-hashes"});
    CHECK(again.code == 0);
    CHECK(again.output == file_text(file));
    CHECK(contains(again.output, "$argon2id$"));
    // Who is there keeps what they have: a whole state goes into an empty database only.
    const Run twice = other({"seed", file});
    CHECK(is_refusal(twice));
    CHECK(contains(twice.output, "database without associates"));
}

TEST_CASE("export state: a file that is there is replaced only by force, and nothing but a file") {
    const TempDir dir;
    const Database database(true);
    const std::string file = dir.write("state.toml", "mine");
    const Run refused = database({"export", "state", file});
    CHECK(is_refusal(refused));
    CHECK(contains(refused.output, file + ": is there already; --force replaces it"));
    CHECK(file_text(file) == "mine");
    std::filesystem::permissions(file, std::filesystem::perms::all);
    CHECK(database({"export", "state", file, "--force"}).code == 0);
    CHECK(file_text(file).starts_with("whole = true\n"));
    CHECK_FALSE(contains(file_text(file), "$argon2id$"));
    struct stat status{};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    CHECK((status.st_mode & 07777) == 0600);
    CHECK(std::distance(std::filesystem::directory_iterator(dir.path()), {}) == 1);
    CHECK(is_refusal(database({"export", "state", dir.path().string(), "--force"})));
    CHECK(is_refusal(database({"export", "state", "/dev/null", "--force"})));
    CHECK(is_refusal(database({"export", "state", dir.file("none/state.toml")})));
}

TEST_CASE("export state: the audit tells who took the hashes") {
    const Database database(true);
    CHECK(database({"export", "state", "-", "--with-hashes"}).code == 0);
    const Run told = database({"audit"});
    CHECK(contains(told.output, "export state"));
    CHECK(contains(told.output, "with password hashes"));
}
