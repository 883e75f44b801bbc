#include "adapters/rest/query.hpp"

#include <charconv>

#include "core/base/text.hpp"

namespace uag::rest {

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
            continue;
        }
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const std::string_view digits = text.substr(i + 1, 2);
        unsigned code = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
        if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2 || code == 0)
            return std::nullopt;
        out += static_cast<char>(code);
        i += 2;
    }
    if (!is_utf8(out)) return std::nullopt;
    return out;
}

Result<std::optional<std::string>> query_value(std::string_view query, std::string_view name) {
    std::optional<std::string> found;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
        const std::size_t equals = pair.find('=');
        const auto key = percent_decode(pair.substr(0, equals));
        if (!key || !ascii_iequals(*key, name)) continue;
        if (found) return fail(errc::malformed, "A parameter of the query stands twice.");
        found =
            percent_decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
        if (!found) return fail(errc::malformed, "An escape in the query is wrong.");
    }
    return found;
}

}  // namespace uag::rest
