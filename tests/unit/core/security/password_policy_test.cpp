// Which passwords may be stored, in which form, and what the generator makes.
#include "core/security/password_policy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/text.hpp"
#include "support/seeded_random.hpp"

using namespace uag;

namespace {

std::string rule_of(std::string_view password, const PasswordRules& rules = {}, int min_score = 3,
                    const std::vector<std::string>& own_words = {}) {
    const auto refusal = judge_password(password, rules, PolicySettings{min_score}, own_words);
    return refusal ? refusal->rule : "";
}

std::string times(int count, std::string_view text) {
    std::string out;
    for (int i = 0; i < count; ++i) out += text;
    return out;
}

PasswordRules rules_of(std::int32_t characters, std::int32_t numbers = 0, std::int32_t lower = 0,
                       std::int32_t upper = 0, std::int32_t special = 0) {
    return {characters, numbers, lower, upper, special};
}

constexpr const char* grin = "\xf0\x9f\x98\x80";  // U+1F600
constexpr const char* a_ring = "\xc3\xa5";        // U+00E5
constexpr const char* a_and_ring = "a\xcc\x8a";   // U+0061 U+030A
constexpr const char* arabic_one = "\xd9\xa1";    // U+0661
constexpr const char* han = "\xe6\xbc\xa2";       // U+6F22, a letter without case

}  // namespace

TEST_CASE("what the specification names") {
    CHECK(rule_of("quiet-lantern-41") == "");
    CHECK(rule_of("sed") == "MinCharacters");
    CHECK(rule_of("sed", rules_of(0)) == "Strength");
    CHECK(rule_of("") == "MinCharacters");
    CHECK(rule_of("", rules_of(0), 0) == "MinCharacters");
}

TEST_CASE("the commonest passwords are refused, dressed up or not") {
    for (const char* const password :
         {"password",  "12345678",  "123456789",  "1234567890", "qwertyuiop",  "iloveyou",     "sunshine",
          "princess",  "football",  "baseball",   "superman",   "trustno1",    "letmein123",   "welcome1",
          "password1", "Password1", "P@ssw0rd",   "Passw0rd!",  "password123", "qwerty123",    "1q2w3e4r",
          "1qaz2wsx",  "abc12345",  "aaaaaaaa",   "11111111",   "abcdefgh",    "asdfghjkl",    "zxcvbnm1",
          "monkey123", "dragon12",  "michael1",   "shadow12",   "master12",    "jennifer",     "whatever1",
          "starwars",  "computer",  "corvette",   "mustang1",   "hunter22",    "00000000",     "87654321",
          "drowssap",  "PASSWORD",  "Welcome123", "Summer2024", "changeme",    "administrator"}) {
        CAPTURE(password);
        CHECK(rule_of(password) == "Strength");
        CHECK(rule_of(password, {}, 0) == "");
    }
}

TEST_CASE("length is counted in characters as they are stored") {
    const std::string base = "quiet-lantern-41 ";
    CHECK(rule_of(base + std::string(256 - base.size(), 'x')) == "");
    CHECK(rule_of(base + std::string(257 - base.size(), 'x')) == "MaxCharacters");
    CHECK(rule_of(base + times(256 - 17, grin)) == "");
    CHECK(rule_of(base + times(257 - 17, grin)) == "MaxCharacters");
    // 256 characters in NFC, though 495 code points were sent.
    CHECK(rule_of(base + times(256 - 17, a_and_ring)) == "");
    CHECK(rule_of(base + times(257 - 17, a_and_ring)) == "MaxCharacters");
    CHECK(rule_of(std::string(1'000'000, 'x')) == "MaxCharacters");
    CHECK(rule_of("tz8#kq\xc3\xa5") == "MinCharacters");
    CHECK(rule_of("tz8#kqa\xcc\x8a") == "MinCharacters");
    CHECK(rule_of("tz8#kqw\xc3\xa5") == "");
}

TEST_CASE("no text that cannot be stored") {
    CHECK(rule_of(std::string_view("quiet\0lantern-41", 16)) == "Characters");
    CHECK(rule_of("quiet-lantern-41\xff") == "Characters");
    CHECK(rule_of("quiet-lantern-41\xc3") == "Characters");
    CHECK(rule_of("quiet-lantern-41\xed\xa0\x80") == "Characters");  // a surrogate
    CHECK(rule_of("quiet-lantern-41\xc0\x80") == "Characters");      // overlong
    CHECK(rule_of("  quiet lantern 41  ") == "");
    CHECK(rule_of("quiet\tlantern\n41") == "Characters");
}

TEST_CASE("every rule, one below and met") {
    struct Row {
        std::string password;
        PasswordRules rules;
        const char* refused_by;
    };
    const std::string ar = arabic_one;
    for (const Row& row : {
             Row{"quiet-lantern", rules_of(14), "MinCharacters"},
             Row{"quiet-lantern", rules_of(13), ""},
             Row{"quiet-lantern-4", rules_of(8, 2), "MinNumbers"},
             Row{"quiet-lantern-41", rules_of(8, 2), ""},
             Row{"quiet-lantern-" + ar + ar, rules_of(8, 2), ""},
             Row{"QUIET-LANTERN-41", rules_of(8, 0, 1), "MinLowercase"},
             Row{"QUIET-LANTERn-41", rules_of(8, 0, 1), ""},
             Row{std::string("QUIET-LANTERN-41") + a_ring, rules_of(8, 0, 1), ""},
             Row{"quiet-Lantern-41", rules_of(8, 0, 0, 2), "MinUppercase"},
             Row{"Quiet-Lantern-41", rules_of(8, 0, 0, 2), ""},
             Row{"quiet-lantern-41\xc3\x85\xce\xa9", rules_of(8, 0, 0, 2), ""},
             Row{"quietlantern41", rules_of(8, 0, 0, 0, 1), "MinSpecial"},
             Row{"quiet lantern41", rules_of(8, 0, 0, 0, 1), ""},
             Row{"quiet-lantern-41", rules_of(8, 0, 0, 0, 2), ""},
             Row{"quiet-lantern-41", rules_of(8, 0, 0, 0, 3), "MinSpecial"},
             Row{std::string("quietlantern41") + grin, rules_of(8, 0, 0, 0, 1), ""},
             Row{"quietlantern41" + times(3, han), rules_of(8, 0, 0, 0, 1), "MinSpecial"},
             Row{"quietlantern41" + ar, rules_of(8, 0, 0, 0, 1), "MinSpecial"},
             Row{"quiet-lantern-41", rules_of(-5, -1, -1, -1, -1), ""},
         }) {
        CAPTURE(row.password);
        CHECK(rule_of(row.password, row.rules) == row.refused_by);
    }
}

TEST_CASE("reasons are sentences one can act on") {
    const auto reason = [](std::string_view password, const PasswordRules& rules) {
        const auto refusal = judge_password(password, rules, {}, {});
        return refusal ? refusal->reason.english() : std::string();
    };
    CHECK(reason("sed", {}) == "The password needs at least 8 characters.");
    CHECK(reason("quiet-lantern", rules_of(8, 1)) == "The password needs at least 1 digit.");
    CHECK(reason("quiet-lantern", rules_of(8, 2)) == "The password needs at least 2 digits.");
    CHECK(reason("password", {}).find("too easy to guess") != std::string::npos);
    CHECK(reason("password", {}).find("name") == std::string::npos);
    CHECK(reason(std::string(257, 'x'), {}) == "The password may have at most 256 characters.");
}

TEST_CASE("names count as dictionary words, not as forbidden text") {
    const std::vector<std::string> own{"Nora", "Bakken-Lysg\xc3\xa5rd", "nora.bakken@example.com"};
    CHECK(rule_of("NoraBakken", {}, 3) == "Strength");
    CHECK(rule_of("norabakken2", {}, 2) == "");
    CHECK(rule_of("norabakken2", {}, 2, own) == "Strength");
    CHECK(rule_of("NORABAKKEN2", {}, 2, own) == "Strength");
    CHECK(rule_of("nora.bakken@example.com", {}, 3, own) == "Strength");
    CHECK(rule_of("lysg\xc3\xa5rd1", {}, 2, own) == "Strength");
    CHECK(rule_of("lysga\xcc\x8ard1", {}, 2, own) == "Strength");
    CHECK(rule_of("nora quiet-lantern-41", {}, 3, own) == "");
    CHECK(judge_password("norabakken2", {}, {}, own)->reason.english().find("name") != std::string::npos);
    const std::vector<std::string> odd(500, std::string("\xff") + std::string(5000, 'x'));
    CHECK(rule_of("quiet-lantern-41", {}, 3, odd) == "");
    const std::vector<std::string> many(500, "  one two-three four.five@six ");
    CHECK(rule_of("quiet-lantern-41", {}, 3, many) == "");
}

TEST_CASE("characters outside ASCII make strong passwords, repeats of them do not") {
    CHECK(rule_of("\xd0\xba\xd1\x80\xd0\xb5\xd0\xb9\xd1\x81\xd0\xb5\xd1\x80-\xd0\xbe\xd0\xba\xd0\xbd\xd0\xbe") == "");
    CHECK(rule_of(times(8, grin)) == "Strength");
    CHECK(rule_of(times(200, a_ring)) == "Strength");
}

TEST_CASE("what zxcvbn cannot judge in time is judged by its beginning") {
    // Unbounded, each of these takes seconds; the suite's time limit is the check.
    for (const char* const unit : {"12", "65", "es", "a", "01"}) {
        CAPTURE(unit);
        CHECK(rule_of(times(256, unit).substr(0, 256)) == "Strength");
    }
}

TEST_CASE("one form is hashed") {
    const auto normal = [](std::string_view text) {
        const auto secret = password_for_hashing(text);
        return secret ? std::string(secret->reveal()) : std::string("refused");
    };
    CHECK(normal("bl\xc3\xa5") == normal("bla\xcc\x8a"));
    CHECK(normal("bla\xcc\x8a") == "bl\xc3\xa5");
    CHECK(normal("\xe2\x84\xab") == "\xc3\x85");      // ANGSTROM SIGN
    CHECK(normal("\xef\xac\x81") == "\xef\xac\x81");  // the ligature fi stays: NFC, not NFKC
    CHECK(normal(" a  b ") == " a  b ");
    CHECK(normal("") == "");
    CHECK(normal(std::string(256, 'x')).size() == 256);
    CHECK(normal(std::string(257, 'x')) == "refused");
    CHECK(normal(times(256, a_and_ring)).size() == 512);
    CHECK(normal(times(257, a_and_ring)) == "refused");
    CHECK(normal(times(256, grin)).size() == 1024);
    CHECK(normal(std::string_view("a\0b", 3)) == "refused");
    CHECK(normal("a\xff") == "refused");
    CHECK(normal(std::string(5'000'000, 'x')) == "refused");
    CHECK(normal(times(100'000, a_and_ring)) == "refused");
}

TEST_CASE("generated passwords are within the rules, whatever they ask for") {
    test::SeededRandom random;
    for (const PasswordRules& rules :
         {rules_of(8), rules_of(0), rules_of(20, 1, 1, 1, 1), rules_of(40), rules_of(8, 20), rules_of(8, 0, 0, 0, 20),
          rules_of(8, 5, 5, 5, 5), rules_of(8, 10, 10, 10, 10), rules_of(256), rules_of(8, 64, 64, 64, 64)}) {
        for (int i = 0; i < 20; ++i) {
            const Secret password = generate_password(random, rules, PolicySettings{4});
            CHECK(rule_of(password.reveal(), rules, 4) == "");
            const auto length = static_cast<std::int32_t>(password.reveal().size());
            CHECK(length >= std::max(20, rules.min_characters));
            CHECK(length <= 256);
        }
    }
    CHECK(generate_password(random, {}, {}).reveal().size() == 20);
    CHECK(generate_password(random, rules_of(8, 20), {}).reveal().size() > 20);  // twenty digits alone are 60 bits
    CHECK_THROWS_AS(generate_password(random, rules_of(257), {}), std::runtime_error);
    CHECK_THROWS_AS(generate_password(random, rules_of(8, 2'000'000'000, 2'000'000'000), {}), std::runtime_error);
}

TEST_CASE("generated passwords have no look-alikes, and all readable characters alike often") {
    test::SeededRandom random(7);
    std::map<char, int> seen;
    std::set<std::string> all;
    constexpr int rounds = 5500;
    for (int i = 0; i < rounds; ++i) {
        const Secret password = generate_password(random, {}, {});
        all.emplace(password.reveal());
        for (const char c : password.reveal()) ++seen[c];
    }
    CHECK(all.size() == rounds);
    CHECK(seen.size() == 55);
    for (const char c : std::string("0O1lIoi")) CHECK_FALSE(seen.contains(c));
    // 2000 expected each; five standard deviations are 222. A modulo bias would show as 25 percent.
    for (const auto& [c, count] : seen) {
        CAPTURE(c);
        CHECK(count > 1778);
        CHECK(count < 2222);
    }
}

TEST_CASE("a class the rules ask for may stand anywhere") {
    test::SeededRandom random(3);
    std::set<std::size_t> places;
    for (int i = 0; i < 400; ++i) {
        const Secret password = generate_password(random, rules_of(8, 0, 0, 0, 1), {});
        places.insert(password.reveal().find_first_of("-+=*#%&?!@"));
    }
    CHECK(places.size() == 20);
    CHECK_FALSE(places.contains(std::string_view::npos));
}
