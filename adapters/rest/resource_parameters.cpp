#include "adapters/rest/resource_parameters.hpp"

#include <algorithm>
#include <string>

#include "adapters/json/codec.hpp"
#include "adapters/rest/query.hpp"
#include "core/base/failures.hpp"
#include "core/base/messages.hpp"

namespace uag::rest {
namespace {

const FieldInfo& field_of(const TypeInfo& type, std::string_view name) {
    return *std::find_if(type.fields.begin(), type.fields.end(),
                         [&](const FieldInfo& field) { return field.name == name; });
}

Error wrong_id(const char* text) {
    Error error = fail(errc::invalid_argument, text);
    error.field = "AssociateId";
    return error;
}

// The carrier's AssociateId is its first own member's; a body of null has none, and the operation says so.
Result<void> judge_id(const RestResource& row, const FieldInfo& body, std::string_view segment, void* request) {
    if (row.body_id == RestBodyId::any) return {};
    const TypeInfo& type = body.type();
    const void* const carrier = type.slot.object(body.get(request));
    if (carrier == nullptr) return {};
    auto& id = *static_cast<std::int32_t*>(
        field_of(type, "AssociateId").slot(const_cast<void*>(carrier)));
    if (row.body_id == RestBodyId::none) {
        if (id == 0) return {};
        return wrong_id("A new user has no AssociateId: PUT changes one that is there.");
    }
    std::int32_t wanted = 0;
    const Result<void> read = read_text(type_of<std::int32_t>(), "id", segment, &wanted);
    if (!read.has_value()) return read;
    if (wanted == 0) return no_such_user();
    if (id != 0 && id != wanted) return wrong_id("The AssociateId is that of another user than the address.");
    id = wanted;
    return {};
}

Result<void> read_segment(const FieldInfo& field, std::string_view name, std::string_view segment,
                          void* request) {
    // '+' is a space in a query only.
    std::string escaped;
    for (const char c : segment)
        c == '+' ? escaped += "%2B" : escaped += c;
    const auto text = percent_decode(escaped);
    if (!text) return fail(errc::malformed, "An escape in the address is wrong.");
    return read_text(field.type(), name, *text, field.slot(request));
}

Result<void> read_query(const FieldInfo& field, std::string_view name, std::string_view query,
                        void* request) {
    const auto text = query_value(query, name);
    if (!text.has_value()) return text.error();
    if (!text->has_value()) return {};
    return read_text(field.type(), name, **text, field.slot(request));
}

}  // namespace

Result<void> read_text(const TypeInfo& type, std::string_view name, std::string_view text, void* slot) {
    const json::Value value(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    if (json::decode(type, value, slot).has_value()) return {};
    Error error = fail(errc::bad_parameter,
                       sentence("The request is invalid. The parameters dictionary contains a null entry for "
                                "parameter '{}'.",
                                {name}));
    error.field = name;
    return error;
}

Result<void> read_resource(const RestResource& row, const ResourceRequest& sent, void* request) {
    const TypeInfo& type = operation_of(row).request();
    for (const RestBinding& binding : row.bindings) {
        if (binding.source == RestBinding::Source::none) continue;
        const FieldInfo& field = field_of(type, binding.parameter);
        Result<void> read;
        switch (binding.source) {
            case RestBinding::Source::path: read = read_segment(field, binding.name, sent.segment, request); break;
            case RestBinding::Source::query: read = read_query(field, binding.name, sent.query, request); break;
            case RestBinding::Source::body:
                read = sent.body(field.type(), field.slot(request));
                if (read.has_value()) read = judge_id(row, field, sent.segment, request);
                break;
            case RestBinding::Source::none: break;
        }
        if (!read.has_value()) return read;
    }
    return {};
}

}  // namespace uag::rest
