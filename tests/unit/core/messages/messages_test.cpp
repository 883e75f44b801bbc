// Messages and their words, and the catalogue against the sources: whoever says a sentence that is none of its messages
// fails here, if it compiles.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "core/base/message.hpp"
#include "core/messages/message_texts.hpp"
#include "core/messages/words.hpp"
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
                                                "adapters/compare"};
    return std::ranges::any_of(parts, [&](const auto& part) { return path.find(part) != std::string::npos; });
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
        // What import cannot take over: its operator reads it.
        "The type of a role never changes.",
        "There is no right ",
        "The name or the id is that of another user, or of one that was removed here.",
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

bool is_message(std::string_view text) { return std::ranges::binary_search(message_ids, text); }

struct Found {
    std::vector<std::string> unknown;  // sentences that are no messages
    std::vector<std::string> cut;
    std::set<std::string> english_only;
    std::size_t messages = 0;
};

Found scan() {
    Found all;
    for (const auto& file : source_files({"core", "adapters", "server/ui"})) {
        const std::string path = file.generic_string();
        if (is_left_out(path)) continue;
        for (const SourceText& found : source_texts(read_source(file))) {
            if (english_only().contains(found.text))
                all.english_only.insert(found.text);
            else if (is_message(found.text))
                ++all.messages;
            else if (!found.text.empty() && is_sentence(found.text))
                all.unknown.push_back(path + ": " + found.text);
            else if (is_cut(found.text))
                all.cut.push_back(path + ": " + found.text);
        }
    }
    return all;
}

// How often each of the holes {0}, {1}, ... stands in a text.
std::vector<std::size_t> holes_of(std::string_view text, std::size_t count) {
    std::vector<std::size_t> holes(count);
    for (std::size_t i = 0; i < count; ++i) {
        const std::string hole = "{" + std::to_string(i) + "}";
        for (std::size_t at = text.find(hole); at != std::string_view::npos; at = text.find(hole, at + 1)) ++holes[i];
    }
    return holes;
}

}  // namespace

TEST_CASE("a sentence of the sources is a message, or stays English for a reason") {
    const Found found = scan();
    CHECK(found.messages > 500);
    for (const std::string& text : found.unknown) CHECK_MESSAGE(false, "not in core/messages/*.po: " << text);
    for (const std::string& text : english_only())
        CHECK_MESSAGE(found.english_only.contains(text), "an exception that is none any more: " << text);
    for (const std::string& text : found.cut)
        CHECK_MESSAGE(false, "put together from pieces, use sentence(): " << text);
}

TEST_CASE("a message says the same in every language: arguments, full stops, no blanks around") {
    for (const Language language : translated_languages) {
        const auto texts = message_texts(tag_of(language));
        REQUIRE(texts.size() == std::size(message_ids));
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::string_view english = message_ids[i];
            const std::string_view text = texts[i];
            CAPTURE(english);
            CAPTURE(text);
            REQUIRE(!text.empty());
            CHECK(std::ranges::count(text, '{') == std::ranges::count(english, '{'));
            CHECK(holes_of(text, holes_in(english)) == std::vector<std::size_t>(holes_in(english), 1));
            CHECK(text.ends_with('.') == english.ends_with('.'));
            CHECK(text.front() != ' ');
            CHECK(text.back() != ' ');
            CHECK(text.find("  ") == std::string_view::npos);
        }
    }
    CHECK(message_texts("en").empty());
    CHECK(message_texts("").empty());
}

TEST_CASE("a message in the languages that there are, else in English") {
    const Message message = "There is no such user.";
    CHECK(message.english() == "There is no such user.");
    CHECK(words(message, Language::no) == "Brukeren finnes ikke.");
    CHECK(words(message, Language::ge) == "Diesen Benutzer gibt es nicht.");
    CHECK(words(message, Language::ch) == "Diesen Benutzer gibt es nicht.");
    for (const Language language : {Language::us, Language::jp, Language::none})
        CHECK(words(message, language) == "There is no such user.");
    CHECK(message_tag(Language::ch) == "de");
    CHECK(message_tag(Language::jp) == "en");
    CHECK(message_tag(Language::none) == "en");
}

TEST_CASE("arguments stand in their places: texts and numbers as they are, messages in the language") {
    const Message json = sentence("The JSON body cannot be read: {0} (byte {1}).", {label("a colon is expected"), 5});
    CHECK(json.english() == "The JSON body cannot be read: a colon is expected (byte 5).");
    CHECK(words(json, Language::no) == "JSON-kroppen kan ikke leses: et kolon ventes (byte 5).");
    CHECK(words(sentence("All licences of the module {0} are in use.", {"Sales"}), Language::fr) ==
          "Toutes les licences du module Sales sont utilisées.");
    CHECK(sentence("There is no role with the id {0}.", {std::int32_t{-2147483647 - 1}}).english() ==
          "There is no role with the id -2147483648.");
    // A language may need them in another order.
    const MessagePattern<2> pattern = "There is no column {0}; the nearest is {1}.";
    std::vector<std::string_view> texts(std::begin(message_ids), std::end(message_ids));
    texts[pattern.place()] = "{1}? {0}!";
    CHECK(sentence(pattern, {"a", "b"}).in(texts) == "b? a!");
}

TEST_CASE("what fills a hole is not looked at, whatever it reads like") {
    for (const std::string text : {"{0}", "{1}", "{", "}", "{}", "a colon is expected", "There is no such user.", ""}) {
        CAPTURE(text);
        CHECK(words(sentence("There is no column {0}.", {text}), Language::no) ==
              "Det finnes ingen kolonne " + text + ".");
        CHECK(words(Message::verbatim(text), Language::no) == text);
        CHECK(words(sentence("There is no column {0}; the nearest is {1}.", {text, "b"}), Language::no) ==
              "Det finnes ingen kolonne " + text + "; den nærmeste er b.");
    }
}

TEST_CASE("words that stay, and several messages in a row") {
    const Message member = Message::joined(
        {Message::verbatim("Firstname: "), sentence("The text is too long: at most {0} characters.", {254})});
    CHECK(member.english() == "Firstname: The text is too long: at most 254 characters.");
    CHECK(words(member, Language::ge) == "Firstname: Der Text ist zu lang: höchstens 254 Zeichen.");
    CHECK(words(Message::verbatim("Note: There is no such user."), Language::ge) == "Note: There is no such user.");
    CHECK(Message().empty());
    CHECK(Message::verbatim("").empty());
    CHECK_FALSE(member.empty());
    CHECK_FALSE(Message("A browser").empty());
    CHECK(Message().english().empty());
    CHECK(Message("A browser") == Message(label("A browser")));
    CHECK(Message("A browser") != Message::verbatim("A browser"));
}
