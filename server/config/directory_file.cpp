#include "server/config/directory_file.hpp"

#include <toml++/toml.h>

#include <array>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "core/agent/fields.hpp"
#include "core/base/text.hpp"

namespace uag {
namespace {

Error at(const std::string& name, const toml::source_region& where, const std::string& what) {
    return fail(errc::invalid_argument,
                name + ':' + std::to_string(where.begin.line) + ':' + std::to_string(where.begin.column) + ": " + what);
}

// One table of the file with the keys that it may have. The first mistake is kept; reading goes on until
// somebody asks.
class Entry {
public:
    Entry(const toml::table& table, std::set<std::string_view> known, const std::string& name)
        : table_(table), name_(name) {
        for (const auto& [key, node] : table)
            if (!known.contains(key.str())) report(key.source(), "unknown key " + std::string(key.str()));
    }

    std::string text(std::string_view key, bool needed = false) {
        const toml::node* const node = table_.get(key);
        if (node == nullptr && needed) report(table_.source(), std::string(key) + " is missing");
        return node == nullptr ? std::string() : text_of(*node, key, needed);
    }

    std::vector<std::string> texts(std::string_view key) {
        const toml::node* const node = table_.get(key);
        std::vector<std::string> values;
        if (node == nullptr) return values;
        if (!node->is_array()) {
            report(node->source(), std::string(key) + " must be an array of texts");
            return values;
        }
        for (const toml::node& element : *node->as_array()) values.push_back(text_of(element, key, false));
        return values;
    }

    bool flag(std::string_view key) {
        const toml::node* const node = table_.get(key);
        if (node == nullptr) return false;
        if (!node->is_boolean()) report(node->source(), std::string(key) + " must be true or false");
        return node->value_or(false);
    }

    void report(const toml::source_region& where, const std::string& what) {
        if (!error_) error_ = at(name_, where, what);
    }
    const std::optional<Error>& error() const { return error_; }

private:
    std::string text_of(const toml::node& node, std::string_view key, bool needed) {
        if (!node.is_string()) {
            report(node.source(), std::string(key) + " must be a text in quotes");
            return {};
        }
        const std::optional<std::string> normal = to_nfc(node.as_string()->get(), max_text);
        std::string value(normal ? trim(*normal) : std::string_view{});
        // The reader takes well-formed text only.
        const bool too_long = !normal || code_points(value) > max_text;
        if (too_long) {
            report(node.source(), std::string(key) + " is longer than " + std::to_string(max_text) + " characters");
            return {};
        }
        if (needed && value.empty()) report(node.source(), std::string(key) + " must not be empty");
        if (has_control(value)) report(node.source(), std::string(key) + " must not hold control characters");
        return value;
    }

    const toml::table& table_;
    const std::string& name_;
    std::optional<Error> error_;
};

// `visit(table)` for each `[[key]]` of the file.
template <class Visit>
Result<void> each_table(const toml::table& file, std::string_view key, const std::string& name, Visit visit) {
    const toml::node* const node = file.get(key);
    if (node == nullptr) return {};
    if (!node->is_array_of_tables())
        return at(name, node->source(), std::string(key) + " must be [[" + std::string(key) + "]]");
    for (const toml::node& element : *node->as_array())
        if (const Result<void> visited = visit(*element.as_table()); !visited.has_value()) return visited.error();
    return {};
}

Result<void> read_file(const toml::table& file, const std::string& name, LinkedCredentialType& type) {
    Entry top(file, {"headings", "group", "user"}, name);
    type.headings = top.texts("headings");
    if (top.error()) return *top.error();

    std::map<std::string, std::string> groups;  // folded name -> name
    const auto read_group = [&](const toml::table& table) -> Result<void> {
        Entry entry(table, {"name", "display_name"}, name);
        DirectoryGroup group{entry.text("name", true), entry.text("display_name")};
        if (group.display_name.empty()) group.display_name = group.name;
        if (!groups.emplace(fold(group.name), group.name).second)
            entry.report(table.source(), "the group stands twice");
        if (entry.error()) return *entry.error();
        type.groups.push_back(std::move(group));
        return {};
    };
    if (const Result<void> read = each_table(file, "group", name, read_group); !read.has_value()) return read;

    std::set<std::string> values;
    const auto read_user = [&](const toml::table& table) -> Result<void> {
        Entry entry(table, {"value", "display_value", "columns", "groups", "can_create_person"}, name);
        DirectoryUser user{entry.text("value", true), entry.text("display_value"), entry.texts("columns"),
                           entry.texts("groups"), entry.flag("can_create_person")};
        if (user.display_value.empty()) user.display_value = user.value;
        if (!values.insert(fold(user.value)).second) entry.report(table.source(), "the value stands twice");
        if (user.columns.size() != type.headings.size())
            entry.report(table.source(), "there must be as many columns as headings");
        for (const std::string& group : user.groups)
            if (!groups.contains(fold(group))) entry.report(table.source(), "there is no group " + group);
        if (entry.error()) return *entry.error();
        type.users.push_back(std::move(user));
        return {};
    };
    return each_table(file, "user", name, read_user);
}

CredentialControlType control_of(const std::string& word) {
    if (word == "edit") return CredentialControlType::edit;
    if (word == "static") return CredentialControlType::static_;
    return word == "hidden" ? CredentialControlType::hidden : CredentialControlType::link;
}

std::uint32_t user_types_of(const std::vector<std::string>& words) {
    if (words.empty()) return LinkedCredentialType{}.user_types;
    constexpr std::array<std::pair<std::string_view, UserType>, 5> types{{{"internal", UserType::internal_associate},
                                                                          {"resource", UserType::resource_associate},
                                                                          {"external", UserType::external_associate},
                                                                          {"anonymous", UserType::anonymous_associate},
                                                                          {"system", UserType::system_associate}}};
    std::uint32_t bits = 0;
    for (const auto& [word, type] : types)
        for (const std::string& each : words)
            if (each == word) bits |= 1U << static_cast<unsigned>(type);
    return bits;
}

}  // namespace

Result<void> parse_directory(std::string_view text, const std::string& name, LinkedCredentialType& type) {
    try {  // toml++ reports by exception in the library that Debian builds
        return read_file(toml::parse(text, name), name, type);
    } catch (const toml::parse_error& error) {
        return at(name, error.source(), std::string(error.description()));
    }
}

Result<void> read_directory(const std::string& path, LinkedCredentialType& type) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    if (file.peek() != std::ifstream::traits_type::eof()) text << file.rdbuf();
    if (!file.is_open() || file.bad() || text.bad())
        return fail(errc::invalid_argument, path + ": cannot be read (credential_type.directory)");
    return parse_directory(text.str(), path, type);
}

Result<std::vector<LinkedCredentialType>> load_credential_types(const Config& config) {
    std::vector<LinkedCredentialType> types;
    for (const Config::CredentialType& each : config.credential_types) {
        LinkedCredentialType type;
        type.type = each.name;
        type.display_type = each.display_name.empty() ? each.name : each.display_name;
        type.description = each.description;
        type.control = control_of(each.control);
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
