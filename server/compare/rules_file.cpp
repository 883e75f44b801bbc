#include "server/compare/rules_file.hpp"

#include <chrono>
#include <optional>
#include <utility>

#include "core/base/datetime.hpp"
#include "server/compare/rule_names.hpp"
#include "server/config/toml_file.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t most_rules_mebibytes = 1;
constexpr std::size_t longest_rule_text = 1024;

std::string matcher_choices() {
    std::string text;
    for (int i = 0; i <= static_cast<int>(Matcher::same_as); ++i)
        (text += i == 0 ? "" : ", ") += word_of(static_cast<Matcher>(i));
    return text;
}

void read_matcher(TomlTable& table, Rule& rule) {
    const std::string word = table.name("matcher");
    if (const auto matcher = find_matcher(word))
        rule.matcher = *matcher;
    else if (!word.empty())
        table.problem().report(table.find("matcher")->source(), "matcher", "must be one of " + matcher_choices());
}

// A number for the matcher that takes one, else a text.
void read_argument(TomlTable& table, Rule& rule) {
    const toml::node* const node = table.find("argument");
    if (node == nullptr) return;
    const auto wrong = [&](std::string_view what) { table.problem().report(node->source(), "argument", what); };
    if (rule.matcher != Matcher::tolerance) {
        if (!node->is_string()) return wrong(must_be_text);
        rule.argument = table.text_of(*node, "argument");
        return;
    }
    const auto most = node->is_number() ? node->value<double>() : std::nullopt;
    if (!most || !(*most >= 0)) return wrong("must be a number, 0 or more");
    rule.most = *most;
}

// A date of TOML's own, or the same in quotes.
std::optional<std::chrono::sys_days> day_of(const toml::node& node) {
    if (const auto text = node.value_exact<std::string>()) {
        constexpr std::size_t day_size = 10;  // a date alone
        const auto time = text->size() == day_size ? parse_datetime(*text) : std::nullopt;
        if (!time) return std::nullopt;
        return std::chrono::floor<std::chrono::days>(to_time_point(*time));
    }
    const auto date = node.value_exact<toml::date>();
    if (!date) return std::nullopt;
    const std::chrono::year_month_day day(std::chrono::year(date->year), std::chrono::month(date->month),
                                          std::chrono::day(date->day));
    if (!day.ok()) return std::nullopt;
    return std::chrono::sys_days(day);
}

void read_expiry(TomlTable& table, Rule& rule) {
    const toml::node* const node = table.find("expires");
    if (node == nullptr) return;
    rule.expires = day_of(*node);
    if (!rule.expires) table.problem().report(node->source(), "expires", "must be a day such as 2027-01-31");
}

void read_rule(TomlTable& table, Rules& rules) {
    Rule rule;
    rule.place = table.problem().place(table.where());
    rule.path = table.name("path");
    rule.operation = table.text("operation");
    read_matcher(table, rule);
    read_argument(table, rule);
    rule.reason = table.name("reason");
    read_expiry(table, rule);
    if (table.problem().error() || table.lacks_key()) return;
    if (const std::string why = rules.add(rule); !why.empty()) return table.problem().report(table.where(), why);
    if (const RuleFault fault = judge_rule_names(rule); !fault.key.empty())
        table.problem().report(table.find(fault.key)->source(), fault.key, fault.what);
}

}  // namespace

Result<void> parse_rules(std::string_view text, const std::string& name, Rules& rules) {
    Result<toml::table> root = parse_toml(text, name);
    if (!root.has_value()) return root.error();
    TomlProblem problem(name, {longest_rule_text, true});
    TomlTable file(*root, problem);
    file.tables("rule", [&](TomlTable& table) { read_rule(table, rules); });
    file.finish();
    if (problem.error()) return *problem.error();
    return {};
}

Result<void> read_rules(const std::string& path, Rules& rules) {
    const Result<std::string> text = read_toml_text(path, most_rules_mebibytes);
    if (!text.has_value()) return text.error();
    return parse_rules(*text, path, rules);
}

}  // namespace uag::compare
