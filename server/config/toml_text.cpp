#include "server/config/toml_text.hpp"

#include <array>
#include <cstdio>

#include "core/base/text.hpp"

namespace uag {

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    while (!text.empty()) {
        const std::string_view before = text;
        const char32_t c = take_code_point(text);
        std::array<char, 16> escape{};
        if (c == '"' || c == '\\')
            (out += '\\') += static_cast<char>(c);
        else if (!is_unseen(c))
            out += before.substr(0, before.size() - text.size());
        else if (std::snprintf(escape.data(), escape.size(), "\\U%08X", static_cast<unsigned>(c)) > 0)
            out += escape.data();
    }
    return out += '"';
}

}  // namespace uag
