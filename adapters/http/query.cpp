#include "adapters/http/query.hpp"

#include <charconv>

#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::http {

std::optional<std::string_view> percent_decode_in_place(std::span<char> text) {
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char byte = text[i];
        if (byte == '+') byte = ' ';
        if (byte == '%') {
            const std::string_view digits = std::string_view(text.data(), text.size()).substr(i + 1, 2);
            unsigned code = 0;
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
            if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2) return std::nullopt;
            byte = static_cast<char>(code);
            i += 2;
        }
        if (byte == '\0') return std::nullopt;
        text[written++] = byte;
    }
    const std::string_view decoded(text.data(), written);
    if (!is_utf8(decoded)) return std::nullopt;
    return decoded;
}

std::optional<std::string> percent_decode(std::string_view text) {
    std::string out(text);
    const auto decoded = percent_decode_in_place(out);
    // It may hold a password; behind the decoded text stands the end of the other.
    if (!decoded) {
        wipe(out);
        return std::nullopt;
    }
    const std::size_t size = decoded->size();
    wipe(out.data() + size, out.size() - size);
    out.resize(size);
    return out;
}

std::optional<std::string_view> take_pair(std::string_view& query) {
    if (query.empty()) return std::nullopt;
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    return pair;
}

void append_encoded(std::string_view value, std::string& query) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view as_they_are = "-._~!$'()*,:;/?@";
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_ascii_alphanumeric(c) || as_they_are.find(c) != std::string_view::npos)
            query += c;
        else
            ((query += '%') += digits[byte / 16]) += digits[byte % 16];
    }
}

void append_pair(std::string_view name, std::string_view value, std::string& query) {
    (query += name) += '=';
    append_encoded(value, query);
}

Result<std::optional<std::string>> query_value(std::string_view query, std::string_view name) {
    std::optional<std::string> found;
    while (const auto taken = take_pair(query)) {
        const std::string_view pair = *taken;
        const std::size_t equals = pair.find('=');
        const std::string_view sent = pair.substr(0, equals);
        if (sent.size() < name.size()) continue;  // decoded it is no longer
        const auto key = percent_decode(sent);
        if (!key || !ascii_iequals(*key, name)) continue;
        if (found) return fail(errc::malformed, "A parameter of the query stands twice.");
        found = percent_decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
        if (!found) return fail(errc::malformed, "An escape in the query is wrong.");
    }
    return found;
}

std::optional<std::string> find_query_name(std::string_view query,
                                           const std::function<bool(std::string_view name)>& is) {
    while (const auto pair = take_pair(query)) {
        const std::string_view sent = pair->substr(0, pair->find('='));
        if (sent.empty()) continue;
        std::string name = percent_decode(sent).value_or(std::string(sent));
        if (is(name)) return name;
    }
    return std::nullopt;
}

}  // namespace uag::http
