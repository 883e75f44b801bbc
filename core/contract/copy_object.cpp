#include "core/contract/copy_object.hpp"

#include <cstdint>
#include <cstring>

#include "core/base/datetime.hpp"

namespace uag {
namespace {

template <class T> void copy_as(const void* from, void* to) { *static_cast<T*>(to) = *static_cast<const T*>(from); }

void copy_value(const TypeInfo& type, const void* from, void* to) {
    switch (type.kind) {
        case Kind::boolean: return copy_as<bool>(from, to);
        case Kind::int16: return copy_as<std::int16_t>(from, to);
        case Kind::int32: return copy_as<std::int32_t>(from, to);
        case Kind::enumeration: std::memcpy(to, from, sizeof(std::int32_t)); return;
        case Kind::string: return copy_as<String>(from, to);
        case Kind::datetime: return copy_as<DateTime>(from, to);
        case Kind::bytes: return copy_as<Bytes>(from, to);
        case Kind::object:
            if (const void* const carrier = type.slot.object(from))
                return copy_object(type, carrier, type.slot.emplace(to));
            return type.slot.clear(to, type.slot.presence(from));
        case Kind::array:
        case Kind::dictionary: break;
    }
    const Presence presence = type.slot.presence(from);
    if (presence != Presence::value) return type.slot.clear(to, presence);
    type.slot.emplace(to);
    const std::size_t count = type.slot.size(from);
    for (std::size_t i = 0; i < count; ++i) {
        const void* const item = type.slot.at(from, i);
        void* const copied = type.slot.append(to);
        // An entry of a dictionary is plain, not in a Box.
        if (type.kind == Kind::dictionary)
            copy_object(type.item(), item, copied);
        else
            copy_value(type.item(), item, copied);
    }
}

}  // namespace

void copy_object(const TypeInfo& type, const void* from, void* to) {
    for (const FieldInfo& field : type.fields) {
        if (field.is_base)
            copy_object(field.type(), field.get(from), field.slot(to));
        else
            copy_value(field.type(), field.get(from), field.slot(to));
    }
}

Object copy_of(const TypeInfo& type, const void* from) {
    Object copy = make_object(type);
    copy_object(type, from, copy.get());
    return copy;
}

}  // namespace uag
