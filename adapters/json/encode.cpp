#include <cstdint>
#include <cstring>

#include "adapters/json/codec.hpp"
#include "adapters/json/enum_text.hpp"
#include "adapters/json/writer.hpp"
#include "adapters/walk/presence.hpp"
#include "core/base/datetime.hpp"
#include "core/base/encoding.hpp"

namespace uag::json {
namespace {

// What of a value goes out.
struct Wanted {
    const Selection* selection = nullptr;  // null: everything
    bool leaves_out_absent = false;        // else absent is null
};

void encode_slot(const TypeInfo& type, const void* slot, std::string& out, Wanted wanted);

void encode_members(const TypeInfo& type, const void* object, std::string& out, Wanted wanted) {
    out += '{';
    const Selection* const selection = wanted.selection;
    // The walk is written for both reading and writing; nothing is changed here.
    for_each_field_base_last(type, const_cast<void*>(object), [&](const FieldInfo& field, void* owner) {
        const void* const slot = field.get(owner);
        if (wanted.leaves_out_absent && presence_of(field.type(), slot) == Presence::absent) return;
        append_name(out, field.name_in_rest());
        const Selection* const below = selection == nullptr ? nullptr : selection->below(field);
        if (selection != nullptr && below == nullptr)
            out += "null";
        else
            encode_slot(field.type(), slot, out, {below, wanted.leaves_out_absent});
    });
    out += '}';
}

void encode_carrier(const TypeInfo& type, const void* slot, std::string& out, Wanted wanted) {
    if (const void* const object = type.slot.object(slot)) return encode_members(type, object, out, wanted);
    if (!type.is_value_type) {
        out += "null";
        return;
    }
    const Object empty = make_object(type);
    encode_members(type, empty.get(), out, wanted);
}

void encode_array(const TypeInfo& type, const void* slot, std::string& out, Wanted wanted) {
    out += '[';
    const TypeInfo& item = type.item();
    const std::size_t count = type.slot.size(slot);
    for (std::size_t i = 0; i < count; ++i) {
        if (i != 0) out += ',';
        encode_slot(item, type.slot.at(slot, i), out, wanted);
    }
    out += ']';
}

void encode_dictionary(const TypeInfo& type, const void* slot, std::string& out, Wanted wanted) {
    out += '{';
    const FieldInfo& key = type.item().fields[0];
    const FieldInfo& content = type.item().fields[1];
    const std::size_t count = type.slot.size(slot);
    for (std::size_t i = 0; i < count; ++i) {
        if (i != 0) out += ',';
        const void* const entry = type.slot.at(slot, i);
        append_string(out, static_cast<const String*>(key.get(entry))->text);
        out += ':';
        encode_slot(content.type(), content.get(entry), out, wanted);
    }
    out += '}';
}

// The slot holds an enum of its own type, so the number is copied out and not read through another type.
void encode_enum(const TypeInfo& type, const void* slot, std::string& out) {
    std::int32_t value = 0;
    std::memcpy(&value, slot, sizeof value);
    out += '"';
    append_enum(out, type, value);
    out += '"';
}

bool is_there(const TypeInfo& type, const void* slot) {
    switch (type.kind) {
        case Kind::string: return static_cast<const String*>(slot)->presence == Presence::value;
        case Kind::bytes: return static_cast<const Bytes*>(slot)->presence == Presence::value;
        case Kind::array:
        case Kind::dictionary: return type.slot.presence(slot) == Presence::value;
        default: return true;
    }
}

void encode_slot(const TypeInfo& type, const void* slot, std::string& out, Wanted wanted) {
    if (wanted.selection != nullptr && wanted.selection->is_whole()) wanted.selection = nullptr;
    if (!is_there(type, slot)) {
        out += "null";
        return;
    }
    switch (type.kind) {
        case Kind::boolean: out += *static_cast<const bool*>(slot) ? "true" : "false"; return;
        case Kind::int16: append_integer(out, *static_cast<const std::int16_t*>(slot)); return;
        case Kind::int32: append_integer(out, *static_cast<const std::int32_t*>(slot)); return;
        case Kind::string: append_string(out, static_cast<const String*>(slot)->text); return;
        case Kind::datetime: append_string(out, format(*static_cast<const DateTime*>(slot))); return;
        case Kind::bytes: append_string(out, base64_encode(static_cast<const Bytes*>(slot)->data)); return;
        case Kind::enumeration: encode_enum(type, slot, out); return;
        case Kind::object: encode_carrier(type, slot, out, wanted); return;
        case Kind::array: encode_array(type, slot, out, wanted); return;
        case Kind::dictionary: encode_dictionary(type, slot, out, wanted); return;
    }
}

}  // namespace

void encode(const TypeInfo& type, const void* slot, std::string& out, const Selection* selection) {
    encode_slot(type, slot, out, {selection});
}

void encode_object(const TypeInfo& type, const void* object, std::string& out) {
    encode_members(type, object, out, {});
}

void encode_request(const TypeInfo& type, const void* slot, std::string& out) {
    encode_slot(type, slot, out, {nullptr, true});
}

void encode_request_object(const TypeInfo& type, const void* object, std::string& out) {
    encode_members(type, object, out, {nullptr, true});
}

}  // namespace uag::json
