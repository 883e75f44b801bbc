// `[target.NAME]` of a TOML file.
#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "server/compare/target_parts.hpp"
#include "server/config/toml_file.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t most_target_mebibytes = 1;
constexpr std::size_t longest_target_text = 4096;  // a path's

constexpr std::array text_keys{"url",         "face",       "envelope",   "body",
                               "accept",      "log_in",     "user",       "password_file",
                               "ticket_file", "token_file", "language",   "application_token_file",
                               "time_zone",   "ca_file",    "client_key", "client_certificate"};

// Whose values are names of files.
bool names_file(std::string_view key) {
    return key.ends_with("_file") || key == "client_key" || key == "client_certificate";
}

// One that does not begin with a slash stands beside the file of targets.
std::string beside(const std::string& folder, const std::string& file) {
    return file.empty() ? file : (std::filesystem::path(folder) / file).string();
}

TargetDraft read_draft(const std::string& name, TomlTable& table, const std::string& folder) {
    TargetDraft draft{name, table.problem().place(table.where())};
    for (const std::string_view key : text_keys) {
        toml::node* const node = table.find(key);
        if (node == nullptr) continue;
        Said said{table.text_of(*node, key), table.problem().place(node->source()) + ": " + std::string(key)};
        if (said.text.empty()) table.problem().report(node->source(), key, "must not be empty");
        if (names_file(key)) said.text = beside(folder, said.text);
        draft.said.emplace(key, std::move(said));
    }
    draft.connect_timeout_ms = table.number("connect_timeout_ms", 1, 600'000, 0);
    draft.timeout_ms = table.number("timeout_ms", 1, 600'000, 0);
    draft.answer_mebibytes = table.number("answer_mebibytes", 1, 256, 0);
    return draft;
}

// A table's keys come sorted; people mean the order in which they wrote.
std::vector<std::pair<std::string, toml::node*>> in_order(toml::table& targets) {
    std::vector<std::pair<std::string, toml::node*>> sections;
    for (auto&& [key, node] : targets) sections.emplace_back(std::string(key.str()), &node);
    const auto line = [](const auto& section) { return section.second->source().begin; };
    std::ranges::stable_sort(sections, [&](const auto& a, const auto& b) {
        return std::pair(line(a).line, line(a).column) < std::pair(line(b).line, line(b).column);
    });
    return sections;
}

}  // namespace

Result<std::vector<TargetDraft>> read_target_file(const std::string& path) {
    const Result<std::string> text = read_toml_text(path, most_target_mebibytes);
    if (!text.has_value()) return text.error();
    Result<toml::table> root = parse_toml(*text, path);
    if (!root.has_value()) return root.error();
    TomlProblem problem(path, {longest_target_text, true});
    TomlTable file(*root, problem);
    const std::string folder = std::filesystem::path(path).parent_path().string();
    std::vector<TargetDraft> drafts;
    toml::node* const node = file.require("target");
    toml::table* const targets = node == nullptr ? nullptr : node->as_table();
    if (node != nullptr && targets == nullptr) problem.report(node->source(), "target", "must be [target.NAME]");
    if (targets != nullptr)
        for (const auto& [name, section] : in_order(*targets)) {
            if (const auto why = judge_target_name(name); !why.empty())
                problem.report(section->source(), "the target's name", why);
            toml::table* const values = section->as_table();
            if (values == nullptr) {
                problem.report(section->source(), "target." + name, "must be a table");
                continue;
            }
            TomlTable table(*values, problem);
            drafts.push_back(read_draft(name, table, folder));
            table.finish();
        }
    file.finish();
    if (problem.error()) return *problem.error();
    return drafts;
}

}  // namespace uag::compare
