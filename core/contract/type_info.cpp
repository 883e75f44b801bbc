// The built-in types, and the walk that wipes secrets.
#include "core/contract/type_info.hpp"

#include "core/base/secret.hpp"
#include "core/contract/describe.hpp"

namespace uag {
namespace {

constexpr TypeInfo scalar(Kind kind, std::string_view name) {
    TypeInfo info;
    info.kind = kind;
    info.name = name;
    info.space = TypeSpace::xsd;
    return info;
}

void wipe_slot(const TypeInfo& type, void* slot, bool secret) noexcept;

void wipe_items(const TypeInfo& type, void* slot, bool secret) noexcept {
    const std::size_t count = type.slot.size(slot);
    for (std::size_t i = 0; i < count; ++i) {
        void* const item = const_cast<void*>(type.slot.at(slot, i));
        if (type.kind == Kind::array) {
            wipe_slot(type.item(), item, secret);
            continue;
        }
        for (const FieldInfo& part : type.item().fields)
            wipe_slot(part.type(), part.slot(item), secret || part.is_secret);
    }
}

void wipe_slot(const TypeInfo& type, void* slot, bool secret) noexcept {
    switch (type.kind) {
        case Kind::string:
            if (secret) wipe(static_cast<String*>(slot)->text);
            return;
        case Kind::bytes:
            if (secret) wipe(static_cast<Bytes*>(slot)->data);
            return;
        case Kind::object:
            if (const void* object = type.slot.object(slot)) wipe_secrets(type, const_cast<void*>(object));
            return;
        case Kind::array:
        case Kind::dictionary: wipe_items(type, slot, secret); return;
        default: return;
    }
}

}  // namespace

void wipe_secrets(const TypeInfo& type, void* object) noexcept {
    for_each_field(type, object, [](const FieldInfo& field, void* owner) {
        wipe_slot(field.type(), field.slot(owner), field.is_secret);
    });
}

template <> const TypeInfo& type_of<bool>() {
    static constexpr TypeInfo info = scalar(Kind::boolean, "boolean");
    return info;
}
template <> const TypeInfo& type_of<std::int16_t>() {
    static constexpr TypeInfo info = scalar(Kind::int16, "short");
    return info;
}
template <> const TypeInfo& type_of<std::int32_t>() {
    static constexpr TypeInfo info = scalar(Kind::int32, "int");
    return info;
}
template <> const TypeInfo& type_of<String>() {
    static constexpr TypeInfo info = scalar(Kind::string, "string");
    return info;
}
template <> const TypeInfo& type_of<Bytes>() {
    static constexpr TypeInfo info = scalar(Kind::bytes, "base64Binary");
    return info;
}
template <> const TypeInfo& type_of<DateTime>() {
    static constexpr TypeInfo info = scalar(Kind::datetime, "dateTime");
    return info;
}
template <> const TypeInfo& type_of<List<String>>() {
    static constexpr TypeInfo info = array_info<String>("ArrayOfstring", "string", TypeSpace::arrays);
    return info;
}
template <> const TypeInfo& type_of<List<std::int32_t>>() {
    static constexpr TypeInfo info = array_info<std::int32_t>("ArrayOfint", "int", TypeSpace::arrays);
    return info;
}

}  // namespace uag
