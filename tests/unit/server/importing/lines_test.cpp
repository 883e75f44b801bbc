// What an import prints of each thing.
#include "server/importing/lines.hpp"

#include <doctest/doctest.h>

using namespace uag;
using namespace uag::importing;

TEST_CASE("importing: a change is told by path, a value that is not to be seen only as changed") {
    const std::string line = changed_line(thing("associate", 12, "kim"),
                                          {{"Person.Email", "a", "b"}, {"Credentials.Corp/AD", "old", "new", false}});
    CHECK(line == "~ associate 12 kim: Person.Email \"a\" -> \"b\", Credentials.Corp/AD has changed");
}

TEST_CASE("importing: a long value is cut between two characters") {
    const std::string line = changed_line("x", {{"Tooltip", "", std::string(199, 'a') + "\xC3\xA6\xC3\xA6"}});
    CHECK(line == "~ x: Tooltip \"\" -> \"" + std::string(199, 'a') + "...\"");
}

TEST_CASE("importing: a reason says field and text, without saying again of what") {
    Error error = fail_in_english(errc::validation, "wrong");
    error.messages.emplace_back("associate 12 kim: Role", Message::verbatim("A role is needed."));
    error.messages.emplace_back("Name", Message::verbatim("Too long."));
    CHECK(reason_of(error, "associate 12 kim") == "Role: A role is needed. Name: Too long.");
    CHECK(reason_of(fail_in_english(errc::storage, "no", "disk"), "x") == "no (disk)");
}
