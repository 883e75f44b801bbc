// Seed files: the demo's, and what is wrong with others.
#include "server/config/seed.hpp"

#include <algorithm>

#include "core/security/identities.hpp"
#include "support/local_changes.hpp"
#include "support/store_suite.hpp"

using namespace uag;
using namespace uag::test;

namespace {

std::string complaint(std::string_view content) {
    const TempDir folder;
    const std::string path = folder.write("seed.toml", content);
    const auto file = read_seed(path);
    if (file) return "it was read";
    CHECK(file.error().code == errc::invalid_argument);
    const std::string& text = file.error().public_text.english();
    CHECK(text.starts_with(path + ":"));
    return text.substr(path.size() + 1);
}

}  // namespace

TEST_CASE("the demo's seed can be loaded, and its associates log in by what they should") {
    const auto file = read_seed("samples/demo.toml");
    if (!file) FAIL(file.error().public_text.english());
    const Seed& seed = file->seed;
    REQUIRE(seed.associates.size() == 6);
    REQUIRE(file->passwords.size() == 5);
    CHECK(file->passwords[0].first == 0);
    CHECK(file->passwords[0].second.reveal() == "Adm0-demo-only");
    CHECK(file->passwords[1].second.reveal() == "Tje0");
    SqliteHome home;
    auto store = home.open();
    LocalChanges changes(*store, home.clock);
    const SeedCounts first = value_of(changes.load(seed));
    CHECK(first.kept == 0);
    const SeedCounts second = value_of(changes.load(seed));
    CHECK(second.added == 0);
    CHECK(second.kept == first.added);

    const auto admin = value_of(find_identity_for_login(*store, "adm0"));
    REQUIRE(admin.has_value());
    CHECK(admin->associate.id == 1);
    CHECK(admin->role.name == "User level 0");
    CHECK(std::binary_search(admin->functional_rights.begin(), admin->functional_rights.end(), "admin-all"));
    CHECK(admin->secondary_groups == std::vector<std::int32_t>{2, 3});
    CHECK(value_of(find_identity_for_login(*store, "tje0@example.com"))->associate.name == "tje0");
    CHECK(value_of(identity_of(*store, 3))->associate.type == UserType::external_associate);
    CHECK(value_of(identity_of(*store, 4))->associate.type == UserType::system_associate);
    CHECK(value_of(identity_of(*store, 5))->associate.retired);
    CHECK(value_of(identity_of(*store, 6))->associate.type == UserType::resource_associate);
    CHECK(value_of(identity_of(*store, 2))->role.name == "User level 1");
    CHECK(value_of(identity_of(*store, 3))->role.name == "External user");
    CHECK(value_of(identity_of(*store, 4))->role.name == "System");
    CHECK(value_of(identity_of(*store, 4))->group.name == "Management");
    CHECK(rows_read(*store, [](Rows& rows) { return rows.module_licenses(); }).size() == 1);
}

TEST_CASE("an empty file is an empty seed") {
    const TempDir folder;
    const auto file = read_seed(folder.write("seed.toml", "# nothing\n"));
    REQUIRE(file.has_value());
    CHECK(file->seed.associates.empty());
    CHECK_FALSE(file->seed.password_rules.has_value());
}

TEST_CASE("every key of a seed file is read") {
    const TempDir folder;
    const auto file = read_seed(folder.write("seed.toml", R"(
owner_contacts = [7, 8]
password_rules = {min_characters = 1, min_numbers = 2, min_lowercase = 3, min_uppercase = 4, min_special = 5}
[[right]]
code = "r1"
role_types = ["system", "anonymous"]
[[right]]
code = "r2"
[[role]]
id = 3
name = " Straße "
description = "d"
type = "system"
rank = 12
rights = ["r1"]
[[role.data_right]]
table = "contact"
relation = "primary_group"
value = "CRU"
[[role.data_right]]
table = "sale"
value = "R"
[[license]]
id = 2
owner = "o"
name = "l"
description = "x"
total = 5
unrestricted = true
[[group]]
id = 4
name = "G"
description = "e"
rank = -7
[[associate]]
id = 9
name = "n"
user_name = "u"
type = "system"
role = "STRASSE"
group = 4
secondary_groups = ["g", 4]
ej_user_id = 8
retired = true
deleted = true
waiting_for_approval = true
must_change = true
rank = -3
tooltip = "t"
nick_name = "nick"
password = " e)"
                                                          "\xCC\x81"
                                                          R"( "
[associate.person]
id = 1
first_name = "a"
middle_name = "b"
last_name = "c"
email = "d"
contact_id = 2
country_id = 3
home_country_id = 4
business_id = 5
category_id = 6
position = "p"
mrmrs = "m"
title = "T"
description = "D"
direct_phone = "+47 1"
mobile_phone = "2"
fax_phone = "3"
person_number = "4"
kana_first_name = "k"
kana_last_name = "K"
rank = 9
retired = true
)"));
    if (!file) FAIL(file.error().public_text.english());
    const Seed& seed = file->seed;
    CHECK(seed.password_rules == PasswordRules{1, 2, 3, 4, 5});
    CHECK(seed.rights.at(0).id == 0);
    CHECK(seed.rights[0].role_types == (4 | 8));
    CHECK(seed.rights.at(1).role_types == 15);
    CHECK(seed.owner_contacts == std::vector<std::int32_t>{7, 8});
    REQUIRE(seed.licenses.size() == 1);
    CHECK(seed.licenses[0].id == 2);
    CHECK(seed.licenses[0].owner == "o");
    CHECK(seed.licenses[0].name == "l");
    CHECK(seed.licenses[0].description == "x");
    CHECK(seed.licenses[0].total == 5);
    CHECK(seed.licenses[0].unrestricted);
    CHECK(seed.roles.at(0).role.name == "Straße");
    CHECK(seed.roles[0].role.type == RoleType::system);
    CHECK(seed.roles[0].functional_rights == std::vector<std::string>{"r1"});
    CHECK(seed.roles[0].role.rank == 12);
    // One cell, and one for each of the nine relations.
    REQUIRE(seed.roles[0].data_rights.size() == 1 + 9);
    CHECK(seed.roles[0].data_rights[0].table == "contact");
    CHECK(seed.roles[0].data_rights[0].relation == RoleRelationToOwner::primary_group);
    CHECK(seed.roles[0].data_rights[0].value == "CRU");
    CHECK(seed.roles[0].data_rights[9].table == "sale");
    CHECK(seed.roles[0].data_rights[9].relation == RoleRelationToOwner::custom_objects);
    CHECK(seed.groups.at(0).rank == -7);
    const NewAssociate& added = seed.associates.at(0);
    CHECK(added.associate.id == 9);
    CHECK(added.associate.name == "n");
    CHECK(added.associate.user_name == "u");
    CHECK(added.associate.type == UserType::system_associate);
    CHECK(added.associate.role_id == 3);
    CHECK(added.associate.group_id == 4);
    CHECK(added.secondary_groups == std::vector<std::int32_t>{4, 4});
    CHECK(added.associate.ej_user_id == 8);
    CHECK(added.associate.retired);
    CHECK(added.associate.deleted);
    CHECK(added.associate.waiting_for_approval);
    CHECK(added.must_change);
    CHECK(added.associate.rank == -3);
    CHECK(added.associate.tooltip == "t");
    CHECK(added.associate.nick_name == "nick");
    CHECK_FALSE(added.phc.has_value());
    REQUIRE(added.person.has_value());
    CHECK(added.person->id == 1);
    CHECK(added.person->middle_name == "b");
    CHECK(added.person->email == "d");
    CHECK(added.person->contact_id == 2);
    CHECK(added.person->category_id == 6);
    CHECK(added.person->position == "p");
    CHECK(added.person->mrmrs == "m");
    CHECK(added.person->title == "T");
    CHECK(added.person->description == "D");
    CHECK(added.person->direct_phone == "+47 1");
    CHECK(added.person->mobile_phone == "2");
    CHECK(added.person->fax_phone == "3");
    CHECK(added.person->person_number == "4");
    CHECK(added.person->kana_first_name == "k");
    CHECK(added.person->kana_last_name == "K");
    CHECK(added.person->rank == 9);
    CHECK(added.person->retired);
    // NFC, and with its spaces.
    CHECK(file->passwords.at(0).second.reveal() == " \xC3\xA9 ");
}

TEST_CASE("what is wrong is named with its line and column") {
    CHECK(complaint("wrong = 1\n") == "1:1: unknown key wrong");
    CHECK(complaint("[[group]]\nid = 1\nname = \"g\"\n  colour = 3\n") == "4:3: unknown key colour");
    CHECK(complaint("[[associate]]\nname = \"a\"\n[associate.person]\nmail = \"x\"\n") ==
          "4:1: unknown key mail; the nearest is email");
    CHECK(complaint("[password_rules]\nmin = 1\n") == "2:1: unknown key min");
    CHECK(complaint("[[group]]\nid = \"1\"\nname = \"g\"\n") == "2:6: id must be a whole number from 1 to 2147483647");
    CHECK(complaint("[[group]]\nid = 2147483648\nname = \"g\"\n") ==
          "2:6: id must be a whole number from 1 to 2147483647");
    CHECK(complaint("[[group]]\nid = 1\nname = 5\n") == "3:8: name must be a text in quotes");
    CHECK(complaint("[[group]]\nid = 1\nname = \" \"\n") == "3:8: name must not be empty");
    CHECK(complaint("[[group]]\nname = \"g\"\n") == "1:1: id is missing");
    CHECK(complaint("[[group]]\nid = 1\nname = \"g\"\nrank = 40000\n") ==
          "4:8: rank must be a whole number from -32768 to 32767");
    CHECK(complaint("[[role]]\nid = 1\nname = \"r\"\ntype = \"boss\"\n") ==
          "4:8: type must be one of employee, external_user, anonymous, system");
    CHECK(complaint("[[role]]\nid = 1\nname = \"r\"\nrights = \"all\"\n") == "4:10: rights must be a list");
    CHECK(complaint("[[role]]\nid = 1\nname = \"r\"\nrights = [\n  1]\n") == "5:3: rights must be a text in quotes");
    CHECK(complaint("[[right]]\ncode = \"r\"\nrole_types = [\"boss\"]\n") ==
          "3:15: role_types must be one of employee, external_user, anonymous, system");
    CHECK(complaint("[[role]]\nid = 1\nname = \"r\"\n[[role.data_right]]\ntable = \"t\"\n") == "4:1: value is missing");
    CHECK(complaint("[[role]]\nid = 1\nname = \"r\"\n[[role.data_right]]\ntable = \"t\"\nvalue = \"D\"\n") ==
          "6:9: value must be one of R, CR, CRU, CRUD");
    CHECK(complaint("[[license]]\nid = 1\nname = \"l\"\ntotal = -1\n") ==
          "4:9: total must be a whole number from 0 to 2147483647");
    CHECK(complaint("owner_contacts = [0]\n") == "1:19: owner_contacts must be a whole number from 1 to 2147483647");
    CHECK(complaint("[[associate]]\nname = \"a\"\nretired = \"yes\"\n") == "3:11: retired must be true or false");
    CHECK(complaint("[[associate]]\nname = \"a\"\nsecondary_groups = [\"nobody\"]\n") ==
          "3:21: secondary_groups names nothing in this file: \"nobody\"");
    CHECK(complaint("[[associate]]\nname = \"a\"\nperson = 1\n") == "3:10: person must be a table");
    CHECK(complaint("[associate]\nname = \"a\"\n").starts_with("1:"));
    CHECK(complaint("associate = [1]\n") == "1:14: associate must be [[associate]]");
    CHECK(complaint("password_rules = 1\n") == "1:18: password_rules must be a table");
    CHECK(complaint("[[associate]]\nname = \"a\"\npassword = \"\"\n").starts_with("3:12: password must not be empty"));
    CHECK(complaint("[[associate]]\nname = \"a\"\npassword = 12345\n") == "3:12: password must be a text in quotes");
    CHECK(complaint("[[associate]]\nname = \"a\"\npassword_hash = \"hunter2\"\n") ==
          "3:17: password_hash is no hash that this service checks: argon2id, bcrypt, scrypt, pbkdf2-sha1, "
          "pbkdf2-sha256, pbkdf2-sha512, sha256crypt, sha512crypt, {SSHA} or {SSHA256}");
    CHECK(
        complaint("[[associate]]\nname = \"a\"\npassword_hash = \"$2b$15$CCCCCCCCCCCCCCCCCCCCC."
                  "E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\"\n") ==
        "3:17: password_hash costs more than this service spends on a log-in; of bcrypt that is at most a cost of 14");
    CHECK(complaint("[[associate]]\nname = \"a\"\npassword_hash = \"$argon2id$v=19$m=7168,t=99,p=1$c2FsdA$dGFn\"\n")
              .starts_with("3:17: password_hash is no Argon2id hash that this service checks"));
    CHECK(complaint("[[associate]]\nname = \"a\"\npassword = \"x\"\npassword_hash = \"hunter2\"\n") ==
          "4:17: password_hash stands beside password; one of the two is enough");
    CHECK(complaint("[[associate]]\nname = \"a\"\npassword_expires = 2026-01-31T12:00:00\n") ==
          "3:20: password_expires must be a time with its zone, as in 2026-01-31T12:00:00Z");
    CHECK(complaint("[[associate]]\nname = \"a\"\n[associate.presence]\nstatus = \"away\"\n") ==
          "4:10: status must be one of none, normal, not_available, deleted, read_only, spm, system");
    CHECK(complaint("[[associate]]\nname = \"a\"\n[[associate.credential]]\ntype = \"Mail\"\n") ==
          "3:1: value is missing");
    CHECK(complaint("a = 1\na = 2\n").starts_with("2:"));
    CHECK(complaint("[[group]\n").starts_with("1:"));
}

TEST_CASE("a broken password is not quoted") {
    for (const char* value : {"hunter2secret", "\"hunter2secret", "'hunter2secret\n", "\"\"\"hunter2secret",
                              "\"hunter2secret\" \"x\"", "\"hunter2\\qsecret\"", "\"hunter2secret\\u0000\""}) {
        const std::string text = complaint("[[associate]]\nname = \"a\"\npassword = " + std::string(value) + "\n");
        INFO(text);
        CHECK(text.find("hunter2") == std::string::npos);
        CHECK(text.find("secret") == std::string::npos);
    }
}

TEST_CASE("a file that is not there, or is too much, is refused by its name") {
    const TempDir folder;
    for (const std::string& path : {folder.file("none.toml"), folder.path().string()}) {
        const auto file = read_seed(path);
        REQUIRE_FALSE(file.has_value());
        CHECK(file.error().public_text.english().starts_with(path + ":"));
    }
    const std::string big = folder.write("big.toml", std::string(17 * 1024 * 1024, '#'));
    CHECK(read_seed(big).error().public_text.english().find("16 MiB") != std::string::npos);
}
