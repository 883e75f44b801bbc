// The file of stolen passwords: found by binary search wherever a hash stands, and refused at start if a search in
// it could not be trusted.
#include <doctest/doctest.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "adapters/breached/hash_file.hpp"
#include "core/base/encoding.hpp"
#include "support/run_task.hpp"
#include "support/temp_dir.hpp"
#include "support/texts.hpp"

using namespace uag;
using uag::test::contains;
using uag::test::run_task;
using uag::test::TempDir;

namespace {

std::string sha1_hex(const std::string& text) {
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::string out = hex_encode(std::as_bytes(std::span(digest)));
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
    return out;
}

std::string word(int i) { return "stolen " + std::to_string(i); }

std::vector<std::string> sorted_hashes(int count) {
    std::set<std::string> hashes;
    for (int i = 0; i < count; ++i) hashes.insert(sha1_hex(word(i)));
    return {hashes.begin(), hashes.end()};
}

struct Form {
    std::string_view name;
    std::string_view behind;  // of each line, "#" for a number that grows
    std::string_view end;
    bool lower = false;
    bool last_end = true;
};

std::string file_of(const std::vector<std::string>& hashes, const Form& form) {
    std::string text;
    std::uint64_t number = 1;
    for (const std::string& hash : hashes) {
        std::string line = hash;
        if (form.lower)
            std::ranges::transform(line, line.begin(), [](char c) { return c >= 'A' ? static_cast<char>(c + 32) : c; });
        if (form.behind == "#") {
            line += ':' + std::to_string(number);
            number = number > 1'000'000'000'000'000'000U ? 1 : number * 7;
        }
        text += line + std::string(form.end);
    }
    if (!form.last_end) text.resize(text.size() - form.end.size());
    return text;
}

std::string file_refusal(const std::string& path) {
    const auto opened = HashFile::open(path);
    if (opened.has_value()) return {};
    CHECK(opened.error().code == errc::invalid_argument);
    CHECK(opened.error().public_text.english().starts_with(path + ": "));
    CHECK(opened.error().public_text.english().ends_with("(policy.breached_file)"));
    return opened.error().public_text.english();
}

}  // namespace

TEST_CASE("every hash is found, and nothing else, in files of every length") {
    const TempDir folder;
    for (const Form& form : {Form{"as the download has it", "#", "\r\n"}, Form{"hashes alone", "", "\n"},
                             Form{"no end of the last line", "#", "\n", false, false},
                             Form{"small letters", "#", "\n", true}, Form{"bare and open", "", "\n", true, false}}) {
        for (const int count : {1, 2, 3, 4, 5, 8, 33, 500}) {
            INFO(form.name << ", " << count);
            const auto file = HashFile::open(folder.write("list", file_of(sorted_hashes(count), form)));
            REQUIRE_MESSAGE(file.has_value(), file.error().public_text.english());
            for (int i = 0; i < count; ++i) CHECK(*file->contains(word(i)));
            for (int i = count; i < count + 100; ++i) CHECK_FALSE(*file->contains(word(i)));
            CHECK_FALSE(*file->contains(""));
        }
    }
}

TEST_CASE("a file that a search would go wrong in is refused, and says why") {
    const TempDir folder;
    const std::string a(40, 'A');
    const std::string b(40, 'B');
    CHECK(contains(file_refusal(folder.file("none")), "No such file"));
    CHECK(contains(file_refusal(folder.path().string()), "is no file"));
    struct Row {
        std::string_view what;
        std::string content;
        std::string_view why;
    };
    const std::vector<Row> rows{
        {"nothing", "", "is empty"},
        {"by prevalence", b + ":9\n" + a + ":5\n", "is not sorted by hash at byte 43"},
        {"one twice", a + ":1\n" + a + ":1\n", "is not sorted"},
        {"passwords as text", "123456\npassword\n", "at byte 0 there is no line of 40"},
        {"another hash", std::string(64, 'A') + "\n", "at byte 0 there is no line of 40"},
        {"short", a.substr(1) + "\n" + b + "\n", "at byte 0"},
        {"no digit", std::string(39, 'A') + "G\n", "at byte 0"},
        {"a colon alone", a + ":\n", "at byte 0"},
        {"no number", a + ":many\n", "at byte 0"},
        {"a sign", a + ":-1\n", "at byte 0"},
        {"an empty line", a + "\n\n" + b + "\n", "at byte 41"},
        {"a space", a + " \n", "at byte 0"},
        {"an endless line", a + ":" + std::string(5000, '1') + "\n", "at byte 0"},
        {"zeros", std::string(4096, '\0'), "at byte 0"},
    };
    for (const Row& row : rows) {
        INFO(row.what);
        const std::string why = file_refusal(folder.write("list", row.content));
        CHECK_MESSAGE(contains(why, row.why), why);
    }
}

TEST_CASE("a large file is looked into all over, and searched without being read") {
    const TempDir folder(TempDir::memory());
    std::string text;
    std::vector<std::string> known = sorted_hashes(50);
    std::size_t next = 0;
    constexpr int lines = 450'000;
    text.reserve(lines * 45);
    for (std::uint32_t i = 0; i < lines; ++i) {
        const std::array<std::byte, 4> head{std::byte(i * 9000 >> 24), std::byte(i * 9000 >> 16),
                                            std::byte(i * 9000 >> 8), std::byte(i * 9000)};
        std::string line = hex_encode(head) + std::string(32, '7');
        std::ranges::transform(line, line.begin(), [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
        for (; next < known.size() && known[next] < line; ++next) text += known[next] + ":3\n";
        text += line + ":3\n";
    }
    for (; next < known.size(); ++next) text += known[next] + ":3\n";
    REQUIRE(text.size() > (16 << 20));
    const std::string path = folder.write("large", text);
    auto file = HashFile::open(path);
    REQUIRE_MESSAGE(file.has_value(), file.error().public_text.english());
    for (int i = 0; i < 50; ++i) CHECK(*file->contains(word(i)));
    CHECK_FALSE(*file->contains("unknown to everybody"));

    const auto port = make_breached_passwords(std::move(*file));
    CHECK(*run_task(port->contains(Secret(std::string_view("stolen 7")))));
    CHECK_FALSE(*run_task(port->contains(Secret(std::string_view("unknown to everybody")))));
    // Cut short while it is open: nobody can say any more, so nobody may choose the password.
    std::ofstream(path, std::ios::trunc) << "nothing";
    const Result<bool> gone = run_task(port->contains(Secret(std::string_view("stolen 7"))));
    REQUIRE_FALSE(gone.has_value());
    CHECK(gone.error().code == errc::storage);

    const std::size_t middle = text.find('\n', text.size() / 2) + 1;
    const std::string turned = text.substr(middle) + text.substr(0, middle);
    CHECK(contains(file_refusal(folder.write("turned", turned)), "is not sorted"));
}
