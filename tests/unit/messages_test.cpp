// The catalogue of messages against the sources: whoever writes a sentence without its translations, or leaves
// one that nobody says any more, fails here.
#include "core/base/messages.hpp"

#include <doctest/doctest.h>
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/source_texts.hpp"

using namespace uag;
using namespace uag::test;

namespace {

constexpr std::array translated_languages{Language::no, Language::sw, Language::da,
                                          Language::ge, Language::nl, Language::fr};

// Files whose texts no caller gets in an answer: descriptions of the contract, English by nature, and what only
// who starts the program reads. And the catalogue itself.
bool is_left_out(const std::string& path) {
    static const std::vector<std::string> parts{"core/agent/operations",
                                                "core/contract/carriers",
                                                "core/contract/archive_columns",
                                                "core/base/message",
                                                "core/base/time_zone_table",
                                                "openapi",
                                                "wsdl",
                                                "help_page",
                                                "rest/pages",
                                                "rest/resources.cpp",
                                                "server/ui/docs",
                                                "server/ui/handbook",
                                                "sqlite/migrate",
                                                "sqlite/open_failure",
                                                "agent/seeding",
                                                "sqlite/opened_file",
                                                "adapters/metrics"};
    return std::ranges::any_of(parts, [&](const auto& part) { return path.find(part) != std::string::npos; });
}

// Files whose phrases fill a hole of "The JSON body cannot be read: {*}" and the like.
bool is_syntax(const std::string& path) {
    static const std::vector<std::string> files{
        "adapters/json/guard.cpp",   "adapters/xml/guard.cpp", "adapters/xml/cursor.hpp",  "adapters/xml/document.cpp",
        "adapters/xml/encoding.cpp", "adapters/rest/form.cpp", "adapters/http/charset.cpp"};
    return std::ranges::find(files, path) != files.end();
}

// Texts that stay English, with the reason. Each must still be in the sources.
const std::set<std::string>& english_only() {
    static const std::set<std::string> texts{
        // WCF's own, which clients and their support pages search for.
        "Missing Content Type.",
        "Cannot process the message because the content type '",
        "The message with Action '",
        "The header '",
        "The formatter threw an exception while trying to deserialize the message: There was an error while "
        "trying to deserialize parameter ",
        // The vendor's own, which clients may look for.
        "X-XSRF-TOKEN HTTP header missing. Add X-XSRF-TOKEN HTTP header to use existing session, or sign in "
        "with an Authorization header.",
        // Settings and keys: only who starts the program reads them.
        "A key's number must not be 0.",
        "Key ",
        "Hashing may use at most 1048576 KiB of memory.",
        "Hashing may use at most 64 passes.",
        "Hashing may fill at most 2097152 KiB of memory over all its passes: every log-in would take seconds.",
        "Hashing must use at least 19456 KiB and 2 passes, 12288 KiB and 3, 9216 KiB and 4, or 7168 KiB and 5.",
        // Header fields, and a subject of audit events.
        "Date: ",
        "Subject: ",
        "Authorization: Basic ",
        "Authorization: Bearer ",
        "OpenID provider ",
    };
    return texts;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

bool has_blank(const std::string& text) { return text.find(' ') != std::string::npos; }

bool is_sentence(const std::string& text) {
    return text.ends_with('.') && has_blank(text) && text.front() != ' ' && !text.starts_with("'");
}

// The beginning of a sentence that goes on elsewhere: the catalogue could not know it.
bool is_cut(const std::string& text) {
    const bool begins = text.size() > 3 && is_upper(text[0]) && (is_lower(text[1]) || text[1] == ' ');
    return begins && (text.ends_with(' ') || text.ends_with('\''));
}

bool is_phrase(const std::string& path, const SourceText& found) {
    if (found.before.ends_with("broken(") || found.before.ends_with(".is(") || found.before.ends_with("worker_("))
        return true;
    return is_syntax(path) && has_blank(found.text) && found.text.size() > 4 && !is_sentence(found.text);
}

struct Found {
    std::map<std::string, std::string> texts;  // to be translated -> where they stand
    std::set<std::string> english_only;
    std::vector<std::string> cut;
};

Found scan() {
    Found all;
    for (const auto& file : source_files({"core", "adapters", "server/ui"})) {
        const std::string path = file.generic_string();
        if (is_left_out(path)) continue;
        for (const SourceText& found : source_texts(read_source(file))) {
            if (found.text.empty()) continue;
            if (english_only().contains(found.text))
                all.english_only.insert(found.text);
            else if (found.before.ends_with("label(") || found.before.ends_with("sentence(") ||
                     is_sentence(found.text) || is_phrase(path, found))
                all.texts.emplace(found.text, path);
            else if (is_cut(found.text))
                all.cut.push_back(path + ": " + found.text);
        }
    }
    return all;
}

// The names of the functional rights that every database begins with: `(1, 'admin-all', 'General ...', 9, 0)`.
void add_built_in_rights(std::map<std::string, std::string>& texts) {
    const std::string path = "adapters/sqlite/migrations/0004_built_in.sql";
    const std::string sql = read_source(path);
    const std::size_t begin = sql.find("INSERT INTO built_in_right");
    const std::string rows = sql.substr(begin, sql.find(';', begin) - begin);
    std::size_t count = 0;
    for (std::size_t row = rows.find("\n    ("); row != std::string::npos; row = rows.find("\n    (", row + 1)) {
        std::array<std::size_t, 4> quotes{};
        std::size_t at = row;
        for (std::size_t& quote : quotes) at = (quote = rows.find('\'', at)) + 1;
        texts.emplace(rows.substr(quotes[2] + 1, quotes[3] - quotes[2] - 1), path);
        ++count;
    }
    CHECK(count == 12);
}

std::vector<std::string> holes_of(std::string_view text) {
    std::vector<std::string> holes;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1))
        holes.emplace_back(text.substr(at, text.find('}', at) - at + 1));
    return holes;
}

std::string filled(std::string_view text, const std::vector<std::string>& values) {
    std::string out;
    std::size_t next = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '{') {
            out += text[at];
            continue;
        }
        out += values.at(next++);
        at = text.find('}', at);
    }
    return out;
}

template <class Visit> void for_each_message(Visit visit) {
    for (const auto& table : message_tables())
        for (const Message& message : table) visit(message);
}

}  // namespace

TEST_CASE("every sentence of the sources has its translations, and every translation its sentence") {
    Found found = scan();
    add_built_in_rights(found.texts);
    CHECK(found.texts.size() > 250);
    std::set<std::string> known;
    for_each_message([&](const Message& message) { known.emplace(message.english); });
    for (const auto& [text, path] : found.texts) {
        CAPTURE(path);
        CHECK_MESSAGE(known.contains(text), "no row in core/base/messages_*.cpp: " << text);
    }
    for (const std::string& text : known) CHECK_MESSAGE(found.texts.contains(text), "said nowhere any more: " << text);
    for (const std::string& text : english_only())
        CHECK_MESSAGE(found.english_only.contains(text), "an exception that is none any more: " << text);
    for (const std::string& text : found.cut)
        CHECK_MESSAGE(false, "put together from pieces, use sentence(): " << text);
}

TEST_CASE("a row says the same in every language: holes, full stops, no blanks around") {
    std::set<std::string_view> seen;
    for_each_message([&](const Message& message) {
        CAPTURE(message.english);
        CHECK_MESSAGE(seen.insert(message.english).second, "a row stands twice");
        for (const Language language : translated_languages) {
            const std::string_view text = message.in(language);
            CAPTURE(text);
            REQUIRE(!text.empty());
            CHECK(holes_of(text) == holes_of(message.english));
            CHECK(text.ends_with('.') == message.english.ends_with('.'));
            CHECK(text.front() != ' ');
            CHECK(text.back() != ' ');
            CHECK(text.find("  ") == std::string_view::npos);
        }
    });
}

TEST_CASE("each sentence finds its own row, whatever stands in its holes") {
    const std::vector<std::vector<std::string>> fillings{
        {"7", "7", "7"}, {"Ola's \"type\" (x)", "a: b", "c, d"}, {"", "", ""}};
    for_each_message([&](const Message& message) {
        for (const auto& values : fillings) {
            const std::string english = filled(message.english, values);
            CAPTURE(english);
            for (const Language language : translated_languages)
                CHECK(translate(language, english) == filled(message.in(language), values));
        }
    });
}

TEST_CASE("what is not ours stays as it is") {
    CHECK(translate(Language::no, "Kari Nordmann.") == "Kari Nordmann.");
    CHECK(translate(Language::no, "") == "");
    CHECK(translate(Language::no, "There is no such user") == "There is no such user");
    CHECK(translate(Language::us, "There is no such user.") == "There is no such user.");
    CHECK(translate(Language::jp, "There is no such user.") == "There is no such user.");
    CHECK(translate(Language::none, "There is no such user.") == "There is no such user.");
    CHECK(translate(Language::ch, "There is no such user.") == "Diesen Benutzer gibt es nicht.");
}

TEST_CASE("a phrase in a hole is translated, a value is not; a member's name stays in front") {
    CHECK(translate(Language::no, "The JSON body cannot be read: a colon is expected (byte 5).") ==
          "JSON-kroppen kan ikke leses: et kolon ventes (byte 5).");
    CHECK(translate(Language::fr, "All licences of the module Sales are in use.") ==
          "Toutes les licences du module Sales sont utilisées.");
    CHECK(translate(Language::ge, "Firstname: The text is too long: at most 254 characters.") ==
          "Firstname: Der Text ist zu lang: höchstens 254 Zeichen.");
    CHECK(translate(Language::ge, "Note: this is mine.") == "Note: this is mine.");
}

TEST_CASE("sentence() fills holes in their order") {
    CHECK(sentence("{} and {*}, {}.", {1, "two", std::string("3")}) == "1 and two, 3.");
    CHECK(sentence("No hole.", {}) == "No hole.");
    CHECK(sentence("The row {} stands twice.", {"{}"}) == "The row {} stands twice.");
    CHECK(sentence("{}", {std::int32_t{-2147483647 - 1}}) == "-2147483648");
}
