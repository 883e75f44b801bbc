#include "adapters/compare/pattern.hpp"

#include <algorithm>

namespace uag::compare {
namespace {

// What stands at the front of a pattern: how long it is, and whether a byte is as it says.
struct Piece {
    std::size_t size = 1;
    bool fits = false;
};

// From '[' on. Without its bracket at the end it means itself.
Piece class_piece(std::string_view pattern, char c) {
    std::size_t at = 1;
    const bool other = at < pattern.size() && pattern[at] == '!';
    if (other) ++at;
    bool found = false;
    for (const std::size_t first = at; at < pattern.size() && (pattern[at] != ']' || at == first); ++at) {
        if (at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']') {
            const auto byte = static_cast<unsigned char>(c);
            found = found || (byte >= static_cast<unsigned char>(pattern[at]) &&
                              byte <= static_cast<unsigned char>(pattern[at + 2]));
            at += 2;
        } else {
            found = found || pattern[at] == c;
        }
    }
    if (at >= pattern.size()) return {1, c == '['};
    return {at + 1, found != other};
}

Piece front_piece(std::string_view pattern, char c) {
    if (pattern.front() == '?') return {1, true};
    if (pattern.front() == '[') return class_piece(pattern, c);
    if (pattern.front() == '\\' && pattern.size() > 1) return {2, pattern[1] == c};
    return {1, pattern.front() == c};
}

// The step that begins at `at`: a name up to the next '.' or '[', or brackets.
std::size_t step_end(std::string_view path, std::size_t at) {
    if (path[at] != '[') return std::min(path.find_first_of(".[", at), path.size());
    if (at + 1 < path.size() && path[at + 1] == '"') {
        for (std::size_t end = at + 2; end < path.size(); ++end) {
            if (path[end] == '\\')
                ++end;
            else if (path[end] == '"')
                return end + 1 < path.size() && path[end + 1] == ']' ? end + 2 : std::string_view::npos;
        }
        return std::string_view::npos;
    }
    const std::size_t end = path.find(']', at);
    return end == std::string_view::npos ? end : end + 1;
}

bool step_matches(const std::string& pattern, std::string_view step) {
    if (pattern.front() == '[') return step.front() == '[' && (pattern == "[*]" || pattern == step);
    return step.front() != '[' && matches(pattern, step);
}

}  // namespace

bool matches(std::string_view pattern, std::string_view text) {
    if (text.size() > longest_matched || pattern.size() > longest_pattern) return false;
    // Only the last star is ever gone back to: what it took can be more, what an earlier one took need not be.
    std::string_view behind_star;
    std::size_t star_text = 0;
    bool has_star = false;
    std::size_t at = 0;
    while (at < text.size() || !pattern.empty()) {
        if (!pattern.empty() && pattern.front() == '*') {
            pattern.remove_prefix(1);
            behind_star = pattern;
            star_text = at;
            has_star = true;
            continue;
        }
        if (!pattern.empty() && at < text.size()) {
            if (const Piece piece = front_piece(pattern, text[at]); piece.fits) {
                pattern.remove_prefix(piece.size);
                ++at;
                continue;
            }
        }
        if (!has_star || star_text >= text.size()) return false;
        pattern = behind_star;
        at = ++star_text;
    }
    return true;
}

std::string_view judge_pattern(std::string_view pattern) {
    if (pattern.empty()) return "is empty";
    if (pattern.size() > longest_pattern) return "is longer than 256 bytes";
    for (std::size_t at = 0; at < pattern.size(); at += front_piece(pattern.substr(at), '[').size)
        if (pattern[at] == '[' && class_piece(pattern.substr(at), '[').size == 1) return "has a [ without its ]";
    return {};
}

bool split_path(std::string_view path, std::vector<std::string_view>& steps) {
    steps.clear();
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = step_end(path, at);
        if (end == std::string_view::npos || end == at || steps.size() == most_steps) return false;
        steps.push_back(path.substr(at, end - at));
        at = end;
        if (at == path.size() || path[at] != '.') continue;
        ++at;
        if (at == path.size() || path[at] == '[') return false;
    }
    return !steps.empty();
}

std::string_view PathPattern::parse(std::string_view pattern) {
    if (const std::string_view wrong = judge_pattern(pattern); !wrong.empty()) return wrong;
    std::vector<std::string_view> steps;
    if (!split_path(pattern, steps)) return "is no path";
    text_ = pattern;
    steps_.assign(steps.begin(), steps.end());
    return {};
}

// As for texts: only the last `**` is ever gone back to.
bool PathPattern::matches(const std::vector<std::string_view>& steps) const {
    constexpr std::size_t none = static_cast<std::size_t>(-1);
    std::size_t behind_star = none;
    std::size_t star_step = 0;
    std::size_t wanted = 0;
    std::size_t at = 0;
    while (at < steps.size() || wanted < steps_.size()) {
        if (wanted < steps_.size() && steps_[wanted] == "**") {
            behind_star = ++wanted;
            star_step = at;
            continue;
        }
        if (wanted < steps_.size() && at < steps.size() && step_matches(steps_[wanted], steps[at])) {
            ++wanted;
            ++at;
            continue;
        }
        if (behind_star == none || star_step >= steps.size()) return false;
        wanted = behind_star;
        at = ++star_step;
    }
    return true;
}

}  // namespace uag::compare
