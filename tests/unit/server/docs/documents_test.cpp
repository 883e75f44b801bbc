// The Markdown files of the project: that they stay short, that their links lead somewhere, that their
// examples are right.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "server/compare/rules_file.hpp"
#include "server/compare/suite_file.hpp"
#include "server/config/config.hpp"
#include "server/config/directory_file.hpp"
#include "server/config/seed.hpp"
#include "support/documents.hpp"
#include "support/file_text.hpp"
#include "support/temp_dir.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string problem_of(const Result<void>& result) {
    return result.has_value() ? "" : result.error().public_text.english();
}

std::string problem_of_settings(const std::string& text) {
    const auto config = parse_config(text, "block");
    return config.has_value() ? problem_of(check_config(*config)) : config.error().public_text.english();
}

std::string problem_of_seed(const std::string& text) {
    const TempDir folder;
    std::ofstream(folder.file("seed.toml")) << text;
    const auto seed = read_seed(folder.file("seed.toml"));
    return seed.has_value() ? "" : seed.error().public_text.english();
}

std::string problem_of_directory(const std::string& text) {
    LinkedCredentialType type;
    return problem_of(parse_directory(text, "block", type));
}

std::string problem_of_suite(const std::string& text) {
    const auto suite = compare::parse_suite(text, "block");
    return suite.has_value() ? "" : suite.error().public_text.english();
}

std::string problem_of_rules(const std::string& text) {
    compare::Rules rules;
    return problem_of(compare::parse_rules(text, "block", rules));
}

// A block is of the page's own format, or of the settings.
std::string problem_of_block(const std::filesystem::path& page, const std::string& text) {
    const std::string settings = problem_of_settings(text);
    if (settings.empty()) return {};
    if (page.filename() == "seed-file.md") return problem_of_seed(text);
    if (page.filename() == "directory-file.md") return problem_of_directory(text);
    if (page.filename() == "compare.md") return problem_of_rules(text);
    if (page.filename() == "compare-suites.md") return problem_of_suite(text);
    return settings;
}

}  // namespace

TEST_CASE("documents: README has at most 150 lines") {
    const std::string readme = file_text("README.md");
    CHECK(std::ranges::count(readme, '\n') <= 150);
}

TEST_CASE("documents: every relative link leads to a file, and to a heading of it") {
    std::size_t links = 0;
    for (const auto& document : documents())
        for (const std::string& link : links_of_document(file_text(document))) {
            INFO(document.string(), " -> ", link);
            if (link.find("://") != std::string::npos) continue;
            const std::size_t mark = std::min(link.find('#'), link.size());
            const auto target =
                mark == 0 ? document : (document.parent_path() / link.substr(0, mark)).lexically_normal();
            REQUIRE(std::filesystem::exists(target));
            ++links;
            if (mark == link.size()) continue;
            const auto ids = heading_ids(file_text(target));
            CHECK(std::ranges::find(ids, link.substr(mark + 1)) != ids.end());
        }
    CHECK(links > 80);
}

TEST_CASE("documents: the handbook's pages link nothing that the service does not show") {
    for (const auto& page : handbook_files())
        for (const std::string& link : links_of_document(file_text(page))) {
            INFO(page.string(), " -> ", link);
            CHECK((link.find("://") != std::string::npos || link.find('/') == std::string::npos));
        }
}

TEST_CASE("documents: every TOML example is one that the program takes") {
    std::size_t blocks = 0;
    for (const auto& document : documents())
        for (const std::string& block : code_blocks(file_text(document), "toml")) {
            INFO(document.string(), ":\n", block);
            CHECK(problem_of_block(document, block) == "");
            ++blocks;
        }
    CHECK(blocks >= 10);
}

TEST_CASE("documents: no page is told twice, and each has one title") {
    for (const auto& page : handbook_files()) {
        INFO(page.string());
        const std::string text = file_text(page);
        CHECK(text.starts_with("# "));
        const auto ids = heading_ids(text);
        for (const std::string& id : ids) CHECK(std::ranges::count(ids, id) == 1);
    }
}
