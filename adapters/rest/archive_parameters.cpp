#include "adapters/rest/archive_parameters.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/query.hpp"
#include "adapters/rest/resource_parameters.hpp"
#include "core/base/messages.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

using Source = RestBinding::Source;

constexpr std::array list_parameters{
    RestBinding{Source::query, "Select", "$select"},      RestBinding{Source::query, "Filter", "$filter"},
    RestBinding{Source::query, "OrderBy", "$orderBy"},    RestBinding{Source::query, "Entities", "$entities"},
    RestBinding{Source::query, "Top", "$top"},            RestBinding{Source::query, "Skip", "$skip"},
    RestBinding{Source::query, "Mode", "$mode"},          RestBinding{Source::query, "Options", "$options"},
    RestBinding{Source::query, "Context", "$context"},    RestBinding{Source::query, "Format", "$format"},
    RestBinding{Source::query, "InlineCount", "$inlineCount"},
    RestBinding{Source::query, "JsonSafe", "$jsonSafe"},  RestBinding{Source::query, "Output", "$output"},
};

// What scripts add against caches; no answer depends on it.
constexpr std::array<std::string_view, 2> harmless{"_", "$_"};

bool is_known(std::string_view name) {
    const auto same = [&](std::string_view each) { return ascii_iequals(each, name); };
    return std::any_of(harmless.begin(), harmless.end(), same) ||
           std::any_of(list_parameters.begin(), list_parameters.end(), [&](const RestBinding& each) { return same(each.name); });
}

Result<void> judge_names(std::string_view query) {
    constexpr std::size_t shown = 40;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
        if (pair.empty()) continue;
        const auto name = percent_decode(pair.substr(0, pair.find('=')));
        if (!name) return fail(errc::malformed, "An escape in the query is wrong.");
        if (is_known(*name)) continue;
        const std::string_view part = std::string_view(*name).substr(0, shown);
        Error error = fail(errc::invalid_argument,
                           sentence("The list has no parameter {}.", {part.substr(0, utf8_prefix(part))}));
        error.field = part.substr(0, utf8_prefix(part));
        return error;
    }
    return {};
}

}  // namespace

std::span<const RestBinding> archive_parameters() { return list_parameters; }

Result<void> read_archive_parameters(std::string_view query, ArchiveRequest& request) {
    if (const Result<void> known = judge_names(query); !known.has_value()) return known;
    const auto fields = type_of<ArchiveRequest>().fields;
    for (const RestBinding& parameter : list_parameters) {
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [&](const FieldInfo& each) { return each.name == parameter.parameter; });
        const auto text = query_value(query, parameter.name);
        if (!text.has_value()) return text.error();
        if (!text->has_value()) continue;
        const Result<void> read = read_text(field->type(), parameter.name, **text, field->slot(&request));
        if (!read.has_value()) return read;
    }
    return {};
}

}  // namespace uag::rest
