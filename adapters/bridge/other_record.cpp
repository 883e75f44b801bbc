#include "adapters/bridge/other_record.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace uag::bridge {
namespace {

// The member that has an object's own number: the first that is not of its base.
const FieldInfo* own_number(const TypeInfo& type) {
    const auto found = std::ranges::find_if(type.fields, [](const FieldInfo& field) { return !field.is_base; });
    const bool is_number =
        found != type.fields.end() && found->varies == Varies::id && found->type().kind == Kind::int32;
    return is_number ? &*found : nullptr;
}

std::int32_t number_at(const FieldInfo& field, const void* object) {
    return *static_cast<const std::int32_t*>(field.get(object));
}

// The number of the object that the request is about, if the answer's own number is one of the same kind.
std::optional<std::int32_t> asked_number(const Operation& operation, const void* request, const FieldInfo& own) {
    if (operation.subject != nullptr && own.id_space == "associate") {
        const Subject subject = operation.subject(request);
        if (subject.kind == Subject::Kind::associate_id) return subject.id;
    }
    for (const FieldInfo& field : operation.request().fields) {
        if (field.name == own.name && field.type().kind == Kind::int32) return number_at(field, request);
        // What is saved is answered.
        if (field.type().kind != Kind::object || own_number(field.type()) != &own) continue;
        const void* const sent = field.type().slot.object(field.get(request));
        if (sent != nullptr) return number_at(own, sent);
    }
    return std::nullopt;
}

}  // namespace

bool is_other_record(const Operation& operation, const void* request, const void* response) {
    if (operation.is_void()) return false;
    const FieldInfo& result = operation.response().fields.front();
    if (result.type().kind != Kind::object) return false;
    const FieldInfo* const own = own_number(result.type());
    const void* const record = result.type().slot.object(result.get(response));
    if (own == nullptr || record == nullptr) return false;
    const std::optional<std::int32_t> asked = asked_number(operation, request, *own);
    const std::int32_t answered = number_at(*own, record);
    // 0 is what is not stored: a draft, or something new that has got its number now.
    return asked && *asked != 0 && answered != 0 && *asked != answered;
}

}  // namespace uag::bridge
