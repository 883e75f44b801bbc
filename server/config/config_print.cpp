// The settings as a TOML file.
#include "server/config/config.hpp"
#include "server/config/config_table.hpp"
#include "server/config/toml_text.hpp"

namespace uag {
namespace {

void print_list(std::ostream& out, const std::vector<std::string>& list) {
    out << '[';
    for (std::size_t i = 0; i < list.size(); ++i) out << (i == 0 ? "" : ", ") << toml_text(list[i]);
    out << ']';
}

void print_value(std::ostream& out, const ConfigRow& row, const Config& config) {
    const ConfigValue value = row.get(config);
    if (const auto* yes = std::get_if<bool>(&value)) out << (*yes ? "true" : "false");
    if (const auto* count = std::get_if<std::int64_t>(&value)) out << *count;
    if (const auto* words = std::get_if<std::string>(&value)) out << toml_text(*words);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        if (!row.counted) return print_list(out, *list);
        out << "[]";
        if (!list->empty()) out << "   # " << list->size() << " set, not shown";
    }
}

void print_doc(std::ostream& out, const ConfigRow& row) {
    out << "# " << row.doc;
    if (row.min != row.max)
        out << " (" << row.unit << ", " << row.min << " to " << row.max << ')';
    else if (!row.unit.empty())
        out << " (" << row.unit << ')';
    out << '\n';
}

void print_setting(std::ostream& out, const ConfigRow& row, const Config& config) {
    out << row.key.substr(row.key.find('.') + 1) << " = ";
    print_value(out, row, config);
    out << '\n';
}

// The entries that there are; for a documented file without any the keys as a comment.
void print_entries(std::ostream& out, std::string_view section, const Config& config, bool documented) {
    const std::vector<Config> entries = one_an_entry(config);
    if (documented && entries.empty()) {
        out << "\n# [[" << section << "]]\n";
        for (const ConfigRow& row : config_settings()) {
            if (!row.key.starts_with(std::string(section) + '.')) continue;
            print_doc(out, row);
            out << "# ";
            print_setting(out, row, config);
        }
    }
    for (const Config& entry : entries) {
        out << "\n[[" << section << "]]\n";
        for (const ConfigRow& row : config_settings())
            if (row.key.starts_with(std::string(section) + '.')) print_setting(out, row, entry);
    }
}

}  // namespace

void print_config(std::ostream& out, const Config& config, bool documented) {
    std::string_view section;
    for (const ConfigRow& row : config_settings()) {
        const std::string_view now = row.key.substr(0, row.key.find('.'));
        const bool begins = now != section;
        const bool first = section.empty();
        section = now;
        if (row.repeated && begins) print_entries(out, now, config, documented);
        if (row.repeated) continue;
        if (begins) out << (first ? "" : "\n") << '[' << section << "]\n";
        if (documented) print_doc(out, row);
        print_setting(out, row, config);
    }
}

}  // namespace uag
