#include "adapters/json/pointer.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag::json {

std::optional<std::vector<std::string>> pointer_tokens(std::string_view pointer) {
    std::vector<std::string> tokens;
    if (pointer.size() > max_pointer) return std::nullopt;
    if (std::count(pointer.begin(), pointer.end(), '/') > static_cast<std::ptrdiff_t>(max_pointer_depth))
        return std::nullopt;
    if (pointer.empty()) return tokens;
    if (pointer.front() != '/') tokens.emplace_back();
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            tokens.emplace_back();
            continue;
        }
        char c = pointer[i];
        if (c == '~') {
            const char next = i + 1 < pointer.size() ? pointer[i + 1] : '\0';
            if (next != '0' && next != '1') return std::nullopt;
            c = next == '0' ? '~' : '/';
            ++i;
        }
        tokens.back() += c;
    }
    return tokens;
}

bool is_pointer_below(std::string_view pointer, std::string_view other) {
    const auto inner = pointer_tokens(pointer);
    const auto outer = pointer_tokens(other);
    if (!inner || !outer || inner->size() <= outer->size()) return false;
    return std::equal(outer->begin(), outer->end(), inner->begin(),
                      [](const std::string& a, const std::string& b) { return ascii_iequals(a, b); });
}

}  // namespace uag::json
