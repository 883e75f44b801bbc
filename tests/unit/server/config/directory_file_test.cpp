// `[[credential_type]]`, `[openid]` and the directory files that they name.
#include "server/config/directory_file.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <sstream>

#include "server/setup/openid_setup.hpp"
#include "support/manual_clock.hpp"
#include "support/openid_provider.hpp"
#include "support/seeded_random.hpp"
#include "support/temp_dir.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string setup_refusal(std::string_view text) {
    const auto config = parse_config(text, "c.toml");
    if (!config.has_value()) return config.error().public_text.english();
    const auto checked = check_config(*config);
    return checked.has_value() ? "" : checked.error().public_text.english();
}

std::string directory_refusal(std::string_view text) {
    LinkedCredentialType type;
    const auto parsed = parse_directory(text, "d.toml", type);
    return parsed.has_value() ? "" : parsed.error().public_text.english();
}

constexpr const char* two_types = R"(
[[credential_type]]
name = "Windows"
display_name = "Windows account"
user_types = ["internal", "external"]
[[credential_type]]
name = "Badge"
control = "edit"
can_create_person = true
)";

}  // namespace

TEST_CASE("types of credentials are read in their order, each with its own defaults") {
    const auto config = parse_config(two_types, "c.toml");
    REQUIRE(config.has_value());
    CHECK(check_config(*config).has_value());
    const auto types = load_credential_types(*config);
    REQUIRE(types.has_value());
    REQUIRE(types->size() == 2);
    CHECK(types->at(0).type == "Windows");
    CHECK(types->at(0).display_type == "Windows account");
    CHECK(types->at(0).control == CredentialControlType::link);
    CHECK(fits(types->at(0), UserType::external_associate));
    CHECK_FALSE(fits(types->at(0), UserType::system_associate));
    CHECK(types->at(1).display_type == "Badge");
    CHECK(types->at(1).control == CredentialControlType::edit);
    CHECK(types->at(1).can_create_person);
    CHECK(fits(types->at(1), UserType::system_associate));
    CHECK(find_type(*types, "BADGE") == &types->at(1));
    CHECK(find_type(*types, "CRM5/PASSWORD") == nullptr);
}

TEST_CASE("wrong types of credentials are told") {
    CHECK(setup_refusal("[credential_type]\nname = 'x'")
              .starts_with("c.toml:1:1: credential_type must be sections: [[credential_type]]"));
    CHECK(setup_refusal("credential_type = [1]") ==
          "c.toml:1:19: credential_type must be sections: [[credential_type]]");
    CHECK(setup_refusal("[[credential_type]]\nnome = 'x'") == "c.toml:2:1: unknown key credential_type.nome");
    CHECK(setup_refusal("[[credential_type]]\ncontrol = 'password'") ==
          "c.toml:2:11: credential_type.control must be link, edit, static or hidden");
    CHECK(setup_refusal("[[credential_type]]\nuser_types = ['all']").find("must be internal") != std::string::npos);
    CHECK(setup_refusal("[[credential_type]]") ==
          "c.toml:1:1: credential_type 1: credential_type.name must not be empty");
    CHECK(setup_refusal("[[credential_type]]\nname = 'crm5/Password'").find("cannot be linked") != std::string::npos);
    CHECK(setup_refusal("[[credential_type]]\nname = 'A'\n[[credential_type]]\nname = 'a'") ==
          "c.toml:3:1: credential_type 2: a stands twice");
}

TEST_CASE("what is printed reads as the same again") {
    const auto config = parse_config(two_types, "c.toml");
    REQUIRE(config.has_value());
    for (const bool documented : {false, true}) {
        std::ostringstream out;
        print_config(out, *config, documented);
        const auto again = parse_config(out.str(), "again.toml");
        REQUIRE(again.has_value());
        REQUIRE(again->credential_types.size() == 2);
        CHECK(again->credential_types[0].user_types == std::vector<std::string>{"internal", "external"});
        CHECK(again->credential_types[1].control == CredentialControlType::edit);
    }
    std::ostringstream out;
    print_config(out, Config{}, true);
    CHECK(out.str().find("# [[credential_type]]") != std::string::npos);
    const auto defaults = parse_config(out.str(), "defaults.toml");
    REQUIRE(defaults.has_value());
    CHECK(defaults->credential_types.empty());
}

TEST_CASE("a directory has headings, groups and people") {
    const TempDir folder;
    const std::string path = folder.write("people.toml", R"(
headings = ["Login", "Department"]
[[group]]
name = "staff"
display_name = "Staff"
[[group]]
name = "guests"
[[user]]
value = 'EX\kim'
display_value = "Kim Lund"
columns = ["kim", "Sales"]
groups = ["Staff"]
can_create_person = true
[[user]]
value = 'EX\ase'
columns = ["ase", ""]
)");
    Config config;
    config.credential_types.push_back({"Windows", "", "", CredentialControlType::link, false, false, {}, path});
    const auto types = load_credential_types(config);
    REQUIRE(types.has_value());
    const LinkedCredentialType& type = types->at(0);
    CHECK(type.headings.size() == 2);
    REQUIRE(type.groups.size() == 2);
    CHECK(type.groups[1].display_name == "guests");
    REQUIRE(type.users.size() == 2);
    CHECK(type.users[0].value == "EX\\kim");
    CHECK(type.users[0].can_create_person);
    CHECK(type.users[1].display_value == "EX\\ase");
    config.credential_types[0].directory = folder.file("none.toml");
    CHECK(load_credential_types(config).error().public_text.english() ==
          folder.file("none.toml") + ": cannot be read: No such file or directory (credential_type.directory)");
}

TEST_CASE("a directory's mistakes are told with file, line and column") {
    CHECK(directory_refusal("") == "");
    CHECK(directory_refusal("heading = []") == "d.toml:1:1: unknown key heading; the nearest is headings");
    CHECK(directory_refusal("headings = 5") == "d.toml:1:12: headings must be an array of texts");
    CHECK(directory_refusal("headings = [5]") == "d.toml:1:13: headings must be a text in quotes");
    CHECK(directory_refusal("[user]\nvalue = 'x'").find("user must be [[user]]") != std::string::npos);
    CHECK(directory_refusal("[[user]]\ndisplay_value = 'x'").find("value is missing") != std::string::npos);
    CHECK(directory_refusal("[[user]]\nvalue = ' '") == "d.toml:2:9: value must not be empty");
    CHECK(directory_refusal("[[user]]\nvalue = 'a'\ncolumns = ['x']").find("as many columns as headings") !=
          std::string::npos);
    CHECK(directory_refusal("[[user]]\nvalue = 'a'\ngroups = ['x']").find("there is no group x") != std::string::npos);
    CHECK(directory_refusal("[[user]]\nvalue = 'a'\n[[user]]\nvalue = 'A'").find("stands twice") != std::string::npos);
    CHECK(directory_refusal("[[group]]\nname = 'a'\n[[group]]\nname = 'A'").find("stands twice") != std::string::npos);
    CHECK(directory_refusal("[[user]]\nvalue = 'a'\ncan_create_person = 1").find("must be true or false") !=
          std::string::npos);
    CHECK(directory_refusal("[[user]]\nvalue = \"a\\u0007\"").find("control characters") != std::string::npos);
    CHECK(directory_refusal("[[user]]\nvalue = '" + std::string(255, 'x') + "'").find("longer than") !=
          std::string::npos);
    CHECK(directory_refusal("[[user]").starts_with("d.toml:1:"));
}

TEST_CASE("settings of the provider that contradict each other refuse to start") {
    CHECK(setup_refusal("[openid]\nissuer = 'https://id.example.com/'") == "");
    CHECK(setup_refusal("[openid]\nissuer = 'http://id.example.com'").find("must be like https://") !=
          std::string::npos);
    CHECK(setup_refusal("[openid]\nissuer = 'https://'").find("must be like https://") != std::string::npos);
    CHECK(setup_refusal("[openid]\nclient_id = 'x'").find("openid.client_id needs openid.issuer") != std::string::npos);
    CHECK(setup_refusal("[openid]\nissuer = 'https://a'\nclient_secret_file = 'x'").find("needs openid.client_id") !=
          std::string::npos);
    CHECK(setup_refusal("[openid]\nissuer = 'https://a'\nregistration_token_file = 'x'")
              .find("needs openid.registration") != std::string::npos);
}

TEST_CASE("the provider's secrets come from files that not everybody can read") {
    const TempDir folder;
    ManualClock clock;
    SeededRandom random;
    Config config;
    CHECK(*open_openid_provider(config, clock, random) == nullptr);
    config.openid.issuer = "https://id.example.com";
    config.openid.client_id = "crm";
    config.openid.client_secret_file = folder.write("secret", "s3cret\n");
    REQUIRE(::chmod(config.openid.client_secret_file.c_str(), 0644) == 0);
    CHECK(open_openid_provider(config, clock, random).error().public_text.english().find("everybody") !=
          std::string::npos);
    REQUIRE(::chmod(config.openid.client_secret_file.c_str(), 0640) == 0);
    const auto provider = open_openid_provider(config, clock, random);
    REQUIRE(provider.has_value());
    REQUIRE(*provider != nullptr);
    CHECK((*provider)->name() == "https://id.example.com");
    CHECK((*provider)->configured_client().client_secret.reveal() == "s3cret");
    config.openid.decryption_key_file = folder.write("key.pem", "no key");
    REQUIRE(::chmod(config.openid.decryption_key_file.c_str(), 0600) == 0);
    CHECK(open_openid_provider(config, clock, random)
              .error()
              .public_text.english()
              .find("(openid.decryption_key_file)") != std::string::npos);
    config.openid.decryption_key_file = folder.write("key.pem", private_pem(make_rsa_key().get()));
    CHECK(open_openid_provider(config, clock, random).has_value());
    config.openid.ca_file = folder.file("none.pem");
    CHECK(open_openid_provider(config, clock, random).error().public_text.english().find("(openid.ca_file)") !=
          std::string::npos);
    config.openid.ca_file.clear();
    config.openid.client_secret_file = folder.file("none");
    CHECK_FALSE(open_openid_provider(config, clock, random).has_value());
}
