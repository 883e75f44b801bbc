#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "adapters/compare/value_text.hpp"
#include "adapters/compare/walk.hpp"
#include "adapters/walk/presence.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
// Longer lists are compared in their order: without it, each item is held against each.
constexpr std::size_t most_unordered = 1000;

std::optional<double> parsed_number(const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
    if (error != std::errc{} || end != text->data() + text->size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

// The item's member; null: it has none of that name, or one that keys must not be made of.
const FieldInfo* key_member(const TypeInfo& item, std::string_view name, const void*& owner) {
    const FieldInfo* found = nullptr;
    const void* const object = owner;
    for_each_field(item, const_cast<void*>(object), [&](const FieldInfo& field, void* its_owner) {
        if (!ascii_iequals(field.name, name) || field.is_secret) return;
        found = &field;
        owner = its_owner;
    });
    return found;
}

std::string key_text(const TypeInfo& list, const void* slot, std::size_t index, std::string_view name) {
    const void* owner = list.item().slot.object(list.slot.at(slot, index));
    if (owner == nullptr) return {};
    const FieldInfo* const member = key_member(list.item(), name, owner);
    return plain_text(member->type(), member->get(owner)).value_or("");
}

bool has_value(const TypeInfo& type, const void* slot) { return presence_of(type, slot) == Presence::value; }

// `[*]` of the one path become the indices that stand there in the other.
std::string with_indices(std::string_view pattern, std::string_view path) {
    std::vector<std::string_view> wanted;
    std::vector<std::string_view> known;
    std::string out;
    if (!split_path(pattern, wanted) || !split_path(path, known)) return out;
    std::size_t next = 0;
    for (const std::string_view step : wanted) {
        if (step != "[*]") {
            if (!out.empty() && step.front() != '[') out += '.';
            out += step;
            continue;
        }
        while (next < known.size() && known[next].front() != '[') ++next;
        if (next == known.size()) return {};
        out += known[next++];
    }
    return out;
}

}  // namespace

void Walk::by_rule(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks) {
    switch (rule.matcher) {
        case Matcher::equal: marks.is_strict = true; return plain(type, slots, marks);
        case Matcher::ignore: return accept_unless(rule, {}, type, slots, marks);
        case Matcher::present: {
            const bool both = has_value(type, slots.left) && has_value(type, slots.right);
            return accept_unless(rule, both ? "" : "not there on both sides", type, slots, marks);
        }
        case Matcher::type: return sorts(rule, type, slots, marks);
        case Matcher::pattern: return pattern(rule, type, slots, marks);
        case Matcher::tolerance: return tolerance(rule, type, slots, marks);
        case Matcher::same_as: return same_as(rule, type, slots, marks);
        case Matcher::unordered: return unordered(rule, type, slots, marks);
        case Matcher::keyed_by: return keyed_by(rule, type, slots, marks);
    }
}

// What `failing` says is a difference; without it a difference is accepted, and the same stays the same.
void Walk::accept_unless(const Rule& rule, std::string_view failing, const TypeInfo& type, Slots slots, Marks marks) {
    if (!failing.empty()) return differ_in(Aspect::rule, type, slots, marks, std::string(failing));
    if (agree(type, slots, marks)) return equal();
    say(Status::accepted, Aspect::value, type, slots, marks, rule.reason);
}

void Walk::misfit(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks) {
    differ_in(Aspect::rule, type, slots, marks,
              "the matcher " + std::string(word_of(rule.matcher)) + " is not for what stands here");
}

void Walk::sorts(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks) {
    if (!has_value(type, slots.left) || !has_value(type, slots.right))
        return accept_unless(rule, "not there on both sides", type, slots, marks);
    if (type.kind != Kind::string) return accept_unless(rule, {}, type, slots, marks);
    const Sort left = sort_of(static_cast<const String*>(slots.left)->text);
    const Sort right = sort_of(static_cast<const String*>(slots.right)->text);
    if (left == right) return accept_unless(rule, {}, type, slots, marks);
    differ_in(Aspect::rule, type, slots, marks, std::string(name_of(left)) + " and " + std::string(name_of(right)));
}

void Walk::pattern(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks) {
    if (type.kind == Kind::object || type.kind == Kind::array || type.kind == Kind::dictionary)
        return misfit(rule, type, slots, marks);
    const auto fits = [&](const void* slot) {
        const std::optional<std::string> text = plain_text(type, slot);
        return text && matches(rule.argument, *text);
    };
    const bool both = fits(slots.left) && fits(slots.right);
    accept_unless(rule, both ? "" : "not as the pattern says", type, slots, marks);
}

void Walk::tolerance(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks) {
    if (type.kind == Kind::datetime) {
        const double seconds = static_cast<double>(ticks_apart(slots, marks.varies == Varies::stamp)) /
                               static_cast<double>(DateTime::ticks_per_second);
        return accept_unless(rule, seconds <= rule.most ? "" : "further apart than the rule allows", type, slots,
                             marks);
    }
    const bool is_number = type.kind == Kind::int16 || type.kind == Kind::int32 || type.kind == Kind::string;
    if (!is_number) return misfit(rule, type, slots, marks);
    const auto left = parsed_number(plain_text(type, slots.left));
    const auto right = parsed_number(plain_text(type, slots.right));
    if (!left || !right) return plain(type, slots, marks);
    const bool is_near = std::abs(*left - *right) <= rule.most;
    accept_unless(rule, is_near ? "" : "further apart than the rule allows", type, slots, marks);
}

void Walk::same_as(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks) {
    const std::string path = with_indices(rule.argument, path_);
    const auto is_same = [&](const void* object, const void* slot) {
        const Place other = find_place(message_, object, root_, path);
        if (other.slot == nullptr) return false;
        return plain_text(*other.type, other.slot) == plain_text(type, slot);
    };
    if (!is_same(objects_.left, slots.left))
        return accept_unless(rule, "on the left not the same as the other path", type, slots, marks);
    const bool both = is_same(objects_.right, slots.right);
    accept_unless(rule, both ? "" : "on the right not the same as the other path", type, slots, marks);
}

void Walk::unordered(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks) {
    if (type.kind != Kind::array) return misfit(rule, type, slots, marks);
    if (is_nothing(type, slots, marks)) return;
    const std::size_t left = type.slot.size(slots.left);
    const std::size_t right = type.slot.size(slots.right);
    if (left > most_unordered || right > most_unordered || agree(type, slots, marks)) return plain(type, slots, marks);
    std::vector<std::size_t> right_of(left, nowhere);
    std::vector<bool> is_taken(right, false);
    for (std::size_t i = 0; i < left; ++i)
        for (std::size_t k = 0; k < right && right_of[i] == nowhere; ++k) {
            if (is_taken[k] || !items_agree(type, slots, marks, i, k)) continue;
            is_taken[k] = true;
            right_of[i] = k;
        }
    matched_items(rule, type, slots, marks, right_of, true);
}

void Walk::keyed_by(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks) {
    if (type.kind != Kind::array || type.item().kind != Kind::object) return misfit(rule, type, slots, marks);
    const Object example = make_object(type.item());
    const void* owner = example.get();
    if (key_member(type.item(), rule.argument, owner) == nullptr) return misfit(rule, type, slots, marks);
    if (is_nothing(type, slots, marks)) return;
    std::map<std::string, std::vector<std::size_t>> by_key;
    for (std::size_t i = type.slot.size(slots.right); i > 0; --i)
        by_key[key_text(type, slots.right, i - 1, rule.argument)].push_back(i - 1);
    std::vector<std::size_t> right_of(type.slot.size(slots.left), nowhere);
    for (std::size_t i = 0; i < right_of.size(); ++i) {
        std::vector<std::size_t>& same = by_key[key_text(type, slots.left, i, rule.argument)];
        if (same.empty()) continue;
        right_of[i] = same.back();
        same.pop_back();
    }
    matched_items(rule, type, slots, marks, right_of, false);
}

// `pairs_rest`: what has no partner is compared with what has none on the other side, in order, to show how they differ.
void Walk::matched_items(const Rule& rule, const TypeInfo& type, Slots slots, Marks marks,
                         const std::vector<std::size_t>& right_of, bool pairs_rest) {
    const std::size_t right = type.slot.size(slots.right);
    std::vector<bool> is_taken(right, false);
    for (const std::size_t other : right_of)
        if (other != nowhere) is_taken[other] = true;
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < right; ++i)
        if (!is_taken[i]) rest.push_back(i);

    const bool in_order = std::ranges::is_sorted(right_of) && rest.empty();
    if (in_order)
        equal();
    else
        say(Status::accepted, Aspect::order, type, slots, marks, rule.reason);
    std::size_t next = 0;
    for (std::size_t i = 0; i < right_of.size() && !(is_quiet_ && differs_); ++i) {
        if (right_of[i] != nowhere) {
            item_differs(type, slots, marks, i, right_of[i]);
        } else if (pairs_rest && next < rest.size()) {
            item_differs(type, slots, marks, i, rest[next++]);
        } else {
            const Step step(*this, i);
            lone_item(true);
        }
    }
    for (; next < rest.size(); ++next) {
        const Step step(*this, rest[next]);
        lone_item(false);
    }
}

}  // namespace uag::compare
