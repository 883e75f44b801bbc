#include "adapters/rest/data_format.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "adapters/http/charset.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

using http::MediaType;
using http::Preference;
using http::preference;

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

}  // namespace

std::optional<MediaType> read_content_type(std::string_view header) {
    if (header.size() > http::max_media_header) return std::nullopt;
    std::optional<MediaType> media = http::parse_media_type(header);
    const bool unclear = media && (media->has_empty_charset || media->repeats_charset);
    return unclear ? std::nullopt : media;
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
