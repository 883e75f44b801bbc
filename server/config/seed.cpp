#include "server/config/seed.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/text.hpp"
#include "core/security/names.hpp"
#include "core/security/password_policy.hpp"
#include "core/security/stored_hash.hpp"
#include "server/config/seed_keys.hpp"
#include "server/config/toml_file.hpp"

namespace uag {
namespace {

std::int32_t id_of(TomlTable& table, std::string_view key = "id") { return table.number(key, 1, max_seed_id, 0); }

std::int32_t required_id(TomlTable& table) {
    const toml::node* const node = table.require("id");
    return node == nullptr ? 0 : table.number_of(*node, "id", 1, max_seed_id);
}

std::int16_t rank_of(TomlTable& table) { return static_cast<std::int16_t>(table.number("rank", -32768, 32767, 0)); }

// What a role or group is called by: its name in this file or its id. Another name is noted in `elsewhere`, if given.
template <class Records, class RecordOf>
std::int32_t reference(TomlTable& table, toml::node& node, std::string_view key, const Records& records,
                       RecordOf record_of, std::vector<SeedFile::Named>* elsewhere = nullptr, SeedFile::What what = {},
                       std::size_t associate = 0) {
    if (node.is_integer()) return table.number_of(node, key, 1, max_seed_id);
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
    for (const auto& [key, member] : seed_rules) rules.*member = table.number(key, 0, 256, rules.*member);
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
    static constexpr Words<std::string_view, 4> values{{{"R", "R"}, {"CR", "CR"}, {"CRU", "CRU"}, {"CRUD", "CRUD"}}};
    const std::string name = table.name("table");
    const bool one = table.find("relation") != nullptr;
    const RoleRelationToOwner relation = table.word("relation", relation_words);
    table.require("value");
    const std::string value(table.word("value", values));
    for (const auto& [word, each] : relation_words)
        if (!one || each == relation) role.data_rights.push_back({name, each, value});
}

void read_license(TomlTable& table, Seed& seed) {
    ModuleLicenseRecord license;
    license.id = required_id(table);
    license.owner = table.text("owner");
    license.name = table.name("name");
    license.description = table.text("description");
    license.total = table.number("total", 0, max_seed_id, 0);
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
    role.role.use_categories = static_cast<std::int16_t>(table.number("use_categories", -32768, 32767, 0));
    role.role.deleted = table.flag("deleted");
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
    group.deleted = table.flag("deleted");
    seed.groups.push_back(std::move(group));
}

PersonRecord person_of(TomlTable& table) {
    PersonRecord person;
    for (const auto& [key, member] : seed_person_ids) person.*member = id_of(table, key);
    for (const auto& [key, member] : seed_person_texts) person.*member = table.text(key);
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

// One that was hashed before, as `useragentd hash` prints it or another program did.
void read_hash(TomlTable& table, NewAssociate& added) {
    toml::node* const node = table.find("password_hash");
    if (node == nullptr) return;
    const auto* const value = node->as_string();
    const auto wrong = [&](std::string_view what) { table.problem().report(node->source(), "password_hash", what); };
    if (value == nullptr) return wrong(must_be_text);
    if (table.find("password") != nullptr) return wrong("stands beside password; one of the two is enough");
    if (const Result<StoredHash> read = read_stored_hash(value->get()); !read.has_value())
        return wrong(read.error().public_text.english());
    added.phc = value->get();
}

LinkedCredential credential_of(TomlTable& table) {
    LinkedCredential credential{table.name("type"), table.name("value"), table.text("display_value")};
    if (credential.display_value.empty()) credential.display_value = credential.value;
    return credential;
}

void read_associate(TomlTable& table, SeedFile& file) {
    const Seed& seed = file.seed;
    const std::size_t index = seed.associates.size();
    NewAssociate added;
    AssociateRecord& associate = added.associate;
    associate.id = id_of(table);
    associate.name = table.name("name");
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
    for (const auto& [key, member] : seed_associate_texts) associate.*member = table.text(key);
    for (const auto& [key, member] : seed_associate_flags) associate.*member = table.flag(key);
    table.list("licenses",
               [&](toml::node& node) { added.licenses.push_back(table.number_of(node, "licenses", 1, max_seed_id)); });
    std::ranges::sort(added.licenses);
    added.licenses.erase(std::unique(added.licenses.begin(), added.licenses.end()), added.licenses.end());
    table.tables("credential", [&](TomlTable& credential) { added.credentials.push_back(credential_of(credential)); });
    table.section("presence", [&](TomlTable& presence) {
        added.presence = PresenceRecord{presence.word("status", presence_words), presence.text("message")};
    });
    added.must_change = table.flag("must_change");
    added.password_expires = table.time("password_expires").value_or(TimePoint::max());
    table.section("person", [&](TomlTable& person) { added.person = person_of(person); });
    read_password(table, file);
    read_hash(table, added);
    file.seed.associates.push_back(std::move(added));
}

SeedFile read_file(TomlTable& table) {
    SeedFile file;
    file.seed.whole = table.flag("whole");
    table.section("password_rules", [&](TomlTable& rules) { file.seed.password_rules = rules_of(rules); });
    table.tables("right", [&](TomlTable& right) { read_right(right, file.seed); });
    table.tables("role", [&](TomlTable& role) { read_role(role, file.seed); });
    table.tables("group", [&](TomlTable& group) { read_group(group, file.seed); });
    table.tables("license", [&](TomlTable& license) { read_license(license, file.seed); });
    table.list("owner_contacts", [&](toml::node& node) {
        file.seed.owner_contacts.push_back(table.number_of(node, "owner_contacts", 1, max_seed_id));
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
