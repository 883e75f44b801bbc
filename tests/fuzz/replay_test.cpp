// Every kept input of every fuzz target, in the normal test run: seeds, and what once broke something.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "fuzz/target.hpp"

namespace {

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t replay(const uag::fuzz::Target& target, const std::string& folder) {
    const std::filesystem::path path = std::filesystem::path("tests/fuzz") / folder / target.name;
    if (!std::filesystem::exists(path)) return 0;
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(path)) {
        const std::string bytes = read(entry.path());
        INFO(entry.path());  // doctest prints it when the program is ended here
        // Each piece of an input is an input too.
        for (const std::size_t part : {std::size_t{1}, std::size_t{2}, std::size_t{3}})
            target.run(std::string_view(bytes).substr(0, bytes.size() / part));
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("every target has seeds, and no kept input breaks a promise") {
    std::set<std::string> known;
    for (const uag::fuzz::Target& target : uag::fuzz::targets()) {
        CAPTURE(target.name);
        CHECK(known.emplace(target.name).second);
        CHECK(replay(target, "seeds") > 0);
        replay(target, "regressions");
    }
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator("tests/fuzz"))
        files += entry.path().string().ends_with("_fuzz.cpp") ? 1U : 0U;
    CHECK(known.size() == files);
    // A folder that no target reads would be forgotten.
    for (const char* const folder : {"tests/fuzz/seeds", "tests/fuzz/regressions"}) {
        if (!std::filesystem::exists(folder)) continue;  // nothing has been found yet
        for (const auto& entry : std::filesystem::directory_iterator(folder))
            if (entry.is_directory()) CHECK_MESSAGE(known.count(entry.path().filename()) == 1, entry.path());
    }
}
