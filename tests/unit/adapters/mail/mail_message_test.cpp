// The form of a mail: header fields that nobody can add to, lines that every server takes, addresses that are ones.
#include "adapters/mail/message.hpp"

#include <doctest/doctest.h>

using namespace uag;
using namespace uag::mail;

namespace {

std::string written_mail(const Envelope& envelope, std::string_view text = "x\n") {
    return std::string(write_message(envelope, text).reveal());
}

Envelope mail_envelope(std::string name, std::string subject) {
    return {{"", "from@example.com"},
            {std::move(name), "to@example.com"},
            std::move(subject),
            TimePoint{},
            "id@example.com"};
}

// Names of the header's fields, in order; a folded line has none.
std::string fields_of(const std::string& message) {
    std::string names;
    std::string_view rest = std::string_view(message).substr(0, message.find("\r\n\r\n") + 2);
    while (!rest.empty()) {
        const std::size_t end = rest.find("\r\n");
        const std::string_view line = rest.substr(0, end);
        if (!line.starts_with(' ')) names += std::string(line.substr(0, line.find(':'))) + ' ';
        rest.remove_prefix(end + 2);
    }
    return names;
}

constexpr std::string_view all_fields =
    "Date From To Message-ID Subject Auto-Submitted MIME-Version Content-Type Content-Transfer-Encoding ";

void check_lines(const std::string& message) {
    std::string_view rest = message;
    while (!rest.empty()) {
        const std::size_t end = rest.find("\r\n");
        REQUIRE(end != std::string_view::npos);
        const std::string_view line = rest.substr(0, end);
        CHECK_MESSAGE(line.size() <= 78, line);
        for (const char c : line) CHECK((c == '\t' || (c >= 0x20 && c < 0x7F)));
        rest.remove_prefix(end + 2);
    }
}

}  // namespace

TEST_CASE("no name and no subject writes a header field or a line of its own") {
    const std::vector<std::string> corpus{"x\r\nBcc: victim@example.com",
                                          "x\nBcc: y",
                                          "x\rBcc: y",
                                          "x\r\n\r\nbody",
                                          std::string("x\0Bcc: y", 8),
                                          "x\r\n <evil@example.com>",
                                          "=?UTF-8?Q?x=0D=0ABcc:_y?=",
                                          "\"quoted\" \\ (comment) <a@b.c>, ;:",
                                          "\xc2\x85x\xe2\x80\xa8y",
                                          "\xff\xfe\x80",
                                          "   ",
                                          "",
                                          std::string(5000, 'a'),
                                          std::string(300, '\n'),
                                          "Ærlig Ødegård Ångström",
                                          "\xf0\x9f\x98\x80\xf0\x9f\x98\x80",
                                          "%0d%0aBcc: y",
                                          "a\tb\vc\x1b[31m",
                                          "x\r\n.\r\nMAIL FROM:<a@b>"};
    for (const std::string& evil : corpus) {
        CAPTURE(evil);
        const std::string message = written_mail(mail_envelope(evil, evil));
        CHECK(fields_of(message) == all_fields);
        check_lines(message);
        CHECK(message.ends_with("\r\n\r\nx\r\n"));
    }
}

TEST_CASE("short plain text stays readable, the rest is encoded words of at most 75 bytes") {
    CHECK(encode_words("Set a new password", 9) == "Set a new password");
    CHECK(encode_words("Ulf-Erik O'Hara", 4) == "Ulf-Erik O'Hara");
    CHECK(encode_words("Å", 0) == "=?UTF-8?B?w4U=?=");
    CHECK(encode_words("a,b", 0) == "=?UTF-8?B?YSxi?=");
    // 39 bytes a word, and no letter is cut.
    CHECK(encode_words("ÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅÅ", 0) ==
          "=?UTF-8?B?w4XDhcOFw4XDhcOFw4XDhcOFw4XDhcOFw4XDhcOFw4XDhcOFw4U=?=\r\n =?UTF-8?B?w4U=?=");
}

TEST_CASE("dates as RFC 5322 has them") {
    CHECK(format_date(TimePoint{}) == "Thu, 01 Jan 1970 00:00:00 +0000");
    CHECK(format_date(TimePoint{std::chrono::milliseconds{1'709'251'199'999}}) == "Thu, 29 Feb 2024 23:59:59 +0000");
}

TEST_CASE("quoted-printable keeps every byte and no line too long") {
    const auto body = [](std::string_view text) {
        const std::string message = written_mail(mail_envelope("", "s"), text);
        check_lines(message);
        return message.substr(message.find("\r\n\r\n") + 4);
    };
    CHECK(body("a=b\n") == "a=3Db\r\n");
    CHECK(body("end \nx\t\n") == "end=20\r\nx=09\r\n");
    CHECK(body("no end") == "no end\r\n");
    CHECK(body("é") == "=C3=A9\r\n");
    CHECK(body("\r\n") == "=0D\r\n");
    CHECK(body(".\n") == "=2E\r\n");
    CHECK(body("") == "");
    CHECK(body(std::string(76, 'a') + "\n") == std::string(76, 'a') + "\r\n");
    CHECK(body(std::string(77, 'a') + "\n") == std::string(75, 'a') + "=\r\naa\r\n");
    CHECK(body(std::string(74, 'a') + "é\n") == std::string(74, 'a') + "=\r\n=C3=A9\r\n");
}

TEST_CASE("addresses") {
    const auto checked = [](std::string_view text) {
        const auto address = check_address(text);
        return address.has_value() ? *address : std::string("refused");
    };
    CHECK(checked("a@example.com") == "a@example.com");
    CHECK(checked("First.Last+tag@Example.COM") == "First.Last+tag@example.com");
    CHECK(checked("o'hara!#$%@sub.example.com") == "o'hara!#$%@sub.example.com");
    CHECK(checked("x@localhost") == "x@localhost");
    CHECK(checked("x@bücher.example") == "x@xn--bcher-kva.example");
    for (const char* wrong :
         {"",          "@",           "a",       "a@",      "@b.c",   ".a@b.c",  "a.@b.c",        "a..b@c.d",
          "a b@c.d",   "\"a b\"@c.d", "a@b c",   "a@b..c",  "a@-b.c", "a@b.c.",  "a@[127.0.0.1]", "a@b.c\r\n",
          "a\r\n@b.c", "a@b.c>",      "<a@b.c>", "a,b@c.d", "é@b.c",  "a@b_c.d", "a@b.c, d@e.f",  "\xff@b.c",
          "a@\xff.c"}) {
        CAPTURE(wrong);
        CHECK(checked(wrong) == "refused");
    }
    CHECK(checked(std::string("a\0@b.c", 6)) == "refused");
    CHECK(checked(std::string(65, 'a') + "@b.c") == "refused");
    CHECK(checked(std::string(64, 'a') + "@b.c") != "refused");
    CHECK(checked("a@" + std::string(64, 'b') + ".c") == "refused");
    CHECK(check_address("é@b.c").error().public_text.english().find("before the @") != std::string::npos);

    CHECK(parse_address("gateway@example.com")->mail == "gateway@example.com");
    const auto named = parse_address(" User Agent Gateway <gateway@example.com>");
    REQUIRE(named.has_value());
    CHECK(named->name == "User Agent Gateway");
    CHECK(named->mail == "gateway@example.com");
    CHECK(named->domain() == "example.com");
    for (const char* wrong : {"x <a@b.c", "x <a@b.c> y", "<>", "x\ny <a@b.c>", "", "x <y <a@b.c>>"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_address(wrong).has_value());
    }
}
