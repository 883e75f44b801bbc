#include "adapters/rest/archive_parameters.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/query.hpp"
#include "adapters/rest/form.hpp"
#include "adapters/rest/resource_parameters.hpp"
#include "core/base/message.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

using Source = RestBinding::Source;

constexpr std::array list_parameters{
    RestBinding{Source::query, "Select", "$select"},
    RestBinding{Source::query, "Filter", "$filter"},
    RestBinding{Source::query, "OrderBy", "$orderBy"},
    RestBinding{Source::query, "Entities", "$entities"},
    RestBinding{Source::query, "Top", "$top"},
    RestBinding{Source::query, "Skip", "$skip"},
    RestBinding{Source::query, "Mode", "$mode"},
    RestBinding{Source::query, "Options", "$options"},
    RestBinding{Source::query, "Context", "$context"},
    RestBinding{Source::query, "Format", "$format"},
    RestBinding{Source::query, "InlineCount", "$inlineCount"},
    RestBinding{Source::query, "JsonSafe", "$jsonSafe"},
    RestBinding{Source::query, "Output", "$output"},
};

// What scripts add against caches; no answer depends on it.
constexpr std::array<std::string_view, 2> harmless{"_", "$_"};

bool is_harmless(std::string_view name) {
    return std::any_of(harmless.begin(), harmless.end(),
                       [&](std::string_view each) { return ascii_iequals(each, name); });
}

Error no_parameter(std::string_view name) {
    constexpr std::size_t shown = 40;
    const std::string_view part = name.substr(0, shown);
    const std::string_view whole = part.substr(0, utf8_prefix(part));
    Error error = fail(errc::invalid_argument, sentence("The list has no parameter {0}.", {whole}));
    error.field = whole;
    return error;
}

// The context is of other lists, and every page has a beginning of its own.
bool leads_on(const RestBinding& parameter) { return parameter.name != "$skip" && parameter.name != "$context"; }

}  // namespace

std::span<const RestBinding> archive_parameters() { return list_parameters; }

Result<void> judge_archive_form(std::string_view form) {
    if (form.size() > max_archive_form) return fail(errc::malformed, "The form is longer than 65,536 bytes.");
    std::size_t pairs = 0;
    while (http::take_pair(form))
        if (++pairs > max_form_fields)
            return fail(errc::malformed, sentence("The form cannot be read: {0}.", {"there are too many fields"}));
    return {};
}

Result<std::string> read_archive_parameters(std::string_view query, ArchiveRequest& request) {
    std::array<bool, list_parameters.size()> seen{};
    std::string further;
    while (const auto pair = http::take_pair(query)) {
        if (pair->empty()) continue;
        const std::size_t equals = pair->find('=');
        const auto name = http::percent_decode(pair->substr(0, equals));
        if (!name) return fail(errc::malformed, "An escape in the query is wrong.");
        const auto known = std::find_if(list_parameters.begin(), list_parameters.end(),
                                        [&](const RestBinding& each) { return ascii_iequals(each.name, *name); });
        if (known == list_parameters.end() && is_harmless(*name)) continue;
        if (known == list_parameters.end()) return no_parameter(*name);
        bool& is_twice = seen[static_cast<std::size_t>(known - list_parameters.begin())];
        if (is_twice) return fail(errc::malformed, "A parameter of the query stands twice.");
        is_twice = true;
        const auto value =
            http::percent_decode(equals == std::string_view::npos ? std::string_view{} : pair->substr(equals + 1));
        if (!value) return fail(errc::malformed, "An escape in the query is wrong.");
        const FieldInfo& field = field_of(type_of<ArchiveRequest>(), known->parameter);
        const Result<void> read = read_text(field.type(), known->name, *value, field.slot(&request));
        if (!read.has_value()) return read.error();
        if (!leads_on(*known)) continue;
        http::append_pair(known->name, *value, further);
        further += '&';
    }
    return further;
}

}  // namespace uag::rest
