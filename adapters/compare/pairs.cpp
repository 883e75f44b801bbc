#include "adapters/compare/pairs.hpp"

#include <algorithm>

namespace uag::compare {
namespace {

// Puts the number of a name in its place. No text of XML has U+0001, and one of JSON that has it is hardly meant.
std::string without_names(std::string_view text, const std::vector<std::pair<std::string, std::string>>& names,
                          std::string std::pair<std::string, std::string>::* side) {
    std::string out(text);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string& name = names[i].*side;
        const std::string mark = '\1' + std::to_string(i) + '\1';
        for (std::size_t at = out.find(name); at != std::string::npos; at = out.find(name, at + mark.size()))
            out.replace(at, name.size(), mark);
    }
    return out;
}

}  // namespace

template <class Key> Fit Pairs::Ways<Key>::fit(const Key& left, const Key& right) const {
    const auto there = right_of.find(left);
    const auto back = left_of.find(right);
    if (there == right_of.end() && back == left_of.end()) return Fit::unknown;
    const bool same = there != right_of.end() && there->second == right;
    return same ? Fit::same : Fit::contradicts;
}

template <class Key> void Pairs::Ways<Key>::bind(const Key& left, const Key& right) {
    right_of.emplace(left, right);
    left_of.emplace(right, left);
}

Fit Pairs::ids(std::string_view space, std::int32_t left, std::int32_t right) const {
    const auto at = ids_.find(space);
    return at == ids_.end() ? Fit::unknown : at->second.fit(left, right);
}

std::optional<std::int32_t> Pairs::right_id(std::string_view space, std::int32_t left) const {
    const auto at = ids_.find(space);
    if (at == ids_.end()) return std::nullopt;
    const auto there = at->second.right_of.find(left);
    return there == at->second.right_of.end() ? std::nullopt : std::optional(there->second);
}

void Pairs::bind_ids(std::string_view space, std::int32_t left, std::int32_t right) {
    if (ids(space, left, right) != Fit::unknown || size_ >= most_pairs) return;
    ++size_;
    ids_[std::string(space)].bind(left, right);
}

Fit Pairs::texts(std::string_view left, std::string_view right) const {
    return texts_.fit(sha256(left), sha256(right));
}

void Pairs::bind_texts(std::string_view left, std::string_view right) {
    if (texts(left, right) != Fit::unknown || size_ >= most_pairs) return;
    ++size_;
    texts_.bind(sha256(left), sha256(right));
}

void Pairs::add_name(std::string left, std::string right) {
    if (left.size() < shortest_name || right.size() < shortest_name || names_.size() >= most_names) return;
    names_.emplace_back(std::move(left), std::move(right));
    // A name that is part of another comes after it.
    std::ranges::stable_sort(names_, [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
}

bool Pairs::same_but_for_names(std::string_view left, std::string_view right) const {
    using Name = std::pair<std::string, std::string>;
    constexpr std::size_t longest = 64 * 1024;  // of a text in which names are looked for
    if (names_.empty() || left.size() > longest || right.size() > longest) return false;
    return without_names(left, names_, &Name::first) == without_names(right, names_, &Name::second);
}

}  // namespace uag::compare
