#include "adapters/http/media_type.hpp"

#include <algorithm>

#include "adapters/http/token.hpp"
#include "core/base/text.hpp"

namespace uag::http {
namespace {

// Cuts the part before the separator off the front of `rest`.
std::string_view next_part(std::string_view& rest, char separator) {
    const std::size_t at = rest.find(separator);
    const std::string_view part = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
    return trim_blanks(part);
}

struct Parameter {
    std::string_view name;
    std::string_view value;
    bool is_malformed = false;
};

// Where the quoted string that `text` begins with ends, behind its quote; npos if it does not.
std::size_t end_of_quoted(std::string_view text) {
    std::size_t end = 1;
    while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
    return end < text.size() ? end + 1 : std::string_view::npos;
}

std::string_view without_quotes(std::string_view value) {
    const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
}

// Cuts `name=value` off the front of `rest`. A semicolon in a quoted value ends nothing.
Parameter take_parameter(std::string_view& rest) {
    const std::size_t equals = rest.substr(0, rest.find(';')).find('=');
    if (equals == std::string_view::npos) {
        const std::string_view name = next_part(rest, ';');
        return {name, {}, !name.empty()};
    }
    const std::string_view name = trim_blanks(rest.substr(0, equals));
    rest = rest.substr(equals + 1);
    while (rest.starts_with(' ') || rest.starts_with('\t')) rest.remove_prefix(1);
    if (rest.starts_with('"')) {
        const std::size_t end = end_of_quoted(rest);
        std::string_view behind = end == std::string_view::npos ? rest : rest.substr(end);
        const std::string_view quoted = rest.substr(0, end);
        if (next_part(behind, ';').empty()) {
            rest = behind;
            return {name, without_quotes(quoted), !is_token(name)};
        }
    }
    const std::string_view value = next_part(rest, ';');
    const bool is_wrong = value.empty() || value.find_first_of(" \t,\"") != std::string_view::npos;
    return {name, without_quotes(value), is_wrong || !is_token(name)};
}

// `type/subtype`, of whatever but blanks, quotes and commas.
bool is_type(std::string_view name) {
    const std::size_t slash = name.find('/');
    const bool has_both = slash != std::string_view::npos && slash > 0 && slash + 1 < name.size();
    return has_both && name.find_first_of(" \t\",") == std::string_view::npos;
}

// 1000 for `1`, 500 for `0.5`; what cannot be read counts as 1, as if it were not there.
int quality_of(std::string_view text) {
    if (text.empty() || text.front() != '0') return 1000;
    if (text.size() < 2 || text[1] != '.') return 0;
    int quality = 0;
    for (std::size_t i = 2; i < 5; ++i) {
        const bool digit = i < text.size() && is_ascii_digit(text[i]);
        quality = quality * 10 + (digit ? text[i] - '0' : 0);
    }
    return quality;
}

int precision_of(std::string_view range, std::string_view type) {
    if (ascii_iequals(range, type)) return 3;
    if (range == "*/*") return 1;
    const bool family = range.ends_with("/*") && type.size() >= range.size() &&
                        ascii_iequals(range.substr(0, range.size() - 1), type.substr(0, range.size() - 1));
    return family ? 2 : 0;
}

// The `q` among the parameters; 1 if there is none.
int quality_among(std::string_view parameters) {
    int quality = 1000;
    while (!parameters.empty()) {
        const std::string_view parameter = next_part(parameters, ';');
        if (parameter.size() > 2 && ascii_iequals(parameter.substr(0, 2), "q="))
            quality = quality_of(parameter.substr(2));
    }
    return quality;
}

// The most precise range that fits decides about a type (RFC 9110 12.5.1).
Preference preference_of(std::string_view accept, std::string_view type) {
    Preference found;
    while (!accept.empty()) {
        std::string_view element = next_part(accept, ',');
        const int precision = precision_of(next_part(element, ';'), type);
        if (precision > found.precision) found = {quality_among(element), precision};
    }
    return found;
}

}  // namespace

std::string_view media_name(std::string_view header) { return next_part(header, ';'); }

std::optional<MediaType> parse_media_type(std::string_view header) {
    MediaType media{next_part(header, ';')};
    if (!is_type(media.name)) return std::nullopt;
    const std::size_t slash = media.name.find('/');
    media.is_malformed = !is_token(media.name.substr(0, slash)) || !is_token(media.name.substr(slash + 1));
    bool has_charset = false;
    bool has_action = false;
    while (!header.empty()) {
        const Parameter parameter = take_parameter(header);
        media.is_malformed = media.is_malformed || parameter.is_malformed;
        if (ascii_iequals(parameter.name, "charset")) {
            media.repeats_charset = has_charset;
            has_charset = true;
            media.charset = parameter.value;
            media.has_empty_charset = media.has_empty_charset || parameter.value.empty();
        } else if (ascii_iequals(parameter.name, "action")) {
            media.repeats_action = has_action;
            has_action = true;
            media.action = parameter.value;
        }
    }
    return media;
}

Preference preference(std::string_view accept, std::span<const std::string_view> types) {
    if (accept.empty() || accept.size() > max_media_header) return {1000, 1};
    Preference best;
    for (const std::string_view type : types) best = std::max(best, preference_of(accept, type));
    return best;
}

bool accepts_gzip(std::string_view accept_encoding) {
    if (accept_encoding.size() > max_media_header) return false;
    std::optional<int> gzip;
    std::optional<int> any;
    int identity = 0;
    while (!accept_encoding.empty()) {
        std::string_view element = next_part(accept_encoding, ',');
        const std::string_view coding = next_part(element, ';');
        const int quality = quality_among(element);
        if (ascii_iequals(coding, "gzip") || ascii_iequals(coding, "x-gzip")) gzip = quality;
        if (coding == "*") any = quality;
        if (ascii_iequals(coding, "identity")) identity = quality;
    }
    const int wish = gzip.value_or(any.value_or(0));
    return wish > 0 && wish >= identity;
}

}  // namespace uag::http
