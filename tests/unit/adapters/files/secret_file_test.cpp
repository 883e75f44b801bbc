// Who may read files with secrets, and what those of the settings hold.
#include "adapters/files/secret_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support/temp_dir.hpp"

using namespace uag;
using namespace uag::test;

TEST_CASE("a file with secrets is closed to everybody, and one with keys to its group too") {
    struct Case {
        mode_t mode;
        bool for_owner;
        bool for_group;
    };
    for (const Case& row :
         {Case{0600, true, true}, Case{0400, true, true}, Case{0640, false, true}, Case{0620, false, true},
          Case{0660, false, true}, Case{0604, false, false}, Case{0602, false, false}, Case{0601, false, false},
          Case{0644, false, false}, Case{0666, false, false}}) {
        CAPTURE(row.mode);
        CHECK(check_closed("a", row.mode, Readers::owner).has_value() == row.for_owner);
        CHECK(check_closed("a", row.mode, Readers::group).has_value() == row.for_group);
    }
    CHECK(check_closed("the/file", 0604, Readers::group).error().public_text.english() ==
          "the/file: everybody on this machine can read or write it; run: chmod o= the/file");
    CHECK(check_closed("the/file", 0640, Readers::owner).error().public_text.english() ==
          "the/file: others can read or write it; run: chmod 600 the/file");
}

TEST_CASE("so is the database, once there is one") {
    const TempDir folder;
    CHECK(check_database_closed(folder.file("users.db")).has_value());
    const std::string path = folder.write("users.db", "");
    REQUIRE(::chmod(path.c_str(), 0644) == 0);
    CHECK(check_database_closed(path).error().code == errc::invalid_argument);
    REQUIRE(::chmod(path.c_str(), 0600) == 0);
    CHECK(check_database_closed(path).has_value());
}

TEST_CASE("a secret of the settings is the text of its file, which says what is wrong with it") {
    const TempDir folder;
    CHECK(read_secret_file("", "mail.password_file")->empty());
    const auto refusal = [&](const std::string& text, mode_t mode) {
        const std::string path = folder.write("secret", text);
        REQUIRE(::chmod(path.c_str(), mode) == 0);
        const auto read = read_secret_file(path, "mail.password_file");
        if (read.has_value()) return std::string(read->reveal());
        const std::string problem = read.error().public_text.english();
        CHECK(problem.starts_with(path + ": "));
        CHECK(problem.ends_with(" (mail.password_file)"));
        return problem;
    };
    CHECK(refusal(" quiet lantern \n", 0600) == "quiet lantern");
    CHECK(refusal("quiet", 0640) == "quiet");
    CHECK(refusal("quiet", 0644).find("run: chmod o= ") != std::string::npos);
    CHECK(refusal(" \n", 0600).find("is empty") != std::string::npos);
    CHECK(refusal(std::string(70'000, 'x'), 0600).find("too long") != std::string::npos);
    CHECK(read_secret_file(folder.file("none"), "mail.password_file")
              .error()
              .public_text.english()
              .find("cannot be read") != std::string::npos);
}
