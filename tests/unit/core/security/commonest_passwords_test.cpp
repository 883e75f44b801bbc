// The 3,000 commonest passwords, as nmap's package lists them by frequency, are refused; by what they are and not
// only for their length.
#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

#include "core/security/password_policy.hpp"

using namespace uag;

namespace {

constexpr const char* nmap_list = "/usr/share/nmap/nselib/data/passwords.lst";
constexpr std::size_t wanted = 3000;

std::vector<std::string> commonest() {
    std::ifstream file(nmap_list);
    REQUIRE_MESSAGE(file.is_open(), "the package nmap-common is missing: ", nmap_list);
    std::vector<std::string> passwords;
    for (std::string line; passwords.size() < wanted && std::getline(file, line);)
        if (!line.empty() && !line.starts_with("#!comment:")) passwords.push_back(line);
    return passwords;
}

}  // namespace

TEST_CASE("the 3,000 commonest passwords are refused") {
    const std::vector<std::string> passwords = commonest();
    REQUIRE(passwords.size() == wanted);
    PasswordRules any_length;
    any_length.min_characters = 1;
    for (const std::string& password : passwords) {
        INFO(password);
        CHECK(judge_password(password, {}, {}, {}).has_value());
        const auto refusal = judge_password(password, any_length, {}, {});
        REQUIRE(refusal.has_value());
        CHECK(refusal->rule == "Strength");
    }
}
