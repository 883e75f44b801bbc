#include "server/config/seed.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "core/base/text.hpp"
#include "core/security/names.hpp"
#include "core/security/password_policy.hpp"
#include "server/config/toml_file.hpp"

namespace uag {
namespace {

constexpr std::size_t most_seed_mebibytes = 16;
constexpr std::int64_t max_id = std::numeric_limits<std::int32_t>::max();

std::int32_t id_of(TomlTable& table, std::string_view key = "id") { return table.number(key, 1, max_id, 0); }

std::int32_t required_id(TomlTable& table) {
    const toml::node* const node = table.require("id");
    return node == nullptr ? 0 : table.number_of(*node, "id", 1, max_id);
}

std::int16_t rank_of(TomlTable& table) { return static_cast<std::int16_t>(table.number("rank", -32768, 32767, 0)); }

// What a role or group is called by: its name in this file or its id. Another name is noted in `elsewhere`, if given.
template <class Records, class RecordOf>
std::int32_t reference(TomlTable& table, toml::node& node, std::string_view key, const Records& records,
                       RecordOf record_of, std::vector<SeedFile::Named>* elsewhere = nullptr, SeedFile::What what = {},
                       std::size_t associate = 0) {
    if (node.is_integer()) return table.number_of(node, key, 1, max_id);
    const std::string name = table.text_of(node, key);
    for (const auto& entry : records)
        if (fold(record_of(entry).name) == fold(name)) return record_of(entry).id;
    if (elsewhere != nullptr && !name.empty())
        elsewhere->push_back({what, associate, name, table.problem().place(node.source())});
    else
        table.problem().report(node.source(), key, "names nothing in this file: \"" + name + '"');
    return 0;
}

const RoleRecord& role_of(const NewRole& role) { return role.role; }
const GroupRecord& group_of(const GroupRecord& group) { return group; }

PasswordRules rules_of(TomlTable& table) {
    PasswordRules rules;
    rules.min_characters = table.number("min_characters", 0, 256, rules.min_characters);
    rules.min_numbers = table.number("min_numbers", 0, 256, rules.min_numbers);
    rules.min_lowercase = table.number("min_lowercase", 0, 256, rules.min_lowercase);
    rules.min_uppercase = table.number("min_uppercase", 0, 256, rules.min_uppercase);
    rules.min_special = table.number("min_special", 0, 256, rules.min_special);
    return rules;
}

void read_right(TomlTable& table, Seed& seed) {
    FunctionalRight right;
    right.id = id_of(table);
    right.code = table.name("code");
    right.name = table.text("name");
    const auto types = table.find("role_types");
    if (types != nullptr) right.role_types = 0;
    table.list("role_types", [&](toml::node& node) {
        right.role_types |= 1 << static_cast<int>(table.word_of(node, "role_types", role_type_words));
    });
    seed.rights.push_back(std::move(right));
}

// A relation that is left out stands for all of them.
void read_data_right(TomlTable& table, NewRole& role) {
    static constexpr Words<RoleRelationToOwner, 9> relations{
        {{"my_own", RoleRelationToOwner::my_own},
         {"primary_group", RoleRelationToOwner::primary_group},
         {"other_groups", RoleRelationToOwner::other_groups},
         {"other_associates", RoleRelationToOwner::other_associates},
         {"external_user", RoleRelationToOwner::external_user},
         {"anonymous", RoleRelationToOwner::anonymous},
         {"my_company", RoleRelationToOwner::my_company},
         {"same_project", RoleRelationToOwner::same_project},
         {"custom_objects", RoleRelationToOwner::custom_objects}}};
    static constexpr Words<std::string_view, 4> values{{{"R", "R"}, {"CR", "CR"}, {"CRU", "CRU"}, {"CRUD", "CRUD"}}};
    const std::string name = table.name("table");
    const bool one = table.find("relation") != nullptr;
    const RoleRelationToOwner relation = table.word("relation", relations);
    table.require("value");
    const std::string value(table.word("value", values));
    for (const auto& [word, each] : relations)
        if (!one || each == relation) role.data_rights.push_back({name, each, value});
}

void read_license(TomlTable& table, Seed& seed) {
    ModuleLicenseRecord license;
    license.id = required_id(table);
    license.owner = table.text("owner");
    license.name = table.name("name");
    license.description = table.text("description");
    license.total = table.number("total", 0, max_id, 0);
    license.unrestricted = table.flag("unrestricted");
    seed.licenses.push_back(std::move(license));
}

void read_role(TomlTable& table, Seed& seed) {
    NewRole role;
    role.role.id = required_id(table);
    role.role.name = table.name("name");
    role.role.description = table.text("description");
    role.role.type = table.word("type", role_type_words);
    role.role.rank = rank_of(table);
    table.list("rights", [&](toml::node& node) { role.functional_rights.push_back(table.text_of(node, "rights")); });
    table.tables("data_right", [&](TomlTable& cell) { read_data_right(cell, role); });
    seed.roles.push_back(std::move(role));
}

void read_group(TomlTable& table, Seed& seed) {
    GroupRecord group;
    group.id = required_id(table);
    group.name = table.name("name");
    group.description = table.text("description");
    group.rank = rank_of(table);
    seed.groups.push_back(std::move(group));
}

PersonRecord person_of(TomlTable& table) {
    PersonRecord person;
    person.id = id_of(table);
    person.first_name = table.text("first_name");
    person.middle_name = table.text("middle_name");
    person.last_name = table.text("last_name");
    person.email = table.text("email");
    person.contact_id = id_of(table, "contact_id");
    person.country_id = id_of(table, "country_id");
    person.home_country_id = id_of(table, "home_country_id");
    person.business_id = id_of(table, "business_id");
    person.category_id = id_of(table, "category_id");
    person.position = table.text("position");
    person.mrmrs = table.text("mrmrs");
    person.title = table.text("title");
    person.description = table.text("description");
    person.direct_phone = table.text("direct_phone");
    person.mobile_phone = table.text("mobile_phone");
    person.fax_phone = table.text("fax_phone");
    person.person_number = table.text("person_number");
    person.kana_first_name = table.text("kana_first_name");
    person.kana_last_name = table.text("kana_last_name");
    person.rank = rank_of(table);
    person.retired = table.flag("retired");
    return person;
}

// Spaces count in a password, so it is not trimmed; it is wiped where the parser put it.
void read_password(TomlTable& table, SeedFile& file) {
    toml::node* const node = table.find("password");
    if (node == nullptr) return;
    auto* const value = node->as_string();
    const auto wrong = [&](std::string_view what) { table.problem().report(node->source(), "password", what); };
    if (value == nullptr) return wrong(must_be_text);
    const bool empty = value->get().empty();
    std::optional<Secret> password = password_for_hashing(value->get());
    wipe(value->get());
    if (empty) return wrong("must not be empty; leave it out instead");
    if (!password) return wrong("has U+0000 in it or more than 256 characters");
    file.passwords.emplace_back(file.seed.associates.size(), std::move(*password));
}

void read_associate(TomlTable& table, SeedFile& file) {
    const Seed& seed = file.seed;
    const std::size_t index = seed.associates.size();
    NewAssociate added;
    AssociateRecord& associate = added.associate;
    associate.id = id_of(table);
    associate.name = table.name("name");
    associate.user_name = table.text("user_name");
    associate.type = table.word("type", user_type_words);
    if (toml::node* const role = table.find("role"))
        associate.role_id =
            reference(table, *role, "role", seed.roles, role_of, &file.named, SeedFile::What::role, index);
    if (toml::node* const group = table.find("group"))
        associate.group_id =
            reference(table, *group, "group", seed.groups, group_of, &file.named, SeedFile::What::group, index);
    table.list("secondary_groups", [&](toml::node& node) {
        added.secondary_groups.push_back(reference(table, node, "secondary_groups", seed.groups, group_of));
    });
    associate.ej_user_id = id_of(table, "ej_user_id");
    associate.rank = rank_of(table);
    associate.tooltip = table.text("tooltip");
    associate.nick_name = table.text("nick_name");
    associate.retired = table.flag("retired");
    associate.deleted = table.flag("deleted");
    associate.waiting_for_approval = table.flag("waiting_for_approval");
    added.must_change = table.flag("must_change");
    table.section("person", [&](TomlTable& person) { added.person = person_of(person); });
    read_password(table, file);
    file.seed.associates.push_back(std::move(added));
}

SeedFile read_file(TomlTable& table) {
    SeedFile file;
    table.section("password_rules", [&](TomlTable& rules) { file.seed.password_rules = rules_of(rules); });
    table.tables("right", [&](TomlTable& right) { read_right(right, file.seed); });
    table.tables("role", [&](TomlTable& role) { read_role(role, file.seed); });
    table.tables("group", [&](TomlTable& group) { read_group(group, file.seed); });
    table.tables("license", [&](TomlTable& license) { read_license(license, file.seed); });
    table.list("owner_contacts", [&](toml::node& node) {
        file.seed.owner_contacts.push_back(table.number_of(node, "owner_contacts", 1, max_id));
    });
    table.tables("associate", [&](TomlTable& associate) { read_associate(associate, file); });
    table.finish();
    return file;
}

}  // namespace

Result<SeedFile> read_seed(const std::string& path) {
    Result<std::string> text = read_toml_text(path, most_seed_mebibytes);
    if (!text.has_value()) return text.error();
    Result<toml::table> root = parse_toml(*text, path);
    wipe(*text);
    if (!root.has_value()) return root.error();
    TomlProblem problem(path, {max_kept_code_points, false});
    TomlTable table(*root, problem);
    SeedFile file = read_file(table);
    if (problem.error()) return *problem.error();
    return file;
}

}  // namespace uag
