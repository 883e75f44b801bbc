// What is remembered of a typed name: no ticket or token in whatever clothes it comes, and every name as it is.
#include <doctest/doctest.h>

#include <span>
#include <string>
#include <vector>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"
#include "core/security/recorded_name.hpp"
#include "support/seeded_random.hpp"

using namespace uag;

namespace {

const std::string tail = "B5aAaOx+8d3Kq/2mZ7v0Tn4LwY6cR1sEjH9uGfPiXko=";

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) out += '%' + hex_encode(std::as_bytes(std::span(&c, 1)));
    return out;
}

std::string in_full_width(std::string_view text) {
    std::string out;
    for (const char c : text) append_code_point(out, static_cast<char32_t>(c) - '!' + 0xFF01);
    return out;
}

std::string with_each(std::string_view text, std::size_t step, std::string_view between) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i != 0 && i % step == 0) out += between;
        out += text[i];
    }
    return out;
}

}  // namespace

TEST_CASE("a token is not recorded, whatever it wears") {
    const std::string encoded_tail = "b5aaaox%2b8d3kq%2f2mz7v0tn4lwy6cr1sejh9ugfpixko%3d";
    const std::vector<std::string> typed{
        "7T:" + tail,
        tail,
        "7t%3a" + encoded_tail,
        "7t%253a" + percent_encoded(percent_encoded(tail)),
        encoded_tail,
        percent_encoded(tail),
        percent_encoded("7T:" + tail),
        "7t\xEF\xBC\x9A" + tail,
        in_full_width("7T:" + tail),
        in_full_width(tail),
        "7t;" + tail,
        "7t " + tail,
        "<7t;" + tail + ">",
        with_each(tail, 10, "\xE2\x80\x8B"),
        with_each(tail, 1, "\xC2\xAD"),
        with_each(tail, 16, " "),
        with_each(tail, 16, "\xC2\xA0"),
        tail.substr(0, 31),
        tail.substr(10, 31),
        tail.substr(0, 20),
        "anna " + tail,
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
    };
    for (const std::string& name : typed) {
        CAPTURE(name);
        CHECK(recorded_name(fold(name)) == unrecorded_name);
    }
}

TEST_CASE("nearly every random ticket and its first 31 characters are not recorded") {
    test::SeededRandom random(7);
    int recorded = 0;
    int recorded_parts = 0;
    for (int i = 0; i < 1000; ++i) {
        std::string bytes(32, '\0');
        random.fill(std::as_writable_bytes(std::span(bytes)));
        const std::string text = fold(base64_encode(bytes));
        if (recorded_name(text) != unrecorded_name) ++recorded;
        if (recorded_name(text.substr(0, 31)) != unrecorded_name) ++recorded_parts;
    }
    CHECK(recorded <= 20);
    CHECK(recorded_parts <= 100);
}

TEST_CASE("names of people, their addresses and those of services are recorded") {
    for (const std::string_view name : {"anna",
                                        "Anna-Karin Östergård Løvenskiold 3",
                                        "Jean-Pierre de la Fontaine-Dubois",
                                        "j.r.r.tolkien1892",
                                        "Wolfeschlegelsteinhausenbergerdorff",
                                        "Xu_2nd",
                                        "anna.berg1985@mail2.example.com",
                                        "firstname.middlename-lastname1980+news2026@long-company-name24.example.co.uk",
                                        "a.b-c_d@example.com",
                                        "team5@mx1.eu2.server3.cloud4.example9.com",
                                        "svc-backup-service-account-production-01",
                                        "web01-db02-app03-node04-rack05",
                                        "Room 12 Building 3 Floor 4 Wing 5",
                                        "2nd line support 1st floor 3rd desk",
                                        "100% anna",
                                        "5%off",
                                        "user%corp.example@relay7.example.com",
                                        "0047 22 33 44 55 66 77 88 99",
                                        "4712345678901234567890",
                                        "\xE6\x9D\xB1\xE4\xBA\xAC\xE5\xA4\xAA\xE9\x83\x8E"
                                        "2",
                                        "\xEF\xBC\xB4\xEF\xBC\xA1\xEF\xBC\xAE\xEF\xBC\xA1"
                                        "1",
                                        "Мария Склодовская 1867"}) {
        CAPTURE(name);
        const std::string folded = fold(std::string(name));
        CHECK(recorded_name(folded) == folded);
    }
    CHECK(recorded_name("").empty());
}
