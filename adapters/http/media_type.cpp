#include "adapters/http/media_type.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/charset.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

constexpr std::array<std::string_view, 1> problem_types{"application/problem+json"};
constexpr std::array<std::string_view, 2> json_types{"application/json", "text/json"};
constexpr std::array<std::string_view, 4> data_types{"application/json", "text/json", "application/xml", "text/xml"};
constexpr std::array<std::string_view, 1> form_types{"application/x-www-form-urlencoded"};
constexpr std::array<std::string_view, 2> xml_types{"application/xml", "text/xml"};
constexpr std::array<std::string_view, 4> json_body_types{
    "application/json", "text/json", "application/json-patch+json", "application/merge-patch+json"};
constexpr std::array<std::string_view, 1> html_types{"text/html"};

bool is_one_of(std::string_view name, std::span<const std::string_view> types) {
    return std::any_of(types.begin(), types.end(), [&](std::string_view type) { return ascii_iequals(type, name); });
}

struct DataType {
    DataFormat format;
    std::array<std::string_view, 1> name;
    std::string_view content_type;
};
// In the order in which they are taken where a client does not care.
constexpr std::array<DataType, 6> answer_types{
    {{DataFormat::json, {"application/json"}, "application/json; charset=utf-8"},
     {DataFormat::text_json, {"text/json"}, "text/json; charset=utf-8"},
     {DataFormat::json_patch, {"application/json-patch+json"}, "application/json-patch+json; charset=utf-8"},
     {DataFormat::merge_patch, {"application/merge-patch+json"}, "application/merge-patch+json; charset=utf-8"},
     {DataFormat::application_xml, {"application/xml"}, "application/xml; charset=utf-8"},
     {DataFormat::text_xml, {"text/xml"}, "text/xml; charset=utf-8"}}};

std::string_view content_name(DataFormat format) { return answer_types[static_cast<std::size_t>(format)].name.front(); }

// Cuts the part before the separator off the front of `rest`.
std::string_view next_part(std::string_view& rest, char separator) {
    const std::size_t at = rest.find(separator);
    const std::string_view part = rest.substr(0, at);
    rest = at == std::string_view::npos ? std::string_view{} : rest.substr(at + 1);
    return trim_blanks(part);
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

std::optional<MediaType> parse_media_type(std::string_view header) {
    if (header.size() > max_media_header) return std::nullopt;
    MediaType media;
    media.name = next_part(header, ';');
    const std::size_t slash = media.name.find('/');
    if (slash == 0 || slash == std::string_view::npos || slash + 1 == media.name.size()) return std::nullopt;
    if (media.name.find_first_of(" \t\",", 0) != std::string_view::npos) return std::nullopt;
    while (!header.empty()) {
        std::string_view value = next_part(header, ';');
        const std::string_view name = next_part(value, '=');
        if (!ascii_iequals(name, "charset")) continue;
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        if (value.empty() || !media.charset.empty()) return std::nullopt;
        media.charset = value;
    }
    return media;
}

Preference preference(std::string_view accept, std::span<const std::string_view> types) {
    if (accept.empty() || accept.size() > max_media_header) return {1000, 1};
    Preference best;
    for (const std::string_view type : types) best = std::max(best, preference_of(accept, type));
    return best;
}

DataFormat wanted_data(std::string_view accept) {
    DataFormat best = DataFormat::json;
    Preference most;
    for (const DataType& type : answer_types) {
        const Preference wish = preference(accept, type.name);
        if (wish.quality == 0 || wish <= most) continue;
        most = wish;
        best = type.format;
    }
    return best;
}

std::string_view content_type(DataFormat format) { return answer_types[static_cast<std::size_t>(format)].content_type; }

std::optional<BodyFormat> body_format(const MediaType& media) {
    if (!find_charset(media.charset)) return std::nullopt;
    if (is_one_of(media.name, json_body_types)) return BodyFormat::json;
    if (is_one_of(media.name, xml_types)) return BodyFormat::xml;
    if (is_one_of(media.name, form_types)) return BodyFormat::form;
    return std::nullopt;
}

std::optional<PatchForm> patch_form(const MediaType& media) {
    if (body_format(media) != BodyFormat::json) return std::nullopt;
    if (ascii_iequals(media.name, content_name(DataFormat::json_patch))) return PatchForm::json_patch;
    if (ascii_iequals(media.name, content_name(DataFormat::merge_patch))) return PatchForm::merge_patch;
    return PatchForm::by_body;
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

bool wants_problem(std::string_view accept) {
    const Preference problem = preference(accept, problem_types);
    if (problem.precision < 3 || problem.quality == 0) return false;
    return problem.quality >= preference(accept, json_types).quality &&
           problem.quality >= preference(accept, xml_types).quality;
}

bool wants_html(std::string_view accept, bool otherwise) {
    const Preference html = preference(accept, html_types);
    const Preference data = preference(accept, data_types);
    return html == data ? otherwise : html > data;
}

}  // namespace uag::rest
