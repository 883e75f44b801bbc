#include <cstring>

#include "adapters/soap/codec.hpp"
#include "adapters/soap/scalars.hpp"
#include "adapters/walk/presence.hpp"
#include "adapters/xml/writer.hpp"
#include "core/base/datetime.hpp"
#include "core/base/encoding.hpp"

namespace uag::soap {
namespace {

constexpr std::string_view declare_i = " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"";
constexpr std::string_view declare_arrays = " xmlns:a=\"http://schemas.microsoft.com/2003/10/Serialization/Arrays\"";
constexpr std::string_view declare_cryptography =
    " xmlns:a=\"http://schemas.datacontract.org/2004/07/System.Security.Cryptography\"";

// What stands around an element: the prefix that its name needs, and whether it must declare `i` itself.
struct Place {
    std::string_view prefix;
    bool declares_i = false;
};

class Encoder {
public:
    Encoder(Version version, std::string& out, bool leaves_out_absent = false)
        : version_(version), leaves_out_absent_(leaves_out_absent), out_(out) {}

    void members(const TypeInfo& type, const void* object, Place place) {
        for_each_field(type, const_cast<void*>(object), [&](const FieldInfo& field, void* owner) {
            if (!field.in_soap(version_)) return;
            const bool is_absent = presence_of(field.type(), field.get(owner)) == Presence::absent;
            if (leaves_out_absent_ && is_absent && !field.is_required) return;
            element(place, field.name, field.type(), field.kind_in(version_), field.get(owner));
        });
    }

private:
    void element(Place place, std::string_view name, const TypeInfo& type, Kind wire, const void* slot) {
        switch (type.kind) {
            case Kind::string: return string(place, name, *static_cast<const String*>(slot));
            case Kind::bytes: return bytes(place, name, *static_cast<const Bytes*>(slot));
            case Kind::object: return object(place, name, type, slot);
            case Kind::array:
            case Kind::dictionary: return list(place, name, type, slot);
            default: break;
        }
        xml::append_open(out_, place.prefix, name);
        scalar(type, wire, slot);
        xml::append_close(out_, place.prefix, name);
    }

    void nil(Place place, std::string_view name) {
        out_ += '<';
        out_ += place.prefix;
        out_ += name;
        out_ += " i:nil=\"true\"";
        if (place.declares_i) out_ += declare_i;
        out_ += "/>";
    }

    void string(Place place, std::string_view name, const String& value) {
        if (!value.has_value()) return nil(place, name);
        if (value.text.empty()) return xml::append_empty(out_, place.prefix, name);
        xml::append_open(out_, place.prefix, name);
        xml::append_text(out_, value.text);
        xml::append_close(out_, place.prefix, name);
    }

    void bytes(Place place, std::string_view name, const Bytes& value) {
        if (value.presence != Presence::value) return nil(place, name);
        xml::append_open(out_, place.prefix, name);
        out_ += base64_encode(value.data);
        xml::append_close(out_, place.prefix, name);
    }

    void scalar(const TypeInfo& type, Kind wire, const void* slot) {
        switch (type.kind) {
            case Kind::boolean: {
                const bool value = *static_cast<const bool*>(slot);
                if (wire == Kind::int16)
                    out_ += value ? '1' : '0';
                else
                    out_ += value ? std::string_view("true") : std::string_view("false");
                return;
            }
            case Kind::int16: return xml::append_number(out_, *static_cast<const std::int16_t*>(slot));
            case Kind::int32: return xml::append_number(out_, *static_cast<const std::int32_t*>(slot));
            case Kind::datetime: out_ += format(*static_cast<const DateTime*>(slot)); return;
            default: break;
        }
        std::int32_t number = 0;
        std::memcpy(&number, slot, sizeof number);
        append_enum(type, number, version_, out_);
    }

    // The start tag of an element that has elements in it; its children's prefix.
    std::string_view open(Place place, std::string_view name, TypeSpace space) {
        out_ += '<';
        out_ += place.prefix;
        out_ += name;
        if (space == TypeSpace::arrays) out_ += declare_arrays;
        if (space == TypeSpace::cryptography) out_ += declare_cryptography;
        if (place.declares_i) out_ += declare_i;
        out_ += '>';
        return space == TypeSpace::arrays || space == TypeSpace::cryptography ? std::string_view("a:")
                                                                              : std::string_view();
    }

    void object(Place place, std::string_view name, const TypeInfo& type, const void* slot) {
        const void* value = type.slot.object(slot);
        if (value == nullptr && !type.is_value_type) return nil(place, name);
        Object standard(nullptr, type.object.destroy);
        if (value == nullptr) {  // a value type is never nil: its members' defaults go out
            standard = make_object(type);
            value = standard.get();
        }
        const std::string_view prefix = open(place, name, type.space);
        members(type, value, {prefix, false});
        xml::append_close(out_, place.prefix, name);
    }

    void list(Place place, std::string_view name, const TypeInfo& type, const void* slot) {
        if (type.slot.presence(slot) != Presence::value) return nil(place, name);
        const std::size_t count = type.slot.size(slot);
        if (count == 0) return xml::append_empty(out_, place.prefix, name);
        const std::string_view prefix = open(place, name, type.space);
        const TypeInfo& item = type.item();
        for (std::size_t i = 0; i < count; ++i) {
            const void* const value = type.slot.at(slot, i);
            if (type.kind == Kind::array) {
                element({prefix, false}, type.item_name, item, item.kind, value);
                continue;
            }
            xml::append_open(out_, prefix, type.item_name);
            members(item, value, {prefix, false});
            xml::append_close(out_, prefix, type.item_name);
        }
        xml::append_close(out_, place.prefix, name);
    }

    Version version_;
    bool leaves_out_absent_;
    std::string& out_;
};

}  // namespace

void encode(const TypeInfo& type, const void* object, Version version, std::string& out) {
    Encoder(version, out).members(type, object, {{}, false});
}

void encode_parts(const TypeInfo& type, const void* object, Version version, std::string& out) {
    Encoder(version, out).members(type, object, {{}, true});
}

void encode_request(const TypeInfo& type, const void* object, Version version, std::string& out) {
    Encoder(version, out, true).members(type, object, {{}, false});
}

}  // namespace uag::soap
