#include "support/documents.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "core/base/text.hpp"
#include "support/file_text.hpp"

namespace uag::test {
namespace {

namespace fs = std::filesystem;

void add_documents(const fs::path& folder, std::vector<fs::path>& found) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const bool fetched = entry.path().string().find("node_modules") != std::string::npos;
        if (entry.path().extension() == ".md" && !fetched) found.push_back(entry.path());
    }
}

std::vector<std::string> lines_of(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

// Without fences and `code`.
std::string prose_of(std::string_view text) {
    std::string prose;
    bool is_code = false;
    for (const std::string& line : lines_of(text)) {
        const bool fence = line.starts_with("```");
        if (fence) is_code = !is_code;
        if (fence || is_code) continue;
        bool quoted = false;
        for (const char c : line) {
            if (c == '`') quoted = !quoted;
            if (!quoted) prose += c;
        }
        prose += '\n';
    }
    return prose;
}

std::string escaped(std::string_view text, std::string_view marks) {
    std::string out;
    for (const char c : text) {
        if (marks.find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

}  // namespace

std::vector<fs::path> documents() {
    std::vector<fs::path> found{"README.md"};
    for (const char* const folder : {".github", "server", "core", "adapters", "samples", "tests"})
        add_documents(folder, found);
    std::ranges::sort(found);
    return found;
}

std::vector<fs::path> handbook_files() {
    std::vector<fs::path> found;
    add_documents("server/docs", found);
    std::erase_if(found, [](const fs::path& path) { return path.filename() == "index.md"; });
    std::ranges::sort(found);
    return found;
}

std::vector<std::string> links_of_document(std::string_view text) {
    const std::string prose = prose_of(text);
    std::vector<std::string> links;
    for (std::size_t at = prose.find("]("); at != std::string::npos; at = prose.find("](", at + 1)) {
        const std::size_t end = prose.find(')', at);
        if (end != std::string::npos) links.push_back(prose.substr(at + 2, end - at - 2));
    }
    return links;
}

std::string heading_id(std::string_view heading) {
    std::string id;
    for (const char c : heading) {
        if (is_ascii_alphanumeric(c) || c == '-' || c == '_') id += ascii_lower(c);
        if (c == ' ') id += '-';
    }
    return id;
}

std::vector<std::string> heading_ids(std::string_view text) {
    std::vector<std::string> ids;
    bool is_code = false;
    for (const std::string& line : lines_of(text)) {
        if (line.starts_with("```")) is_code = !is_code;
        const std::size_t begin = line.find_first_not_of('#');
        if (!is_code && line.starts_with('#') && begin != std::string::npos)
            ids.push_back(heading_id(trim_blanks(std::string_view(line).substr(begin))));
    }
    return ids;
}

std::vector<std::string> code_blocks(std::string_view text, std::string_view language) {
    std::vector<std::string> blocks;
    bool inside = false;
    for (const std::string& line : lines_of(text)) {
        if (!inside && line == "```" + std::string(language)) {
            inside = true;
            blocks.emplace_back();
        } else if (inside && line == "```") {
            inside = false;
        } else if (inside) {
            blocks.back() += line + '\n';
        }
    }
    return blocks;
}

std::vector<MadeBlock> made_blocks(std::string_view document) {
    constexpr std::string_view open = "\n<!-- ", close = " -->\n";
    std::vector<MadeBlock> blocks;
    for (std::size_t at = document.find(open); at != std::string_view::npos; at = document.find(open, at + 1)) {
        const std::size_t end = document.find(close, at);
        if (end == std::string_view::npos) break;
        MadeBlock block;
        block.name = document.substr(at + open.size(), end - at - open.size());
        if (block.name.starts_with('/')) continue;
        block.begin = end + close.size();
        const std::string mark = "<!-- /" + block.name.substr(0, block.name.find(' ')) + " -->\n";
        const std::size_t stop = document.find(mark, block.begin);
        if (stop == std::string_view::npos) throw std::runtime_error("no " + mark);
        block.text = document.substr(block.begin, stop - block.begin);
        blocks.push_back(std::move(block));
    }
    return blocks;
}

std::string with_block(const std::string& document, const MadeBlock& block, std::string_view text) {
    std::string changed = document;
    return changed.replace(block.begin, block.text.size(), text);
}

std::vector<std::string> check_blocks(std::string_view kind,
                                      std::string (*make)(const std::vector<std::string>& words)) {
    const bool writes = std::getenv("UAG_WRITE_PAGES") != nullptr;
    std::vector<std::string> seen;
    for (const fs::path& path : documents()) {
        const std::string before = file_text(path);
        std::string document = before;
        const std::size_t count = made_blocks(document).size();
        for (std::size_t i = 0; i < count; ++i) {
            const MadeBlock block = made_blocks(document).at(i);
            std::istringstream in(block.name);
            std::string first;
            in >> first;
            if (first != kind) continue;
            seen.push_back(block.name);
            const std::vector<std::string> words{std::istream_iterator<std::string>(in), {}};
            document = with_block(document, block, make(words));
        }
        INFO(path.string(), ": UAG_WRITE_PAGES=1 writes its parts that are made from the code anew");
        if (writes && document != before) std::ofstream(path, std::ios::binary) << document;
        if (!writes) CHECK(document == before);
    }
    return seen;
}

std::string table_cell(std::string_view text) { return escaped(text, "|<*`"); }

std::string table_code(std::string_view text) { return '`' + escaped(text, "|") + '`'; }

}  // namespace uag::test
