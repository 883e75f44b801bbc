#include "core/security/recorded_name.hpp"

#include "core/base/text.hpp"
#include "core/security/names.hpp"

namespace uag {
namespace {

constexpr std::size_t fewest_characters = 32;
// 32 random characters of base64 have eight on average; "svc-backup-01-prod" has two.
constexpr int fewest_turns = 5;

bool is_token_character(char c) noexcept {
    return is_ascii_alphanumeric(c) || std::string_view("+/=-_.~").find(c) != std::string_view::npos;
}

}  // namespace

bool is_token_shaped(std::string_view text) noexcept {
    if (text.size() < fewest_characters) return false;
    int turns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_token_character(text[i])) return false;
        if (i == 0 || !is_ascii_alphanumeric(text[i]) || !is_ascii_alphanumeric(text[i - 1])) continue;
        if (is_ascii_digit(text[i]) != is_ascii_digit(text[i - 1])) ++turns;
    }
    return turns >= fewest_turns;
}

std::string recorded_name(std::string_view folded) {
    if (folded.empty()) return {};
    if (judge_name(folded) || is_token_shaped(folded)) return std::string(unrecorded_name);
    return std::string(folded);
}

}  // namespace uag
