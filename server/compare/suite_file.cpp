#include "server/compare/suite_file.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "adapters/compare/code_words.hpp"
#include "core/agent/operations.hpp"
#include "core/base/nearest.hpp"
#include "core/base/text.hpp"
#include "server/compare/references.hpp"
#include "server/compare/suite_json.hpp"
#include "server/compare/suite_parameters.hpp"
#include "server/config/toml_file.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t longest_text = 1000;
constexpr std::array services{Service::user, Service::so_principal, Service::archive};

constexpr uag::Words<Access, 6> access_words{{{"open", Access::open},
                                              {"any", Access::any},
                                              {"self", Access::self},
                                              {"users", Access::users},
                                              {"externals", Access::externals},
                                              {"roles", Access::roles}}};
constexpr uag::Words<Effect, 3> effect_words{
    {{"read", Effect::read}, {"write", Effect::write}, {"destructive", Effect::destructive}}};

// A step, and where its parameters stand.
struct Draft {
    Step step;
    PlacedJson with;
    toml::source_region where;
    toml::source_region as;
};
// A step and what reads its effect back: they stay together.
using Unit = std::vector<Draft>;

class SuiteReader {
public:
    SuiteReader(toml::table& root, const std::string& file) : file_(file), problem_(file, {longest_text, true}) {
        TomlTable table(root, problem_);
        table.require("suite");
        table.section("suite", [&](TomlTable& section) { head(section); });
        suite_.identities = {{"admin", Identity::Kind::target, {}, {}, {}, {}, {}},
                             {"nobody", Identity::Kind::nobody, {}, {}, {}, {}, {}},
                             {"stranger", Identity::Kind::stranger, {}, {}, {}, {}, {}}};
        table.section("as", [&](TomlTable& section) { identities(root, section); });
        table.section("read_back", [&](TomlTable& section) { read_backs(root, section); });
        table.require("step");
        table.tables("step", [&](TomlTable& step) { read_step(step); });
        table.finish();
        if (!problem_.error()) arrange();
    }

    Result<Suite> take() {
        if (problem_.error()) return *problem_.error();
        return std::move(suite_);
    }

private:
    Where where(const toml::source_region& region) const { return {file_, region.begin.line, region.begin.column}; }

    std::string name_in(TomlTable& table, std::string_view key) {
        std::string name = table.name(key);
        if (!name.empty() && !is_suite_name(name))
            problem_.report(table.find(key)->source(), key, "must be up to 64 letters, digits, '-' and '_'");
        return name;
    }

    void head(TomlTable& section) {
        suite_.name = name_in(section, "name");
        suite_.title = section.name("title");
    }

    // Calls `visit(name, table)` for each table below a section's table.
    template <class Visit> void each_table(toml::table& root, TomlTable& section, std::string_view key, Visit visit) {
        for (auto&& [name, node] : *root[key].as_table()) {
            section.find(name.str());
            if (!is_suite_name(name.str()) || !node.is_table()) {
                problem_.report(name.source(), key, "must be tables with names of letters, digits, '-' and '_'");
                continue;
            }
            visit(std::string(name.str()), *node.as_table(), name.source());
        }
    }

    void identities(toml::table& root, TomlTable& section) {
        each_table(root, section, "as", [&](std::string name, toml::table& node, const toml::source_region& at) {
            TomlTable table(node, problem_);
            Identity one{std::move(name), Identity::Kind::log_in, {}, {}, {}, {}, where(at)};
            if (table.find("ticket") != nullptr) {
                one.kind = Identity::Kind::ticket;
                one.ticket = table.name("ticket");
            } else {
                one.user = table.name("user");
                one.password = table.name("password");
            }
            table.finish();
            if (identity(one.name)) problem_.report(at, "there is an identity " + one.name + " in any suite");
            if (suite_.identities.size() > most_identities + 2)
                problem_.report(at, "there are more than " + std::to_string(most_identities) + " identities");
            suite_.identities.push_back(std::move(one));
        });
    }

    void read_backs(toml::table& root, TomlTable& section) {
        each_table(root, section, "read_back",
                   [&](const std::string& name, toml::table& node, const toml::source_region&) {
                       read_backs_.emplace(name, &node);
                   });
    }

    std::optional<std::size_t> identity(std::string_view name) const {
        const auto found = std::ranges::find(suite_.identities, name, &Identity::name);
        if (found == suite_.identities.end()) return std::nullopt;
        return static_cast<std::size_t>(found - suite_.identities.begin());
    }

    // What the keys `as`, `with` and `expect` say; `table` has an operation of its own or is one of many's.
    void common(TomlTable& table, Draft& draft) {
        draft.where = table.where();
        draft.step.where = where(table.where());
        draft.as = table.where();
        if (toml::node* const node = table.find("as")) {
            draft.as = node->source();
            const std::string name = table.text_of(*node, "as");
            Nearest nearest(name);
            for (const Identity& each : suite_.identities) nearest.offer(each.name);
            if (const auto index = identity(name))
                draft.step.as = *index;
            else
                problem_.report(node->source(), "there is no identity " + printable(name) + nearest.hint());
        }
        if (toml::node* const node = table.find("expect")) draft.step.expect = expectation(table, *node);
    }

    std::optional<Expectation> expectation(TomlTable& table, toml::node& node) {
        Expectation expected;
        if (toml::array* const codes = node.as_array()) {
            expected.is_success = false;
            for (toml::node& code : *codes) add_code(table, code, expected);
            if (codes->empty()) problem_.report(node.source(), "expect", "must not be empty");
            return expected;
        }
        const std::string word = table.text_of(node, "expect");
        expected.is_success = word == "success";
        if (word != "success" && word != "error") add_code(table, node, expected);
        return expected;
    }

    void add_code(TomlTable& table, toml::node& node, Expectation& expected) {
        const std::string word = table.text_of(node, "expect");
        if (const std::optional<errc> code = find_code(word)) return expected.codes.push_back(*code);
        if (word == "success" || word == "error")
            return problem_.report(node.source(), "expect", word + " stands alone, in no list");
        Nearest nearest(word);
        nearest.offer("success");
        for (int i = 0; i <= static_cast<int>(errc::password_throttled); ++i)
            nearest.offer(word_of(static_cast<errc>(i)));
        problem_.report(
            node.source(), "expect",
            "must be success, error, or the word of an error, and " + printable(word) + " is none" + nearest.hint());
    }

    const Operation* operation(const toml::node& node, std::string_view name) {
        Nearest nearest(name, 4);
        for (const Service service : services) {
            if (const Operation* const found = find_operation(service, name)) return found;
            for (const Operation& row : operations(service)) nearest.offer(row.name);
        }
        problem_.report(node.source(), "there is no operation " + printable(name) + nearest.hint());
        return nullptr;
    }

    const Operation* operation_of(TomlTable& table) {
        const std::string name = table.name("operation");
        return name.empty() ? nullptr : operation(*table.find("operation"), name);
    }

    void read_step(TomlTable& table) {
        Draft draft;
        draft.step.name = name_in(table, "name");
        draft.step.is_cleanup = table.flag("cleanup");
        common(table, draft);
        if (table.find("save") != nullptr) draft.step.save = name_in(table, "save");
        toml::node* const with = table.find("with");
        toml::node* const back = table.find("read_back");
        if (toml::node* const every = table.find("every"); every == nullptr) {
            draft.step.operation = operation_of(table);
            if (with != nullptr) draft.with = to_json(*with, problem_);
            add(std::move(draft), back);
        } else if (every->is_table()) {
            if (table.find("operation") != nullptr || !draft.step.save.empty())
                problem_.report(every->source(), "every", "cannot stand beside operation and save");
            read_every(*every->as_table(), std::move(draft), with, back);
        } else {
            problem_.report(every->source(), "every", "must be a table");
        }
    }

    template <std::size_t N, class Value>
    std::set<Value> words_in(TomlTable& table, std::string_view key, const uag::Words<Value, N>& words) {
        std::set<Value> found;
        table.list(key, [&](toml::node& node) { found.insert(table.word_of(node, key, words)); });
        return found;
    }

    std::set<const Operation*> operations_in(TomlTable& table, std::string_view key) {
        std::set<const Operation*> found;
        table.list(key, [&](toml::node& node) {
            const std::string name = table.text_of(node, key);
            if (!problem_.error()) found.insert(operation(node, name));
        });
        return found;
    }

    // One step an operation, by its name behind the step's.
    void read_every(toml::table& node, Draft draft, const toml::node* with, toml::node* back) {
        TomlTable table(node, problem_);
        const std::set<Access> access = words_in(table, "access", access_words);
        const std::set<Effect> effects = words_in(table, "effect", effect_words);
        const std::set<const Operation*> only = operations_in(table, "operations");
        const std::set<const Operation*> except = operations_in(table, "except");
        table.finish();
        std::set<std::string> used;
        for (const Service service : services)
            for (const Operation& row : operations(service)) {
                const bool is_meant = only.empty() ? service == Service::user : only.contains(&row);
                if (!is_meant || except.contains(&row)) continue;
                if (!access.empty() && !access.contains(row.access)) continue;
                if (!effects.empty() && !effects.contains(row.effect)) continue;
                Draft one = draft;
                one.step.name += '-' + std::string(row.name);
                one.step.operation = &row;
                if (with != nullptr)
                    one.with = to_json(*with, problem_, [&](std::string_view name) {
                        const bool has = has_parameter(row, name);
                        if (has) used.emplace(name);
                        return has;
                    });
                add(std::move(one), back);
            }
        if (with == nullptr || with->as_table() == nullptr) return;
        for (const auto& [key, value] : *with->as_table())
            if (!used.contains(std::string(key.str())))
                problem_.report(key.source(), "none of the operations has a parameter " + std::string(key.str()));
    }

    static bool has_parameter(const Operation& operation, std::string_view name) {
        return std::ranges::any_of(operation.request().fields,
                                   [&](const FieldInfo& field) { return ascii_iequals(field.name_in_rest(), name); });
    }

    void add(Draft draft, toml::node* back) {
        if (problem_.error() || draft.step.operation == nullptr) return;
        draft.step.effect = draft.step.operation->effect;
        Unit unit{std::move(draft)};
        if (back != nullptr && back->is_array()) {
            for (toml::node& one : *back->as_array()) read_back(one, unit);
        } else if (back != nullptr) {
            read_back(*back, unit);
        }
        steps_ += unit.size();
        if (steps_ > most_suite_steps)
            problem_.report(unit.front().where, "there are more than " + std::to_string(most_suite_steps) + " steps");
        units_.push_back(std::move(unit));
    }

    // The name of a [read_back.NAME], or a table like one.
    void read_back(toml::node& node, Unit& unit) {
        const Step& written = unit.front().step;
        toml::table* body = node.as_table();
        std::string name = written.name + "-read" + (unit.size() > 1 ? std::to_string(unit.size()) : "");
        if (const auto word = node.value_exact<std::string>()) {
            const auto found = read_backs_.find(*word);
            Nearest nearest(*word);
            for (const auto& [each, table] : read_backs_) nearest.offer(each);
            if (found == read_backs_.end())
                return problem_.report(node.source(), "there is no read_back " + printable(*word) + nearest.hint());
            body = found->second;
        }
        if (body == nullptr) return problem_.report(node.source(), "read_back", "must be a table, a name, or several");
        TomlTable table(*body, problem_);
        Draft draft;
        common(table, draft);
        draft.step.name = std::move(name);
        draft.step.operation = operation_of(table);
        draft.step.is_cleanup = written.is_cleanup;
        draft.step.reads_back = written.name;
        if (toml::node* const with = table.find("with")) draft.with = to_json(*with, problem_);
        table.finish();
        if (draft.step.operation == nullptr) return;
        if (!only_reads(*draft.step.operation))
            problem_.report(table.where(), "read_back", "must be an operation that only reads");
        unit.push_back(std::move(draft));
    }

    // In the order in which steps are played, each looks at what is kept before it.
    void arrange() {
        const auto first_cleanup =
            std::ranges::stable_partition(units_, [](const Unit& unit) { return !unit.front().step.is_cleanup; });
        std::ranges::reverse(first_cleanup);
        std::vector<Draft> drafts;
        for (Unit& unit : units_)
            for (Draft& draft : unit) drafts.push_back(std::move(draft));
        std::set<std::string> names;
        for (Draft& draft : drafts) {
            const Step& step = draft.step;
            if (!names.insert(step.name).second) report(draft, "another step has the name");
            check(draft);
            if (problem_.error()) return;
            suite_.steps.push_back(std::move(draft.step));
            keep(suite_.steps.size() - 1, draft.where);
        }
        if (suite_.steps.empty()) problem_.report({}, "there is no step");
    }

    void report(const Draft& draft, std::string_view what, std::string_view path = {}) {
        const auto& places = draft.with.places;
        problem_.report(places.empty() ? draft.where : draft.with.place_of(path),
                        "step " + draft.step.name + ": " + std::string(what));
    }

    void keep(std::size_t index, const toml::source_region& at) {
        const Step& step = suite_.steps[index];
        const std::string& name = step.save.empty() ? step.name : step.save;
        if (name == "run" || name == "target")
            problem_.report(at, "an answer cannot be kept as " + name + ": ${" + name + ".name} is another thing");
        else if (!kept_.emplace(name, index).second)
            problem_.report(at, "step " + step.name + ": another answer is kept as " + name);
    }

    void check(Draft& draft) {
        const FindKept kept = [&](std::string_view name) -> const Operation* {
            const auto found = kept_.find(name);
            return found == kept_.end() ? nullptr : suite_.steps[found->second].operation;
        };
        CheckedParameters checked = check_parameters(*draft.step.operation, draft.with.text, kept);
        if (checked.fault) return report(draft, checked.fault->what, checked.fault->path);
        Identity& caller = suite_.identities[draft.step.as];
        caller.needs.clear();
        for (const std::string* const text : {&caller.user, &caller.password, &caller.ticket})
            if (const auto fault = check_text(*text, kept, caller.needs))
                problem_.report(draft.as, "step " + draft.step.name + ": identity " + caller.name + ": " + *fault);
        for (const auto* const needs : {&checked.needs, &caller.needs})
            for (const std::string& name : *needs) {
                Step& from = suite_.steps[kept_.find(name)->second];
                from.save = name;
            }
        draft.step.needs = std::move(checked.needs);
        draft.step.parameters = std::move(draft.with.text);
    }

    const std::string& file_;
    TomlProblem problem_;
    Suite suite_;
    std::map<std::string, toml::table*, std::less<>> read_backs_;
    std::vector<Unit> units_;
    std::size_t steps_ = 0;
    std::map<std::string, std::size_t, std::less<>> kept_;
};

}  // namespace

Result<Suite> parse_suite(std::string_view text, const std::string& file) {
    Result<toml::table> root = parse_toml(text, file);
    if (!root.has_value()) return root.error();
    return SuiteReader(*root, file).take();
}

Result<Suite> read_suite(const std::string& path) {
    const Result<std::string> text = read_toml_text(path, most_suite_mebibytes);
    if (!text.has_value()) return text.error();
    return parse_suite(*text, path);
}

}  // namespace uag::compare
