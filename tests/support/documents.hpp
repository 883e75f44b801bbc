// The project's Markdown files: which there are, what they link, their blocks, and those of their parts that
// are made from the code.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace uag::test {

/// README.md and those below .github, server, core, adapters, samples and tests; sorted.
std::vector<std::filesystem::path> documents();
/// The handbook's pages, without the index.
std::vector<std::filesystem::path> handbook_files();

/// Where `[text](here)` leads, outside of code.
std::vector<std::string> links_of_document(std::string_view text);
/// The id that GitHub and the build give a heading.
std::string heading_id(std::string_view heading);
/// The ids of all headings, outside of code.
std::vector<std::string> heading_ids(std::string_view text);

/// What stands in ```language fences.
std::vector<std::string> code_blocks(std::string_view text, std::string_view language);

struct MadeBlock {
    std::string name;  ///< "settings server tls", as the mark says
    std::string text;  ///< between the marks
    std::size_t begin = 0;
};
/// The parts between `<!-- name -->` and `<!-- /name -->`, where the closing mark has the first word only.
std::vector<MadeBlock> made_blocks(std::string_view document);
/// The document with another text in the block.
std::string with_block(const std::string& document, const MadeBlock& block, std::string_view text);
/// Checks each block whose name begins with `kind` against `make(words behind it)`; with UAG_WRITE_PAGES in
/// the environment the file is written anew instead. Returns the names of those that it saw.
std::vector<std::string> check_blocks(std::string_view kind,
                                      std::string (*make)(const std::vector<std::string>& words));

/// A cell of a table: a text in which nothing means more than it says; a word as code.
std::string table_cell(std::string_view text);
std::string table_code(std::string_view text);

}  // namespace uag::test
