#include <algorithm>
#include <map>

#include "adapters/compare/value_text.hpp"
#include "adapters/compare/walk.hpp"

namespace uag::compare {
namespace {

// Among more items that differ no other order is looked for: each is held against each.
constexpr std::size_t most_reordered = 256;

std::string items_text(std::size_t size) { return std::to_string(size) + (size == 1 ? " item" : " items"); }

std::string_view key_of(const TypeInfo& dictionary, const void* slot, std::size_t index) {
    const FieldInfo& key = dictionary.item().fields.front();
    return static_cast<const String*>(key.get(dictionary.slot.at(slot, index)))->text;
}

}  // namespace

bool Walk::item_differs(const TypeInfo& type, Slots slots, Marks marks, std::size_t left, std::size_t right) {
    const Step step(*this, left);
    const bool differed = std::exchange(differs_, false);
    slot(type.item(), {type.slot.at(slots.left, left), type.slot.at(slots.right, right)}, marks);
    const bool differs = differs_;
    differs_ = differed || differs;
    return differs;
}

bool Walk::items_agree(const TypeInfo& type, Slots slots, Marks marks, std::size_t left, std::size_t right) {
    return quietly([&] { item_differs(type, slots, marks, left, right); });
}

void Walk::list(const TypeInfo& type, Slots slots, Marks marks) {
    const std::size_t left = type.slot.size(slots.left);
    const std::size_t right = type.slot.size(slots.right);
    if (left == right) return same_length(type, slots, marks, left);
    if (is_quiet_) return differ(Aspect::length, {}, {});
    other_length(type, slots, marks);
}

void Walk::same_length(const TypeInfo& type, Slots slots, Marks marks, std::size_t size) {
    const Comparison::Mark mark = out_.mark();
    std::vector<std::size_t> differing;
    equal();  // the length
    for (std::size_t i = 0; i < size; ++i) {
        if (!item_differs(type, slots, marks, i, i)) continue;
        if (is_quiet_) return;
        differing.push_back(i);
    }
    if (!is_reordered(type, slots, marks, differing)) return;
    out_.go_back(mark);
    differ(Aspect::order, items_text(size), items_text(size), "the same items in another order");
}

bool Walk::is_reordered(const TypeInfo& type, Slots slots, Marks marks, const std::vector<std::size_t>& indices) {
    if (indices.size() < 2 || indices.size() > most_reordered) return false;
    std::vector<std::size_t> left_over = indices;
    for (const std::size_t left : indices) {
        const auto at = std::ranges::find_if(
            left_over, [&](std::size_t right) { return items_agree(type, slots, marks, left, right); });
        if (at == left_over.end()) return false;
        left_over.erase(at);
    }
    return true;
}

// What both begin and end with is compared as it is; between that, items were added, dropped or changed.
void Walk::other_length(const TypeInfo& type, Slots slots, Marks marks) {
    const std::size_t left = type.slot.size(slots.left);
    const std::size_t right = type.slot.size(slots.right);
    const std::size_t shorter = std::min(left, right);
    std::size_t front = 0;
    while (front < shorter && items_agree(type, slots, marks, front, front)) ++front;
    std::size_t back = 0;
    while (front + back < shorter && items_agree(type, slots, marks, left - 1 - back, right - 1 - back)) ++back;

    const std::size_t begin = front;
    const std::size_t end = std::max(left, right) - back;
    const std::string places =
        '[' + std::to_string(begin) + ']' + (end - begin > 1 ? " to [" + std::to_string(end - 1) + ']' : std::string());
    const bool is_pure = front + back == shorter;
    differ(Aspect::length, items_text(left), items_text(right),
           is_pure ? std::string("only on the ") + (left > right ? "left: " : "right: ") + places
                   : "they differ in " + places);
    for (std::size_t i = 0; i < shorter - back; ++i) item_differs(type, slots, marks, i, i);
    for (std::size_t i = back; i > 0; --i) item_differs(type, slots, marks, left - i, right - i);
}

void Walk::lone_item(bool is_left) { differ(Aspect::presence, is_left ? "there" : "", is_left ? "" : "there"); }

// By key, in the left one's order; entries with the same key in their order.
void Walk::dictionary(const TypeInfo& type, Slots slots, Marks marks) {
    const std::size_t left = type.slot.size(slots.left);
    const std::size_t right = type.slot.size(slots.right);
    std::map<std::string_view, std::vector<std::size_t>> by_key;
    for (std::size_t i = right; i > 0; --i) by_key[key_of(type, slots.right, i - 1)].push_back(i - 1);
    const FieldInfo& value = type.item().fields.back();
    const Marks own{marks.is_secret || value.is_secret, value.varies, value.id_space, marks.is_strict};
    std::vector<bool> is_met(right, false);
    equal();  // both are there
    for (std::size_t i = 0; i < left && !(is_quiet_ && differs_); ++i) {
        const std::string_view key = key_of(type, slots.left, i);
        const Step step(*this, key_step(key));
        const auto same = by_key.find(key);
        if (same == by_key.end() || same->second.empty()) {
            lone_item(true);
            continue;
        }
        const std::size_t other = same->second.back();
        same->second.pop_back();
        is_met[other] = true;
        slot(value.type(), {value.get(type.slot.at(slots.left, i)), value.get(type.slot.at(slots.right, other))}, own);
    }
    for (std::size_t i = 0; i < right; ++i) {
        if (is_met[i]) continue;
        const Step step(*this, key_step(key_of(type, slots.right, i)));
        lone_item(false);
        if (is_quiet_) return;
    }
}

}  // namespace uag::compare
