#include "server/config/config.hpp"

#include <algorithm>
#include <variant>

#include "core/base/text.hpp"
#include "server/config/config_table.hpp"
#include "server/config/toml_file.hpp"

namespace uag {
namespace {

constexpr std::size_t most_config_mebibytes = 16;

const ConfigRow* find_setting(std::string_view key) {
    for (const ConfigRow& row : config_settings())
        if (row.key == key) return &row;
    return nullptr;
}

bool is_section(std::string_view key) {
    const std::string prefix = std::string(key) + '.';
    return std::ranges::any_of(config_settings(), [&](const ConfigRow& row) { return row.key.starts_with(prefix); });
}

std::string expectation(const ConfigRow& row) {
    const ConfigValue value = row.get(Config{});
    if (std::holds_alternative<bool>(value)) return std::string(must_be_flag);
    if (std::holds_alternative<std::string>(value)) return std::string(must_be_text);
    if (std::holds_alternative<std::vector<std::string>>(value)) return std::string(must_be_texts);
    return must_be_number(row.min, row.max) + " (" + std::string(row.unit) + ")";
}

/// What is wrong with one text of a setting; empty if nothing.
std::string judge_text(const ConfigRow& row, const std::string& value) {
    if (has_control(value)) return "must not hold control characters";
    return row.check ? row.check(value) : std::string{};
}

/// What is wrong with the value; empty if it was stored.
std::string store_value(const ConfigRow& row, const toml::node& node, Config& config) {
    const ConfigValue present = row.get(config);
    if (std::holds_alternative<bool>(present)) {
        if (!node.is_boolean()) return expectation(row);
        row.set(config, node.as_boolean()->get());
        return {};
    }
    if (std::holds_alternative<std::int64_t>(present)) {
        if (!node.is_integer()) return expectation(row);
        const std::int64_t value = node.as_integer()->get();
        if (value < row.min || value > row.max) return expectation(row);
        row.set(config, value);
        return {};
    }
    if (std::holds_alternative<std::string>(present)) {
        if (!node.is_string()) return expectation(row);
        const std::string& value = node.as_string()->get();
        if (std::string wrong = judge_text(row, value); !wrong.empty()) return wrong;
        row.set(config, value);
        return {};
    }
    if (!node.is_array()) return expectation(row);
    std::vector<std::string> values;
    for (const toml::node& element : *node.as_array()) {
        if (!element.is_string()) return expectation(row);
        if (std::string wrong = judge_text(row, element.as_string()->get()); !wrong.empty()) return wrong;
        values.push_back(element.as_string()->get());
    }
    row.set(config, std::move(values));
    return {};
}

bool is_repeated(std::string_view section) {
    const std::string prefix = std::string(section) + '.';
    return std::ranges::any_of(config_settings(),
                               [&](const ConfigRow& row) { return row.repeated && row.key.starts_with(prefix); });
}

Result<void> read_table(const toml::table& table, const std::string& prefix, const std::string& name, Config& config);

Result<void> read_entries(const toml::node& node, const std::string& section, const std::string& name, Config& config) {
    const toml::array* const entries = node.as_array();
    if (entries == nullptr || !entries->is_homogeneous<toml::table>())
        return toml_error(name, node.source().begin, section + " must be sections: [[" + section + "]]");
    for (const toml::node& entry : *entries) {
        add_entry(config);
        const std::string entry_name = section + ' ' + std::to_string(one_an_entry(config).size());
        config.places[entry_name] = toml_place(name, entry.source().begin);
        if (auto read = read_table(*entry.as_table(), section + '.', name, config); !read.has_value()) return read;
    }
    return {};
}

Result<void> read_table(const toml::table& table, const std::string& prefix, const std::string& name, Config& config) {
    for (const auto& [key, node] : table) {
        const std::string full = prefix + std::string(key.str());
        if (const ConfigRow* row = find_setting(full)) {
            const std::string wrong = store_value(*row, node, config);
            if (!wrong.empty()) return toml_error(name, node.source().begin, full + ' ' + wrong);
            if (!row->repeated) config.places[full] = toml_place(name, node.source().begin);
            continue;
        }
        if (!is_section(full)) return toml_error(name, key.source().begin, "unknown key " + full);
        if (is_repeated(full)) {
            if (auto entries = read_entries(node, full, name, config); !entries.has_value()) return entries;
            continue;
        }
        if (!node.is_table()) return toml_error(name, node.source().begin, full + " must be a section: [" + full + "]");
        if (auto inner = read_table(*node.as_table(), full + '.', name, config); !inner.has_value()) return inner;
    }
    return {};
}

}  // namespace

Result<Config> parse_config(std::string_view text, const std::string& name) {
    const Result<toml::table> table = parse_toml(text, name);
    if (!table.has_value()) return table.error();
    Config config;
    if (const auto read = read_table(*table, "", name, config); !read.has_value()) return read.error();
    return config;
}

Result<Config> read_config(const std::string& path) {
    const Result<std::string> text = read_toml_text(path, most_config_mebibytes);
    if (!text.has_value()) return text.error();
    return parse_config(*text, path);
}

}  // namespace uag
