// Patterns of a rules file: for texts and for paths. No regular expressions: they are matched in time that hostile text
// cannot stretch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace uag::compare {

/// Longest pattern, in bytes, and longest text that is held against one; a longer text matches nothing.
inline constexpr std::size_t longest_pattern = 256;
inline constexpr std::size_t longest_matched = 64 * 1024;

/// Whether the whole text is as the pattern says: `*` any bytes, `?` one byte, `[a-z0-9_]` one of these (`[!...]`
/// another one), `\` before a byte that means itself. The time is at most the product of both lengths.
bool matches(std::string_view pattern, std::string_view text);

/// Why a text is no pattern; empty: it is one.
std::string_view judge_pattern(std::string_view pattern);

/// Steps of a path: `GetUser`, `Person`, `[2]`, `["a.b"]`. At most so many, each a view into the path.
inline constexpr std::size_t most_steps = 64;

/// False for what is no path; `steps` then holds what could be read.
bool split_path(std::string_view path, std::vector<std::string_view>& steps);

/// A pattern of paths: names may have `*`, `[*]` is any item or entry, and `**` any number of steps.
class PathPattern {
public:
    /// Why it is none; empty: it is one.
    std::string_view parse(std::string_view pattern);
    bool matches(const std::vector<std::string_view>& steps) const;
    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
    std::vector<std::string> steps_;
};

}  // namespace uag::compare
