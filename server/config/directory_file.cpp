#include "server/config/directory_file.hpp"

#include <set>

#include "core/agent/fields.hpp"
#include "core/base/text.hpp"
#include "server/config/toml_file.hpp"

namespace uag {
namespace {

constexpr std::size_t most_directory_mebibytes = 256;

void read_groups(TomlTable& file, LinkedCredentialType& type, std::set<std::string>& names) {
    file.tables("group", [&](TomlTable& table) {
        DirectoryGroup group{table.name("name"), table.text("display_name")};
        if (group.display_name.empty()) group.display_name = group.name;
        if (!names.insert(fold(group.name)).second) table.problem().report(table.where(), "the group stands twice");
        type.groups.push_back(std::move(group));
    });
}

void read_users(TomlTable& file, LinkedCredentialType& type, const std::set<std::string>& groups) {
    std::set<std::string> values;
    file.tables("user", [&](TomlTable& table) {
        DirectoryUser user{table.name("value"), table.text("display_value"), table.texts("columns"),
                           table.texts("groups"), table.flag("can_create_person")};
        if (user.display_value.empty()) user.display_value = user.value;
        const auto wrong = [&](const std::string& what) { table.problem().report(table.where(), what); };
        if (!values.insert(fold(user.value)).second) wrong("the value stands twice");
        if (user.columns.size() != type.headings.size()) wrong("there must be as many columns as headings");
        for (const std::string& group : user.groups)
            if (!groups.contains(fold(group))) wrong("there is no group " + group);
        type.users.push_back(std::move(user));
    });
}

std::uint32_t user_types_of(const std::vector<std::string>& words) {
    if (words.empty()) return LinkedCredentialType{}.user_types;
    std::uint32_t bits = 0;
    for (const std::string& word : words)
        if (const auto type = value_of(user_type_words, word)) bits |= 1U << static_cast<unsigned>(*type);
    return bits;
}

}  // namespace

Result<void> parse_directory(std::string_view text, const std::string& name, LinkedCredentialType& type) {
    Result<toml::table> root = parse_toml(text, name);
    if (!root.has_value()) return root.error();
    TomlProblem problem(name, {max_text, true});
    TomlTable file(*root, problem);
    type.headings = file.texts("headings");
    std::set<std::string> groups;  // folded
    read_groups(file, type, groups);
    read_users(file, type, groups);
    file.finish();
    if (problem.error()) return *problem.error();
    return {};
}

Result<void> read_directory(const std::string& path, LinkedCredentialType& type) {
    const Result<std::string> text = read_toml_text(path, most_directory_mebibytes);
    if (!text.has_value())
        return fail_in_english(errc::invalid_argument,
                               text.error().public_text.english() + " (credential_type.directory)");
    return parse_directory(*text, path, type);
}

Result<std::vector<LinkedCredentialType>> load_credential_types(const Config& config) {
    std::vector<LinkedCredentialType> types;
    for (const Config::CredentialType& each : config.credential_types) {
        LinkedCredentialType type;
        type.type = each.name;
        type.display_type = each.display_name.empty() ? each.name : each.display_name;
        type.description = each.description;
        type.control = each.control;
        type.can_create_person = each.can_create_person;
        type.is_user_name_supported = each.user_name_supported;
        type.user_types = user_types_of(each.user_types);
        if (!each.directory.empty()) {
            const Result<void> read = read_directory(each.directory, type);
            if (!read.has_value()) return read.error();
        }
        types.push_back(std::move(type));
    }
    return types;
}

}  // namespace uag
