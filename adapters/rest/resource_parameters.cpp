#include "adapters/rest/resource_parameters.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "adapters/http/query.hpp"
#include "adapters/json/codec.hpp"
#include "core/base/failures.hpp"
#include "core/base/message.hpp"
#include "core/base/text.hpp"
#include "core/contract/describe.hpp"

namespace uag::rest {
namespace {

// What says which object a carrier is.
struct IdWords {
    std::string_view carrier;
    std::string_view member;
    MessageId has_one;
    MessageId is_another;
};
constexpr std::array<IdWords, 2> id_words{
    {{"User", "AssociateId", "A new user has no AssociateId: PUT changes one that is there.",
      "The AssociateId is that of another user than the address."},
     {"RoleEntity", "RoleId", "A new role has no RoleId: PUT changes one that is there.",
      "The RoleId is that of another role than the address."}}};

Error wrong_id(const IdWords& words, MessageId text) {
    Error error = fail(errc::invalid_argument, text);
    error.field = words.member;
    return error;
}

// A body of null has no id, and the operation says so.
Result<void> judge_id(const RestResource& row, const FieldInfo& body, const ResourceRequest& sent, void* request) {
    if (row.body_id == RestBodyId::any) return {};
    const TypeInfo& type = body.type();
    const void* const carrier = type.slot.object(body.get(request));
    if (carrier == nullptr) return {};
    const IdWords& words =
        *std::find_if(id_words.begin(), id_words.end(), [&](const IdWords& one) { return one.carrier == type.name; });
    auto& id = *static_cast<std::int32_t*>(field_of(type, words.member).slot(const_cast<void*>(carrier)));
    if (row.body_id == RestBodyId::none) {
        if (id == 0) return {};
        return wrong_id(words, words.has_one);
    }
    std::int32_t wanted = 0;
    const Result<void> read = read_text(type_of<std::int32_t>(), "id", sent.segments.front(), &wanted);
    if (!read.has_value()) return read;
    if (wanted == 0) return fail(errc::not_found, row.missing ? Message(*row.missing) : Message());
    if (id != 0 && id != wanted) return wrong_id(words, words.is_another);
    id = wanted;
    return {};
}

Result<void> read_segment(const FieldInfo& field, std::string_view name, std::string_view segment, void* request) {
    // '+' is a space in a query only.
    std::string escaped;
    for (const char c : segment) c == '+' ? escaped += "%2B" : escaped += c;
    const auto text = http::percent_decode(escaped);
    if (!text) return fail(errc::malformed, "An escape in the address is wrong.");
    return read_text(field.type(), name, *text, field.slot(request));
}

Error no_entry(std::string_view name) {
    Error error = fail(errc::bad_parameter,
                       sentence("The request is invalid. The parameters dictionary contains a null entry for "
                                "parameter '{0}'.",
                                {name}));
    error.field = name;
    return error;
}

Result<void> read_query(const FieldInfo& field, const RestBinding& binding, std::string_view query, void* request) {
    const auto text = http::query_value(query, binding.name);
    if (!text.has_value()) return text.error();
    if (!text->has_value() && binding.required) return no_entry(binding.name);
    if (!text->has_value()) return {};
    return read_text(field.type(), binding.name, **text, field.slot(request));
}

bool knows(const RestResource& row, std::string_view name) {
    if (ascii_iequals(name, "$select")) return takes_select(row);
    if (ascii_iequals(name, "fk")) return row.foreign_keys;
    return std::any_of(row.bindings.begin(), row.bindings.end(), [&](const RestBinding& binding) {
        return binding.source == RestBinding::Source::query && ascii_iequals(binding.name, name);
    });
}

// Where the query says what an answer is about, a name that is not known may be a misspelt one that is. Elsewhere it
// changes nothing, and browsers' scripts add names of their own.
Result<void> judge_query(const RestResource& row, std::string_view query) {
    const bool decides = std::any_of(row.bindings.begin(), row.bindings.end(), [](const RestBinding& binding) {
        return binding.source == RestBinding::Source::query;
    });
    if (!decides) return {};
    const auto unknown = http::find_query_name(query, [&](std::string_view name) { return !knows(row, name); });
    if (!unknown) return {};
    Error error = fail(errc::bad_parameter,
                       "The query has a parameter that is not supported here; without it the answer could be about "
                       "something else.");
    error.field = std::string(*unknown);
    return error;
}

// Nothing here keeps foreign keys, so there is nothing to show of them.
Result<void> judge_foreign_keys(const RestResource& row, std::string_view query) {
    if (!row.foreign_keys) return {};
    const auto text = http::query_value(query, "fk");
    if (!text.has_value()) return text.error();
    bool wanted = false;
    if (!text->has_value()) return {};
    return read_text(type_of<bool>(), "fk", **text, &wanted);
}

}  // namespace

Result<void> read_text(const TypeInfo& type, std::string_view name, std::string_view text, void* slot) {
    const json::Value value(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    if (json::decode(type, value, slot).has_value()) return {};
    return no_entry(name);
}

Result<void> read_resource(const RestResource& row, const ResourceRequest& sent, void* request) {
    const TypeInfo& type = operation_of(row).request();
    Result<void> read = judge_query(row, sent.query);
    if (read.has_value()) read = judge_foreign_keys(row, sent.query);
    for (const RestBinding& binding : row.bindings) {
        if (!read.has_value()) return read;
        if (binding.source == RestBinding::Source::none) continue;
        const FieldInfo& field = field_of(type, binding.parameter);
        switch (binding.source) {
            case RestBinding::Source::path: {
                const std::string_view segment = sent.segments[variable_index(row, binding.name)];
                read = read_segment(field, binding.name, segment, request);
                break;
            }
            case RestBinding::Source::query: read = read_query(field, binding, sent.query, request); break;
            case RestBinding::Source::body:
                read = sent.body(field.type(), field.slot(request));
                if (read.has_value()) read = judge_id(row, field, sent, request);
                break;
            case RestBinding::Source::address:
                field.type().slot.emplace(field.slot(request));
                read = judge_id(row, field, sent, request);
                break;
            case RestBinding::Source::none: break;
        }
    }
    return read;
}

}  // namespace uag::rest
