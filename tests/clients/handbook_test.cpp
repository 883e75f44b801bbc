// The handbook's page of commands says what each command's --help does (UAG_WRITE_PAGES=1 writes it anew).
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "clients/cli.hpp"
#include "core/base/text.hpp"
#include "support/documents.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::size_t meaning_column = 30;

struct HelpRow {
    std::string name;
    std::string meaning;
};

struct Help {
    std::string what;
    std::string example;
    std::vector<HelpRow> rows;  ///< positionals and options
    std::vector<HelpRow> subcommands;
};

// CLI11 of another release writes titles in capitals.
Help help_of(const std::vector<std::string>& command) {
    std::vector<std::string> arguments = command;
    arguments.emplace_back("--help");
    const Run printed = run(arguments);
    REQUIRE(printed.code == 0);
    Help help;
    std::istringstream in(printed.output);
    std::string part;
    for (std::string line; std::getline(in, line);) {
        const std::string text(trim_blanks(line));
        if (text.empty()) continue;
        if (help.what.empty()) {
            help.what = text;
        } else if (ascii_iequals(std::string_view(text).substr(0, 7), "usage: ")) {
            continue;
        } else if (line.front() != ' ' && text.back() == ':') {
            part = text.substr(0, text.size() - 1);
            for (char& c : part) c = ascii_lower(c);
        } else if (part == "example") {
            help.example = text;
        } else if (text.front() == '[' || text == "one of" || text.back() == ':') {
            continue;  // of which options one is needed: they follow
        } else {
            auto& rows = part == "subcommands" ? help.subcommands : help.rows;
            const bool goes_on = line.find_first_not_of(' ') > 10;
            std::size_t gap = goes_on ? 0 : text.find("  ");
            // A name that fills its column has one blank behind it; one that is longer has its meaning on the next line.
            const std::size_t column = meaning_column - line.find_first_not_of(' ');
            const bool is_full = gap == std::string::npos && text.size() > column && text[column - 1] == ' ';
            if (is_full && is_ascii_letter(text[column])) gap = column - 1;
            if (goes_on)
                rows.back().meaning += (rows.back().meaning.empty() ? "" : " ") + text;
            else
                rows.push_back(
                    {text.substr(0, gap), gap == std::string::npos ? "" : std::string(trim_blanks(text.substr(gap)))});
        }
    }
    return help;
}

// What every command has is told once, with the program.
bool is_common(const HelpRow& row) { return row.name.starts_with("--config") || row.name.starts_with("--db"); }

void append_command(const std::vector<std::string>& command, std::string& out) {
    const Help help = help_of(command);
    const bool is_program = command.empty();
    std::string title;
    for (const std::string& word : command) title += (title.empty() ? "" : " ") + word;
    if (!is_program) out += std::string(command.size() == 1 ? "## " : "### ") + title + "\n\n";
    out += help.what + ".\n\n";
    std::string rows;
    for (const HelpRow& row : help.rows)
        if (!row.name.starts_with("-h,") && (is_program || !is_common(row)))
            rows += "| " + table_code(row.name) + " | " + table_cell(row.meaning) + " |\n";
    if (!rows.empty()) out += "| option | is |\n| --- | --- |\n" + rows + '\n';
    out += "```\n" + help.example + "\n```\n\n";
    for (const HelpRow& row : help.subcommands) {
        std::vector<std::string> deeper = command;
        deeper.push_back(row.name);
        append_command(deeper, out);
    }
}

std::string commands_block(const std::vector<std::string>&) {
    std::string block = "\n## useragentd\n\n";
    append_command({}, block);
    return block;
}

}  // namespace

TEST_CASE("handbook: the page of commands is what --help says") {
    CHECK(check_blocks("commands", commands_block).size() == 1);
}
