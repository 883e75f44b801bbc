// Whose the files are that a command leaves behind: the service's user must be able to open them again.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "adapters/files/file_owner.hpp"
#include "support/gateway_process.hpp"
#include "support/temp_dir.hpp"

using namespace uag;
using namespace uag::test;

namespace {

// A user and group that nobody on the machine needs to have; who is not root stays who they are.
const uid_t service_user = ::geteuid() == 0 ? 64321 : ::geteuid();
const gid_t service_group = ::geteuid() == 0 ? 64322 : ::getegid();

void run(const std::vector<std::string>& arguments, const std::string& input = {}) {
    std::string output;
    const int code = run_tool(arguments, &output, input);
    INFO(output);
    REQUIRE(code == 0);
}

void give_to_service(const std::string& path, mode_t mode) {
    REQUIRE(::chown(path.c_str(), service_user, service_group) == 0);
    REQUIRE(::chmod(path.c_str(), mode) == 0);
}

void check_owner(const std::string& path, mode_t mode) {
    CAPTURE(path);
    const auto owner = owner_of(path);
    REQUIRE(owner.has_value());
    CHECK(owner->user == service_user);
    CHECK(owner->group == service_group);
    CHECK(owner->mode == mode);
}

}  // namespace

TEST_CASE("restore keeps whose the database was, and who may read it") {
    const TempDir folder;
    const std::string database = folder.file("users.db");
    const std::string copy = folder.file("copy.db");
    run({"seed", "samples/demo.toml", "--db", database});
    give_to_service(database, 0640);
    run({"backup", copy, "--db", database});
    check_owner(copy, 0600);
    run({"restore", copy, "--db", database});
    check_owner(database, 0640);
    check_owner(database + ".replaced", 0640);
    // Again beside what the first one kept.
    run({"restore", copy, "--db", database});
    check_owner(database, 0640);
    check_owner(database + ".replaced-1", 0640);
}

TEST_CASE("what root makes beside the service's files is the service's") {
    const TempDir folder;
    give_to_service(folder.path(), 0700);
    const std::string database = folder.file("users.db");
    run({"user", "add", "boss", "--db", database}, "quiet-lantern-41\n");
    check_owner(database, 0600);
    run({"key", "rotate", "--db", database});
    check_owner(database + ".key", 0600);
    run({"key", "rotate", "--db", database});
    check_owner(database + ".key", 0600);
    run({"backup", folder.file("copy.db"), "--db", database});
    check_owner(folder.file("copy.db"), 0600);
    REQUIRE(::unlink(database.c_str()) == 0);
    run({"restore", folder.file("copy.db"), "--db", database});
    check_owner(database, 0600);
}
