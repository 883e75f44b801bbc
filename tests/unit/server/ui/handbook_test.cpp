// The handbook as the service shows it: every page, every link, nothing inline; and the tables in it that are
// made from the code (UAG_WRITE_PAGES=1 writes those anew).
#include "server/ui/handbook.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "adapters/html/page_frame.hpp"
#include "core/contract/archive_columns.hpp"
#include "server/config/config.hpp"
#include "server/ui/docs.hpp"
#include "support/documents.hpp"
#include "support/reply_headers.hpp"
#include "support/texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

HttpReply handbook_answer(std::string_view path, std::string_view method = "GET",
                          const ui::DocsSettings& settings = {}) {
    HttpRequest request;
    request.method = http::read_method(method).method;
    request.path = path;
    HttpReply reply;
    reply.status = 0;
    const auto page = ui::match_page(http::PathSegments(path));
    if (!page || !ui::answer_docs(request, *page, settings, reply)) reply.status = 404;
    return reply;
}

std::vector<std::string> attributes_of(const std::string& page, std::string_view mark) {
    std::vector<std::string> values;
    for (std::size_t at = page.find(mark); at != std::string::npos; at = page.find(mark, at + 1)) {
        const std::size_t begin = at + mark.size();
        values.push_back(page.substr(begin, page.find('"', begin) - begin));
    }
    return values;
}

// What a browser makes of a link on the page at `/docs/pages` or `/docs/pages/<name>`.
std::string address_behind(const std::string& from, const std::string& link) {
    return (std::filesystem::path(from).parent_path() / link).lexically_normal().string();
}

std::string human_size(const std::string& value, const std::string& doc) {
    const bool digits = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || doc.find("(bytes, ") == std::string::npos) return {};
    const long long bytes = std::stoll(value);
    if (bytes < 1024 || bytes % 1024 != 0) return {};
    if (bytes % (1024 * 1024) == 0) return " (" + std::to_string(bytes / 1024 / 1024) + " MiB)";
    return " (" + std::to_string(bytes / 1024) + " KiB)";
}

// Section -> rows, as `check-config --defaults` has them.
std::map<std::string, std::string> settings_tables() {
    std::ostringstream printed;
    print_config(printed, Config{}, true);
    std::istringstream in(printed.str());
    std::map<std::string, std::string> tables;
    std::string section;
    std::string doc;
    for (std::string line; std::getline(in, line);) {
        const bool is_comment = line.starts_with("# ");
        const std::string text = is_comment ? line.substr(2) : line;
        if (text.starts_with('[')) {
            section = text.substr(text.find_first_not_of('['), text.find(']') - text.find_first_not_of('['));
            tables[section] = "## `" + text + "`\n\n| key | default | meaning |\n| --- | --- | --- |\n";
            continue;
        }
        const std::size_t equals = text.find(" = ");
        const bool is_key = equals != std::string::npos && text.find(' ') == equals;
        if (!is_key) {
            doc = text;
            continue;
        }
        const std::string value = text.substr(equals + 3);
        tables[section] += "| " + table_code(text.substr(0, equals)) + " | " + table_code(value) +
                           human_size(value, doc) + " | " + table_cell(doc) + " |\n";
    }
    return tables;
}

std::string settings_block(const std::vector<std::string>& sections) {
    const auto tables = settings_tables();
    std::string block;
    for (const std::string& section : sections) block += '\n' + tables.at(section);
    return block + '\n';
}

std::string word_of(ColumnKind kind) {
    switch (kind) {
        case ColumnKind::text: return "text";
        case ColumnKind::number: return "number";
        case ColumnKind::boolean: return "true or false";
        case ColumnKind::associate_id: return "number";
        case ColumnKind::associate_name: return "text, or id";
        case ColumnKind::list: return "text, or id";
        case ColumnKind::type: return "type of user";
        case ColumnKind::group: return "text, or id";
        case ColumnKind::groups: return "ids";
        case ColumnKind::none: break;
    }
    return "not filtered";
}

std::string columns_block(const std::vector<std::string>&) {
    std::string block = "\n| column | is | holds |\n| --- | --- | --- |\n";
    for (const ArchiveColumnInfo& column : archive_columns()) {
        block += "| " + table_code(column.name) + " | " + std::string(column.title) + " | " + word_of(column.kind);
        if (column.sortable) block += ", sorted by";
        if (column.for_everybody) block += ", for everybody";
        if (!column.has_source) block += ", always empty";
        block += " |\n";
    }
    return block + '\n';
}

}  // namespace

TEST_CASE("handbook: every page is served, is linked by the index, and has nothing of another page's rank in it") {
    const std::vector<std::string> index = attributes_of(handbook_answer("/docs/pages").body, R"( href=")");
    std::vector<std::string> names;
    for (const auto& file : handbook_files()) {
        const std::string name = file.stem().string();
        INFO(name);
        CHECK(std::ranges::count(index, "pages/" + name) == 1);
        for (const std::string prefix : {"", "/some/prefix"}) {
            const HttpReply page = handbook_answer(prefix + "/docs/pages/" + name);
            CHECK(page.status == 200);
            CHECK(page.content_type == "text/html; charset=utf-8");
            CHECK(header_of(page, "Content-Security-Policy") == page_frame_policy());
            CHECK(header_of(page, "Referrer-Policy") == "no-referrer");
            for (const char* const foreign : {"<script", "style=", "src=\"http", "src=\"/", "raw HTML", "<!--"})
                CHECK_FALSE(contains(page.body, foreign));
            CHECK(attributes_of(page.body, "<h1").size() == 1);
        }
        names.push_back(name);
    }
    names.emplace_back("index");
    std::ranges::sort(names);
    std::vector<std::string> embedded;
    for (const ui::HandbookPage& page : ui::handbook_pages()) embedded.emplace_back(page.name);
    std::ranges::sort(embedded);
    CHECK(embedded == names);
}

TEST_CASE("handbook: every link has an answer, to its heading") {
    std::vector<std::string> addresses{"/docs/pages"};
    for (const auto& file : handbook_files()) addresses.push_back("/docs/pages/" + file.stem().string());
    for (const std::string& address : addresses)
        for (const std::string& link : attributes_of(handbook_answer(address).body, R"( href=")")) {
            INFO(address, " -> ", link);
            const std::size_t mark = std::min(link.find('#'), link.size());
            if (link == "#main" || link.starts_with("http")) continue;
            const std::string target = mark == 0 ? address : address_behind(address, link.substr(0, mark));
            if (target == "/") continue;
            const HttpReply page = handbook_answer(target);
            CHECK(page.status == 200);
            if (mark < link.size()) CHECK(contains(page.body, "id=\"" + link.substr(mark + 1) + '"'));
        }
}

TEST_CASE("handbook: every picture is one of the service's own files") {
    std::size_t pictures = 0;
    for (const auto& file : handbook_files()) {
        const std::string address = "/docs/pages/" + file.stem().string();
        for (const std::string& picture : attributes_of(handbook_answer(address).body, R"(<img src=")")) {
            CHECK_MESSAGE(handbook_answer(address_behind(address, picture)).content_type == "image/png", picture);
            ++pictures;
        }
    }
    CHECK(pictures > 0);
}

TEST_CASE("handbook: it can be switched off, alone or left alone, and is only read") {
    CHECK(handbook_answer("/docs/pages", "GET", {.pages = false}).status == 404);
    CHECK(handbook_answer("/docs/pages/limits", "GET", {.pages = false}).status == 404);
    CHECK_FALSE(contains(handbook_answer("/docs/services", "GET", {.pages = false}).body, "docs/pages"));
    CHECK(handbook_answer("/docs/pages", "GET", {.swagger_ui = false, .services = false}).status == 200);
    CHECK(handbook_answer("/docs/pages/").status == 302);
    CHECK(header_of(handbook_answer("/docs/pages/"), "Location") == "../pages");
    CHECK(handbook_answer("/docs/pages/", "GET", {.pages = false}).status == 404);
    for (const char* const path : {"/docs/pages/index", "/docs/pages/nothing", "/docs/pages/limits/",
                                   "/docs/pages/limits.md", "/docs/pages/a/b", "/xdocs/pages", "/pages/limits"}) {
        INFO(path);
        CHECK(handbook_answer(path).status == 404);
    }
    CHECK(handbook_answer("/docs/pages/limits", "HEAD").status == 200);
    for (const char* const method : {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
        const HttpReply refused = handbook_answer("/docs/pages/limits", method);
        CHECK(refused.status == 405);
        CHECK(header_of(refused, "Allow") == "GET, HEAD");
    }
}

TEST_CASE("handbook: the tables of settings are what the code says, each section once") {
    std::set<std::string> told;
    for (const std::string& name : check_blocks("settings", settings_block)) {
        std::istringstream in(name.substr(name.find(' ')));
        for (std::string section; in >> section;) CHECK(told.insert(section).second);
    }
    std::set<std::string> sections;
    for (const auto& [section, table] : settings_tables()) sections.insert(section);
    CHECK(told == sections);
}

TEST_CASE("handbook: the columns of the user lists are what the code says") {
    CHECK(check_blocks("columns", columns_block).size() == 1);
}
