// Tables that line up on a terminal, whatever is in them.
#include "server/commands/table.hpp"

#include <doctest/doctest.h>

#include <array>
#include <sstream>

#include "core/base/text.hpp"

using namespace uag;

namespace {

constexpr std::array<Column, 3> columns{{{"id", "ID"}, {"name", "NAME"}, {"active", "ACTIVE"}}};

std::string printed_table(const Values& records) {
    std::ostringstream out;
    print_table(out, columns, records);
    return out.str();
}

std::string printed_json(const Value& value) {
    std::ostringstream out;
    print_json(out, value);
    return out.str();
}

}  // namespace

TEST_CASE("columns are as wide as their widest cell, and no line ends in blanks") {
    CHECK(printed_table({}) == "ID  NAME  ACTIVE\n");
    CHECK(printed_table({Record{{"id", 7}, {"name", "tje0"}, {"active", true}},
                         Record{{"id", 1234}, {"name", ""}, {"active", Value{}}}}) ==
          "ID    NAME  ACTIVE\n7     tje0  yes\n1234\n");
    CHECK(printed_table({Record{{"active", false}}}) == "ID  NAME  ACTIVE\n          no\n");
}

TEST_CASE("wide characters take two columns, combining ones none") {
    CHECK(display_width("abc") == 3);
    CHECK(display_width("Ærlig") == 5);
    CHECK(display_width("販売") == 4);
    CHECK(display_width("e\xCC\x81") == 1);
    CHECK(display_width("") == 0);
    CHECK(printed_table({Record{{"id", 1}, {"name", "販売部"}, {"active", true}},
                         Record{{"id", 2}, {"name", "Sales"}, {"active", true}}}) ==
          "ID  NAME    ACTIVE\n1   販売部  yes\n2   Sales   yes\n");
}

TEST_CASE("nothing in a cell steers the terminal") {
    CHECK(printable("a\x1b[31m\n\tb") == "a\uFFFD[31m\uFFFD\uFFFDb");
    CHECK(printable("\xC2\x9B") == "\uFFFD");
    CHECK(printable("\xE2\x80\xAE"
                    "txt") == "\uFFFDtxt");
    CHECK(printable("bad\xFF") == "bad\uFFFD");
    for (const char* unseen :
         {"\u0085", "\u009F", "\u00AD", "\u061C", "\u180E",     "\u200B",     "\u200E",    "\u200F",
          "\u2028", "\u2029", "\u202A", "\u202E", "\u2060",     "\u2066",     "\u2069",    "\u3164",
          "\uFEFF", "\uFFF9", "\uFFFB", "\uFFFE", "\U000E0001", "\U000E0041", "\U0001FFFE"})
        CHECK(printable(std::string("a") + unseen + "b") == "a\uFFFDb");
    // Scripts and emoji are written with these; the sign that stands before Arabic numbers is seen.
    for (const char* seen : {"\u0646\u200C\u0647", "\u0915\u094D\u200D\u0937", "\u2764\uFE0F", "\u0600\u0661"})
        CHECK(printable(seen) == seen);
    CHECK(printable("Åsen 販売") == "Åsen 販売");
    CHECK(printed_table({Record{{"name", "\x1b]0;x\x07"}}}).find('\x1b') == std::string::npos);
}

TEST_CASE("lists and records become cells") {
    CHECK(printed_table({Record{{"id", Values{1, 2}}, {"name", Record{{"id", 1}, {"name", "Sales"}}}}}) ==
          "ID    NAME   ACTIVE\n1, 2  Sales\n");
    std::ostringstream out;
    print_record(out, columns, {{"active", false}, {"id", 7}, {"name", Values{}}});
    CHECK(out.str() == "ID      7\nACTIVE  no\n");
}

TEST_CASE("JSON says the same, and stays JSON") {
    CHECK(printed_json(Values{}) == "[]\n");
    CHECK(printed_json(Record{{"id", 7}, {"none", Value{}}, {"yes", true}, {"text", "a\"\x1b\n\xFF"}}) ==
          "{\n    \"id\": 7,\n    \"none\": null,\n    \"yes\": true,\n    \"text\": "
          "\"a\\\"\\u001b\\u000a\\u00ff\"\n}\n");
    CHECK(printed_json("\x1b") == "\"\\u001b\"\n");
    CHECK(printed_json("\u009B|\u2028|\u202E|\u200E|\U000E0041|å販\U0001F600") ==
          "\"\\u009b|\\u2028|\\u202e|\\u200e|\\udb40\\udc41|å販\U0001F600\"\n");
    CHECK(printed_json(Record{{"inner", Record{{"list", Values{"a"}}}}}).find("\"list\": [") != std::string::npos);
}
