#include "server/config/seed.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <set>
#include <string_view>

#include "core/base/text.hpp"
#include "core/security/names.hpp"
#include "core/security/password_policy.hpp"

namespace uag {
namespace {

constexpr std::uintmax_t max_file_size = 16U * 1024 * 1024;
constexpr std::int64_t max_id = std::numeric_limits<std::int32_t>::max();

Error refuse(std::string text) { return fail(errc::invalid_argument, text, text); }

// The first thing that is wrong with the file; reading goes on with defaults until somebody looks here.
class Problem {
public:
    explicit Problem(const std::string& path) : path_(path) {}

    void report(const toml::source_region& where, std::string_view what) {
        if (error_) return;
        error_ = refuse(place(where) + ": " + std::string(what));
    }
    std::string place(const toml::source_region& where) const {
        return path_ + ":" + std::to_string(where.begin.line) + ":" + std::to_string(where.begin.column);
    }
    const std::optional<Error>& error() const { return error_; }

private:
    const std::string& path_;
    std::optional<Error> error_;
};

// One table of the file. Every key that is asked for is known; finish() reports the others.
class Table {
public:
    Table(toml::table& table, Problem& problem) : table_(table), problem_(problem) {}

    toml::node* find(std::string_view key) {
        known_.insert(key);
        return table_.get(key);
    }

    toml::node* require(std::string_view key) {
        toml::node* const node = find(key);
        if (node == nullptr) problem_.report(table_.source(), "\"" + std::string(key) + "\" is missing");
        return node;
    }

    std::string text(std::string_view key) {
        toml::node* const node = find(key);
        return node == nullptr ? std::string() : text_of(*node, key);
    }

    // A name: there, and not empty once it is trimmed.
    std::string name(std::string_view key) {
        toml::node* const node = require(key);
        if (node == nullptr) return {};
        std::string value = text_of(*node, key);
        if (value.empty()) problem_.report(node->source(), "\"" + std::string(key) + "\" is empty");
        return value;
    }

    std::int32_t number(std::string_view key, std::int64_t lowest, std::int64_t highest, std::int32_t otherwise) {
        const toml::node* const node = find(key);
        return node == nullptr ? otherwise : number_of(*node, key, lowest, highest);
    }

    std::int32_t id(std::string_view key = "id") { return number(key, 1, max_id, 0); }

    std::int16_t rank() { return static_cast<std::int16_t>(number("rank", -32768, 32767, 0)); }

    std::int32_t required_id() {
        const toml::node* const node = require("id");
        return node == nullptr ? 0 : number_of(*node, "id", 1, max_id);
    }

    bool flag(std::string_view key) {
        const toml::node* const node = find(key);
        if (node == nullptr) return false;
        const auto value = node->value_exact<bool>();
        if (!value) problem_.report(node->source(), "\"" + std::string(key) + "\" must be true or false");
        return value.value_or(false);
    }

    template <class Enum, std::size_t N>
    Enum word(std::string_view key, const std::array<std::pair<std::string_view, Enum>, N>& words) {
        toml::node* const node = find(key);
        return node == nullptr ? words.front().second : word_of(*node, key, words);
    }

    template <class Enum, std::size_t N> Enum word_of(toml::node& node, std::string_view key,
                                                      const std::array<std::pair<std::string_view, Enum>, N>& words) {
        const std::string value = text_of(node, key);
        std::string choices;
        for (const auto& [name, meaning] : words) {
            if (value == name) return meaning;
            choices += choices.empty() ? "" : ", ";
            choices += name;
        }
        problem_.report(node.source(), "\"" + std::string(key) + "\" must be one of " + choices);
        return words.front().second;
    }

    // Calls `visit(node)` for each element of an array.
    template <class Visit> void list(std::string_view key, Visit visit) {
        toml::node* const node = find(key);
        if (node == nullptr) return;
        toml::array* const elements = node->as_array();
        if (elements == nullptr) return problem_.report(node->source(), "\"" + std::string(key) + "\" must be a list");
        for (toml::node& element : *elements) visit(element);
    }

    std::string text_of(toml::node& node, std::string_view key) {
        const auto* const value = node.as_string();
        if (value == nullptr) {
            problem_.report(node.source(), "\"" + std::string(key) + "\" must be a text");
            return {};
        }
        // The reader takes well-formed text only.
        const std::optional<std::string> normal = to_nfc(value->get(), max_kept_code_points);
        if (!normal)
            problem_.report(node.source(), "\"" + std::string(key) + "\" is longer than " +
                                               std::to_string(max_kept_code_points) + " characters");
        return std::string(trim(normal.value_or("")));
    }

    std::int32_t number_of(const toml::node& node, std::string_view key, std::int64_t lowest, std::int64_t highest) {
        const auto value = node.value_exact<std::int64_t>();
        if (value && *value >= lowest && *value <= highest) return static_cast<std::int32_t>(*value);
        problem_.report(node.source(), "\"" + std::string(key) + "\" must be a whole number from " +
                                           std::to_string(lowest) + " to " + std::to_string(highest));
        return 0;
    }

    void finish() {
        for (const auto& [key, node] : table_)
            if (!known_.contains(key.str()))
                problem_.report(key.source(), "unknown key \"" + std::string(key.str()) + "\"");
    }

    Problem& problem() { return problem_; }

private:
    toml::table& table_;
    Problem& problem_;
    std::set<std::string_view> known_;
};

template <class Visit> void each_table(Table& file, std::string_view key, Problem& problem, Visit visit) {
    file.list(key, [&](toml::node& node) {
        toml::table* const element = node.as_table();
        if (element == nullptr) return problem.report(node.source(), "\"" + std::string(key) + "\" must be a table");
        Table table(*element, problem);
        visit(table);
        table.finish();
    });
}

// What a role or group is called by: its name in this file or its id. Another name is noted in `elsewhere`, if given.
template <class Records, class RecordOf> std::int32_t reference(Table& table, toml::node& node, std::string_view key,
                                                                const Records& records, RecordOf record_of,
                                                                std::vector<SeedFile::Named>* elsewhere = nullptr,
                                                                SeedFile::What what = {}, std::size_t associate = 0) {
    if (node.is_integer()) return table.number_of(node, key, 1, max_id);
    const std::string name = table.text_of(node, key);
    for (const auto& entry : records)
        if (fold(record_of(entry).name) == fold(name)) return record_of(entry).id;
    if (elsewhere != nullptr && !name.empty())
        elsewhere->push_back({what, associate, name, table.problem().place(node.source())});
    else
        table.problem().report(node.source(),
                               "\"" + std::string(key) + "\" names nothing in this file: \"" + name + "\"");
    return 0;
}

const RoleRecord& role_of(const NewRole& role) { return role.role; }
const GroupRecord& group_of(const GroupRecord& group) { return group; }

void read_rules(Table& file, Seed& seed, Problem& problem) {
    toml::node* const node = file.find("password_rules");
    if (node == nullptr) return;
    if (!node->is_table()) return problem.report(node->source(), "\"password_rules\" must be a table");
    Table table(*node->as_table(), problem);
    PasswordRules rules;
    rules.min_characters = table.number("min_characters", 0, 256, rules.min_characters);
    rules.min_numbers = table.number("min_numbers", 0, 256, rules.min_numbers);
    rules.min_lowercase = table.number("min_lowercase", 0, 256, rules.min_lowercase);
    rules.min_uppercase = table.number("min_uppercase", 0, 256, rules.min_uppercase);
    rules.min_special = table.number("min_special", 0, 256, rules.min_special);
    table.finish();
    seed.password_rules = rules;
}

constexpr std::array<std::pair<std::string_view, RoleType>, 4> role_types{{{"employee", RoleType::employee},
                                                                           {"external_user", RoleType::external_user},
                                                                           {"anonymous", RoleType::anonymous},
                                                                           {"system", RoleType::system}}};

void read_right(Table& table, Seed& seed) {
    FunctionalRight right;
    right.id = table.id();
    right.code = table.name("code");
    right.name = table.text("name");
    const auto types = table.find("role_types");
    if (types != nullptr) right.role_types = 0;
    table.list("role_types", [&](toml::node& node) {
        right.role_types |= 1 << static_cast<int>(table.word_of(node, "role_types", role_types));
    });
    seed.rights.push_back(std::move(right));
}

// A relation that is left out stands for all of them.
void read_data_right(Table& table, NewRole& role) {
    static constexpr std::array<std::pair<std::string_view, RoleRelationToOwner>, 9> relations{
        {{"my_own", RoleRelationToOwner::my_own},
         {"primary_group", RoleRelationToOwner::primary_group},
         {"other_groups", RoleRelationToOwner::other_groups},
         {"other_associates", RoleRelationToOwner::other_associates},
         {"external_user", RoleRelationToOwner::external_user},
         {"anonymous", RoleRelationToOwner::anonymous},
         {"my_company", RoleRelationToOwner::my_company},
         {"same_project", RoleRelationToOwner::same_project},
         {"custom_objects", RoleRelationToOwner::custom_objects}}};
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> values{
        {{"R", "R"}, {"CR", "CR"}, {"CRU", "CRU"}, {"CRUD", "CRUD"}}};
    const std::string name = table.name("table");
    const bool one = table.find("relation") != nullptr;
    const RoleRelationToOwner relation = table.word("relation", relations);
    table.require("value");
    const std::string value(table.word("value", values));
    for (const auto& [word, each] : relations)
        if (!one || each == relation) role.data_rights.push_back({name, each, value});
}

void read_license(Table& table, Seed& seed) {
    ModuleLicenseRecord license;
    license.id = table.required_id();
    license.owner = table.text("owner");
    license.name = table.name("name");
    license.description = table.text("description");
    license.total = table.number("total", 0, max_id, 0);
    license.unrestricted = table.flag("unrestricted");
    seed.licenses.push_back(std::move(license));
}

void read_role(Table& table, Seed& seed) {
    NewRole role;
    role.role.id = table.required_id();
    role.role.name = table.name("name");
    role.role.description = table.text("description");
    role.role.type = table.word("type", role_types);
    role.role.rank = table.rank();
    table.list("rights", [&](toml::node& node) { role.functional_rights.push_back(table.text_of(node, "rights")); });
    each_table(table, "data_right", table.problem(), [&](Table& cell) { read_data_right(cell, role); });
    seed.roles.push_back(std::move(role));
}

void read_group(Table& table, Seed& seed) {
    GroupRecord group;
    group.id = table.required_id();
    group.name = table.name("name");
    group.description = table.text("description");
    group.rank = table.rank();
    seed.groups.push_back(std::move(group));
}

std::optional<PersonRecord> read_person(Table& associate, Problem& problem) {
    toml::node* const node = associate.find("person");
    if (node == nullptr) return std::nullopt;
    if (!node->is_table()) {
        problem.report(node->source(), "\"person\" must be a table");
        return std::nullopt;
    }
    Table table(*node->as_table(), problem);
    PersonRecord person;
    person.id = table.id();
    person.first_name = table.text("first_name");
    person.middle_name = table.text("middle_name");
    person.last_name = table.text("last_name");
    person.email = table.text("email");
    person.contact_id = table.id("contact_id");
    person.country_id = table.id("country_id");
    person.home_country_id = table.id("home_country_id");
    person.business_id = table.id("business_id");
    person.category_id = table.id("category_id");
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
    person.rank = table.rank();
    person.retired = table.flag("retired");
    table.finish();
    return person;
}

// Spaces count in a password, so it is not trimmed; it is wiped where the parser put it.
void read_password(Table& table, SeedFile& file, Problem& problem) {
    toml::node* const node = table.find("password");
    if (node == nullptr) return;
    auto* const value = node->as_string();
    if (value == nullptr) return problem.report(node->source(), "\"password\" must be a text");
    const bool empty = value->get().empty();
    std::optional<Secret> password = password_for_hashing(value->get());
    wipe(value->get());
    if (empty) return problem.report(node->source(), "\"password\" is empty; leave it out instead");
    if (!password) return problem.report(node->source(), "\"password\" has U+0000 in it or more than 256 characters");
    file.passwords.emplace_back(file.seed.associates.size(), std::move(*password));
}

void read_associate(Table& table, SeedFile& file, Problem& problem) {
    static constexpr std::array<std::pair<std::string_view, UserType>, 5> types{
        {{"internal", UserType::internal_associate},
         {"resource", UserType::resource_associate},
         {"external", UserType::external_associate},
         {"anonymous", UserType::anonymous_associate},
         {"system", UserType::system_associate}}};
    const Seed& seed = file.seed;
    const std::size_t index = seed.associates.size();
    NewAssociate added;
    AssociateRecord& associate = added.associate;
    associate.id = table.id();
    associate.name = table.name("name");
    associate.user_name = table.text("user_name");
    associate.type = table.word("type", types);
    if (toml::node* const role = table.find("role"))
        associate.role_id =
            reference(table, *role, "role", seed.roles, role_of, &file.named, SeedFile::What::role, index);
    if (toml::node* const group = table.find("group"))
        associate.group_id =
            reference(table, *group, "group", seed.groups, group_of, &file.named, SeedFile::What::group, index);
    table.list("secondary_groups", [&](toml::node& node) {
        added.secondary_groups.push_back(reference(table, node, "secondary_groups", seed.groups, group_of));
    });
    associate.ej_user_id = table.id("ej_user_id");
    associate.rank = table.rank();
    associate.tooltip = table.text("tooltip");
    associate.nick_name = table.text("nick_name");
    associate.retired = table.flag("retired");
    associate.deleted = table.flag("deleted");
    associate.waiting_for_approval = table.flag("waiting_for_approval");
    added.must_change = table.flag("must_change");
    added.person = read_person(table, problem);
    read_password(table, file, problem);
    file.seed.associates.push_back(std::move(added));
}

Result<SeedFile> read_file(toml::table& root, const std::string& path) {
    Problem problem(path);
    SeedFile file;
    Table table(root, problem);
    read_rules(table, file.seed, problem);
    each_table(table, "right", problem, [&](Table& right) { read_right(right, file.seed); });
    each_table(table, "role", problem, [&](Table& role) { read_role(role, file.seed); });
    each_table(table, "group", problem, [&](Table& group) { read_group(group, file.seed); });
    each_table(table, "license", problem, [&](Table& license) { read_license(license, file.seed); });
    table.list("owner_contacts", [&](toml::node& node) {
        file.seed.owner_contacts.push_back(table.number_of(node, "owner_contacts", 1, max_id));
    });
    each_table(table, "associate", problem, [&](Table& associate) { read_associate(associate, file, problem); });
    table.finish();
    if (problem.error()) return *problem.error();
    return file;
}

}  // namespace

Result<SeedFile> read_seed(const std::string& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    if (failed) return refuse(path + ": " + failed.message());
    if (size > max_file_size) return refuse(path + ": a seed file has at most 16 MiB");
    try {
        toml::table root = toml::parse_file(path);
        return read_file(root, path);
    } catch (const toml::parse_error& error) {
        Problem problem(path);
        problem.report(error.source(), error.description());
        return *problem.error();
    }
}

}  // namespace uag
