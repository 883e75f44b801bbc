#include "server/compare/rule_names.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <vector>

#include "adapters/client/findings.hpp"
#include "adapters/compare/outcomes.hpp"
#include "adapters/compare/pattern.hpp"
#include "adapters/compare/value_text.hpp"
#include "core/agent/operations.hpp"
#include "core/base/nearest.hpp"

namespace uag::compare {
namespace {

using Types = std::set<const TypeInfo*>;
using Steps = std::vector<std::string_view>;

template <class Visit> void for_each_operation(const Visit& visit) {
    for (const auto rows : {operations(Service::user), operations(Service::so_principal), operations(Service::archive),
                            rest_operations()})
        for (const Operation& row : rows) visit(row);
}

const TypeInfo& root_of(const Operation& operation) {
    const FieldInfo* const only = only_response(operation.response());
    return only == nullptr ? operation.response() : only->type();
}

// Everything in it, at any depth, and itself.
void add_below(const TypeInfo& type, Types& all) {
    if (!all.insert(&type).second) return;
    if (type.item != nullptr) add_below(type.item(), all);
    for_each_field(type, nullptr, [&](const FieldInfo& field, void*) { add_below(field.type(), all); });
}

bool is_item(std::string_view step) { return step.starts_with('['); }

// What a step of a pattern leads to from any of these types.
Types types_below(const Types& from, std::string_view step) {
    Types to;
    for (const TypeInfo* const type : from) {
        if (step == "**") {
            add_below(*type, to);
        } else if (is_item(step)) {
            if (type->kind == Kind::array) to.insert(&type->item());
            if (type->kind == Kind::dictionary) to.insert(&type->item().fields.back().type());
        } else if (type->kind == Kind::object) {
            for_each_field(*type, nullptr, [&](const FieldInfo& field, void*) {
                if (matches(step, field.name)) to.insert(&field.type());
            });
        }
    }
    return to;
}

std::string no_step(const Types& from, std::string_view step) {
    Nearest nearest(step);
    const TypeInfo* only = nullptr;
    std::size_t objects = 0;
    for (const TypeInfo* const type : from) {
        if (type->kind != Kind::object) continue;
        ++objects;
        only = type;
        for_each_field(*type, nullptr, [&](const FieldInfo& field, void*) { nearest.offer(field.name); });
    }
    if (is_item(step)) return "leads nowhere: there is no list for " + client::shown(step);
    if (objects == 0) return "leads nowhere: nothing has members where " + client::shown(step) + " stands";
    const std::string owner = objects == 1 ? std::string(only->name) + " has no" : "nothing there has a";
    return "leads nowhere: " + owner + " member " + client::shown(step) + nearest.hint();
}

bool is_outcome_path(const PathPattern& pattern, std::string_view first) {
    // What stands there is no name of the contract, often enough.
    if (first.starts_with('$') && matches(first, "$findings")) return true;
    const std::size_t bracket = pattern.text().rfind('[');
    const std::string last = bracket == std::string::npos ? std::string() : pattern.text().substr(bracket);
    return std::ranges::any_of(outcome_paths, [&](std::string_view path) {
        Steps steps;
        split_path(path, steps);
        if (pattern.matches(steps)) return true;
        if (last.empty()) return false;
        steps.emplace_back(last == "[*]" ? std::string_view("[\"any\"]") : last);  // of texts by field and the like
        return pattern.matches(steps);
    });
}

std::string no_outcome_path(std::string_view path) {
    Nearest nearest(path);
    for (const std::string_view known : outcome_paths) nearest.offer(known);
    return "leads nowhere: an outcome has no " + client::shown(path) + nearest.hint();
}

// Where the path leads; none, with what is wrong.
Types types_at(std::string_view path, std::string_view operation, std::string& what) {
    Steps steps;
    if (!split_path(path, steps)) {
        what = "is no path";
        return {};
    }
    Nearest nearest(steps.front());
    Types types;
    for_each_operation([&](const Operation& row) {
        nearest.offer(row.name);
        if (!operation.empty() && !matches(operation, row.name)) return;
        if (steps.front() == "**")
            add_below(root_of(row), types);
        else if (matches(steps.front(), row.name))
            types.insert(&root_of(row));
    });
    if (types.empty())
        what = "leads nowhere: there is no operation " + client::shown(steps.front()) +
               (operation.empty() ? nearest.hint() : " of " + client::shown(operation));
    for (std::size_t i = 1; i < steps.size() && !types.empty(); ++i) {
        Types next = types_below(types, steps[i]);
        if (next.empty()) what = no_step(types, steps[i]);
        types = std::move(next);
    }
    return types;
}

// Whether items of a list there have that member.
std::string judge_key(const Types& types, std::string_view key) {
    Nearest nearest(key);
    const TypeInfo* item = nullptr;
    bool has_key = false;
    for (const TypeInfo* const type : types) {
        if (type->kind != Kind::array) continue;
        item = &type->item();
        if (item->kind == Kind::object)
            for_each_field(*item, nullptr, [&](const FieldInfo& field, void*) {
                nearest.offer(field.name);
                has_key = has_key || field.name == key;
            });
    }
    if (item == nullptr) return "leads to no list, which keyed_by is for";
    return has_key ? std::string() : std::string(item->name) + " has no member " + client::shown(key) + nearest.hint();
}

}  // namespace

RuleFault judge_rule_names(const Rule& rule) {
    if (!rule.operation.empty()) {
        Nearest nearest(rule.operation);
        bool is_there = false;
        for_each_operation([&](const Operation& row) {
            nearest.offer(row.name);
            is_there = is_there || matches(rule.operation, row.name);
        });
        if (!is_there) return {"operation", "is that of no operation" + nearest.hint()};
    }
    PathPattern pattern;
    Steps steps;
    pattern.parse(rule.path);
    split_path(rule.path, steps);
    const bool may_be_outcome = steps.front().starts_with('$') || steps.front().starts_with('*');
    const bool is_outcome = may_be_outcome && is_outcome_path(pattern, steps.front());
    if (steps.front().starts_with('$')) {
        if (!is_outcome) return {"path", no_outcome_path(rule.path)};
    } else {
        std::string what;
        const Types types = types_at(rule.path, rule.operation, what);
        if (types.empty() && !is_outcome) return {"path", what};
        if (rule.matcher == Matcher::keyed_by)
            if (std::string wrong = judge_key(types, rule.argument); !wrong.empty())
                return {types.empty() || wrong.starts_with("leads") ? "path" : "argument", wrong};
    }
    if (rule.matcher == Matcher::same_as && !rule.argument.starts_with('$')) {
        std::string what;
        if (types_at(rule.argument, {}, what).empty()) return {"argument", what};
    }
    return {};
}

}  // namespace uag::compare
