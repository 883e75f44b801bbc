#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/json/codec.hpp"
#include "adapters/json/enum_text.hpp"
#include "adapters/walk/field_fault.hpp"
#include "core/base/datetime.hpp"
#include "core/base/encoding.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::json {
namespace {

std::string_view text_of(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

// `5`, `-5`, `+5`: what .NET reads as an integer, without blanks.
std::optional<std::int64_t> parse_integer(std::string_view text) {
    if (text.starts_with('+') && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<std::int64_t> integer(const Value& value) {
    if (value.IsInt64()) return value.GetInt64();
    if (value.IsString()) return parse_integer(text_of(value));
    return std::nullopt;
}

template <class Int> bool decode_integer(const Value& value, Int& slot, std::string_view name, FieldFault& fault) {
    if (value.IsNull()) {
        slot = 0;
        return true;
    }
    const auto number = integer(value);
    using Limits = std::numeric_limits<Int>;
    if (!number || *number < Limits::min() || *number > Limits::max()) return fault.is_no(name);
    slot = static_cast<Int>(*number);
    return true;
}

bool decode_boolean(const Value& value, bool& slot, FieldFault& fault) {
    if (value.IsBool()) {
        slot = value.GetBool();
        return true;
    }
    if (value.IsNull()) {
        slot = false;
        return true;
    }
    // PHP writes 1 and 0, in a form as texts.
    const auto number = integer(value);
    const bool said_true = number == 1 || (value.IsString() && ascii_iequals(text_of(value), "true"));
    const bool said_false = number == 0 || (value.IsString() && ascii_iequals(text_of(value), "false"));
    if (!said_true && !said_false) return fault.is("boolean");
    slot = said_true;
    return true;
}

bool decode_string(const Value& value, String& slot, FieldFault& fault) {
    slot.presence = Presence::value;
    if (value.IsString()) {
        slot.text.assign(text_of(value));
    } else if (value.IsNull()) {
        slot.text.clear();
        slot.presence = Presence::nil;
    } else if (value.IsInt64()) {
        slot.text = std::to_string(value.GetInt64());
    } else if (value.IsUint64()) {
        slot.text = std::to_string(value.GetUint64());
    } else {
        return fault.is("string");
    }
    return true;
}

bool decode_bytes(const Value& value, Bytes& slot, FieldFault& fault) {
    slot.data.clear();
    slot.presence = Presence::nil;
    if (value.IsNull()) return true;
    auto data = value.IsString() ? base64_decode(text_of(value)) : std::nullopt;
    if (!data) return fault.is("base64 text");
    slot.data = std::move(*data);
    wipe(*data);
    slot.presence = Presence::value;
    return true;
}

bool decode_datetime(const Value& value, DateTime& slot, FieldFault& fault) {
    slot = {};
    if (value.IsNull()) return true;
    const auto date = value.IsString() ? parse_loose_datetime(text_of(value)) : std::nullopt;
    if (!date) return fault.is("date and time");
    slot = *date;
    return true;
}

// The slot holds an enum of its own type, so the number is copied in and not written through another type.
bool decode_enum(const TypeInfo& type, const Value& value, void* slot, FieldFault& fault) {
    std::optional<std::int32_t> number;
    if (value.IsNull()) number = 0;
    if (value.IsString()) number = parse_enum(type, text_of(value));
    if (value.IsInt64()) number = checked_enum(type, value.GetInt64());
    if (!number) return fault.is_no(type.name);
    std::memcpy(slot, &*number, sizeof *number);
    return true;
}

// What of a carrier is taken. An answer has its base's members too, which no request may set.
struct Reading : FieldFault {
    bool takes_base = false;
};

bool decode_slot(const TypeInfo& type, const Value& value, void* slot, Reading& fault);

// Clients send the members in the contract's order more often than not, so the search goes on where it last
// ended.
const FieldInfo* find_field(std::span<const FieldInfo> fields, std::string_view name, std::size_t& next) {
    for (std::size_t tried = 0; tried < fields.size(); ++tried) {
        if (next >= fields.size()) next = 0;
        const FieldInfo& field = fields[next++];
        if (!field.is_base && ascii_iequals(field.name_in_rest(), name)) return &field;
    }
    return nullptr;
}

bool is_blank(const Value& value) {
    return value.IsNull() || (value.IsString() && trim_blanks(text_of(value)).empty());
}

bool decode_members(const TypeInfo& type, const Value& value, void* object, Reading& fault) {
    std::size_t next = 0;
    for (const auto& member : value.GetObject()) {
        const FieldInfo* const field = find_field(type.fields, text_of(member.name), next);
        if (field == nullptr || (field->blank_is_default && is_blank(member.value))) continue;
        if (!decode_slot(field->type(), member.value, field->slot(object), fault))
            return fault.below(field->name_in_rest());
    }
    if (!fault.takes_base || type.fields.empty() || !type.fields.front().is_base) return true;
    const FieldInfo& base = type.fields.front();
    return decode_members(base.type(), value, base.slot(object), fault);
}

bool decode_carrier(const TypeInfo& type, const Value& value, void* slot, Reading& fault) {
    if (value.IsObject()) return decode_members(type, value, type.slot.emplace(slot), fault);
    if (!value.IsNull()) return fault.is("object");
    if (type.is_value_type)
        type.slot.emplace(slot);
    else
        type.slot.clear(slot, Presence::nil);
    return true;
}

bool decode_array(const TypeInfo& type, const Value& value, void* slot, Reading& fault) {
    if (value.IsNull()) {
        type.slot.clear(slot, Presence::nil);
        return true;
    }
    if (!value.IsArray()) return fault.is("array");
    type.slot.emplace(slot);
    const TypeInfo& item = type.item();
    for (rapidjson::SizeType i = 0; i < value.Size(); ++i)
        if (!decode_slot(item, value[i], type.slot.append(slot), fault))
            return fault.below('[' + std::to_string(i) + ']');
    return true;
}

// An entry has two members, its key and its value; the key is what the client calls the member.
bool decode_dictionary(const TypeInfo& type, const Value& value, void* slot, Reading& fault) {
    if (value.IsNull()) {
        type.slot.clear(slot, Presence::nil);
        return true;
    }
    // An empty array of PHP's is both of JSON's.
    const bool is_empty_array = value.IsArray() && value.Empty();
    if (!value.IsObject() && !is_empty_array) return fault.is("object");
    type.slot.emplace(slot);
    if (is_empty_array) return true;
    const FieldInfo& key = type.item().fields[0];
    const FieldInfo& content = type.item().fields[1];
    for (const auto& member : value.GetObject()) {
        void* const entry = type.slot.append(slot);
        *static_cast<String*>(key.slot(entry)) = String(text_of(member.name));
        if (!decode_slot(content.type(), member.value, content.slot(entry), fault)) return false;
    }
    return true;
}

bool decode_slot(const TypeInfo& type, const Value& value, void* slot, Reading& fault) {
    switch (type.kind) {
        case Kind::boolean: return decode_boolean(value, *static_cast<bool*>(slot), fault);
        case Kind::int16: return decode_integer(value, *static_cast<std::int16_t*>(slot), type.name, fault);
        case Kind::int32: return decode_integer(value, *static_cast<std::int32_t*>(slot), type.name, fault);
        case Kind::string: return decode_string(value, *static_cast<String*>(slot), fault);
        case Kind::datetime: return decode_datetime(value, *static_cast<DateTime*>(slot), fault);
        case Kind::bytes: return decode_bytes(value, *static_cast<Bytes*>(slot), fault);
        case Kind::enumeration: return decode_enum(type, value, slot, fault);
        case Kind::object: return decode_carrier(type, value, slot, fault);
        case Kind::array: return decode_array(type, value, slot, fault);
        case Kind::dictionary: return decode_dictionary(type, value, slot, fault);
    }
    return fault.is("known kind");
}

}  // namespace

Result<void> decode(const TypeInfo& type, const Value& value, void* slot) {
    Reading fault;
    if (decode_slot(type, value, slot, fault)) return {};
    return std::move(fault).error();
}

Result<void> decode_object(const TypeInfo& type, const Value& value, void* object) {
    if (value.IsNull()) return {};
    Reading fault;
    if (value.IsObject() ? decode_members(type, value, object, fault) : fault.is("object")) return {};
    return std::move(fault).error();
}

Result<void> decode_answer(const TypeInfo& type, const Value& value, void* slot) {
    Reading fault;
    fault.takes_base = true;
    if (decode_slot(type, value, slot, fault)) return {};
    return std::move(fault).error();
}

}  // namespace uag::json
