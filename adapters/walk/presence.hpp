// Whether a member is there at all, whatever its type.
#pragma once

#include "core/contract/type_info.hpp"

namespace uag {

/// A number, a boolean, a date and an enumeration always have a value.
inline Presence presence_of(const TypeInfo& type, const void* slot) {
    switch (type.kind) {
        case Kind::string: return static_cast<const String*>(slot)->presence;
        case Kind::bytes: return static_cast<const Bytes*>(slot)->presence;
        case Kind::object:
        case Kind::array:
        case Kind::dictionary: return type.slot.presence(slot);
        default: return Presence::value;
    }
}

}  // namespace uag
