#include "adapters/soap/content_type.hpp"

#include <array>

#include "core/base/text.hpp"

namespace uag::soap {
namespace {

// tchar (RFC 9110, 5.6.2).
constexpr std::array<bool, 256> token_chars = [] {
    std::array<bool, 256> table{};
    for (unsigned c = '0'; c <= '9'; ++c) table[c] = true;
    for (unsigned c = 'a'; c <= 'z'; ++c) table[c] = table[c - 'a' + 'A'] = true;
    for (const char c : std::string_view("!#$%&'*+-.^_`|~")) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

bool is_token(char c) noexcept { return token_chars[static_cast<unsigned char>(c)]; }

void skip_blanks(std::string_view& rest) noexcept {
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\t')) rest.remove_prefix(1);
}

std::string_view take_token(std::string_view& rest) noexcept {
    std::size_t length = 0;
    while (length < rest.size() && is_token(rest[length])) ++length;
    const std::string_view token = rest.substr(0, length);
    rest.remove_prefix(length);
    return token;
}

// A quoted string without its quotes (one that needs unescaping equals nothing that we know), or what stands before
// the next blank or semicolon. A comma could join two fields, and is in no value without quotes.
std::optional<std::string_view> take_value(std::string_view& rest) noexcept {
    if (rest.empty() || rest.front() != '"') {
        const std::string_view value = rest.substr(0, rest.find_first_of("; \t"));
        if (value.empty() || value.find_first_of(",\"") != std::string_view::npos) return std::nullopt;
        rest.remove_prefix(value.size());
        return value;
    }
    std::size_t end = 1;
    while (end < rest.size() && rest[end] != '"') end += rest[end] == '\\' ? 2 : 1;
    if (end >= rest.size()) return std::nullopt;
    const std::string_view value = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    return value;
}

}  // namespace

std::optional<ContentType> parse_content_type(std::string_view text) noexcept {
    ContentType result;
    skip_blanks(text);
    const std::string_view start = text;
    const bool has_type = !take_token(text).empty();
    if (!has_type || text.empty() || text.front() != '/') return std::nullopt;
    text.remove_prefix(1);
    if (take_token(text).empty()) return std::nullopt;
    result.media_type = start.substr(0, start.size() - text.size());

    bool has_charset = false;
    bool has_action = false;
    for (skip_blanks(text); !text.empty(); skip_blanks(text)) {
        if (text.front() != ';') return std::nullopt;
        text.remove_prefix(1);
        skip_blanks(text);
        if (text.empty() || text.front() == ';') continue;
        const std::string_view name = take_token(text);
        skip_blanks(text);
        if (name.empty() || text.empty() || text.front() != '=') return std::nullopt;
        text.remove_prefix(1);
        skip_blanks(text);
        const auto value = take_value(text);
        if (!value) return std::nullopt;
        if (ascii_iequals(name, "charset")) {
            if (has_charset) return std::nullopt;
            has_charset = true;
            result.charset = *value;
        } else if (ascii_iequals(name, "action")) {
            if (has_action) return std::nullopt;
            has_action = true;
            result.action = *value;
        }
    }
    return result;
}

bool is_soap12_type(std::string_view text) noexcept {
    return ascii_iequals(trim_blanks(text.substr(0, text.find(';'))), "application/soap+xml");
}

}  // namespace uag::soap
