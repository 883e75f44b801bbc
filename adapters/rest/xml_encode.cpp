#include <cstring>

#include "adapters/json/enum_text.hpp"
#include "adapters/rest/xml_body.hpp"
#include "adapters/walk/presence.hpp"
#include "adapters/xml/writer.hpp"
#include "core/base/datetime.hpp"
#include "core/base/encoding.hpp"

namespace uag::rest {
namespace {

class Encoder {
public:
    explicit Encoder(std::string& out, bool leaves_out_absent = false)
        : out_(out), start_(out.size()), leaves_out_absent_(leaves_out_absent) {}

    // Puts the prefix of nil into the root's tag, if it was needed.
    void declare(std::string_view root) {
        if (wrote_nil_) out_.insert(start_ + 1 + root.size(), " xmlns:i=\"" + std::string(xsi_uri) + '"');
    }

    // A null selection wants everything.
    void element(std::string_view name, const TypeInfo& type, const void* slot, const Selection* selection = nullptr) {
        if (selection != nullptr && selection->is_whole()) selection = nullptr;
        switch (type.kind) {
            case Kind::string: return string(name, *static_cast<const String*>(slot));
            case Kind::bytes: return bytes(name, *static_cast<const Bytes*>(slot));
            case Kind::object: return object(name, type, slot, selection);
            case Kind::array:
            case Kind::dictionary: return list(name, type, slot, selection);
            default: break;
        }
        xml::append_open(out_, {}, name);
        scalar(type, slot);
        xml::append_close(out_, {}, name);
    }

    // The walk is written for both reading and writing; nothing is changed here.
    void members(std::string_view name, const TypeInfo& type, const void* object,
                 const Selection* selection = nullptr) {
        xml::append_open(out_, {}, name);
        for_each_field(type, const_cast<void*>(object), [&](const FieldInfo& field, void* owner) {
            const Selection* const below = selection == nullptr ? nullptr : selection->below(field);
            if (selection != nullptr && below == nullptr) return nil(field.name_in_rest());
            if (leaves_out_absent_ && presence_of(field.type(), field.get(owner)) == Presence::absent) return;
            element(field.name_in_rest(), field.type(), field.get(owner), below);
        });
        xml::append_close(out_, {}, name);
    }

private:
    void nil(std::string_view name) {
        xml::append_empty(out_, {}, name, " i:nil=\"true\"");
        wrote_nil_ = true;
    }

    void text(std::string_view name, std::string_view value) {
        if (value.empty()) return xml::append_empty(out_, {}, name);
        xml::append_open(out_, {}, name);
        xml::append_text(out_, value);
        xml::append_close(out_, {}, name);
    }

    void string(std::string_view name, const String& value) {
        if (value.has_value())
            text(name, value.text);
        else
            nil(name);
    }

    void bytes(std::string_view name, const Bytes& value) {
        if (value.presence == Presence::value)
            text(name, base64_encode(value.data));
        else
            nil(name);
    }

    void scalar(const TypeInfo& type, const void* slot) {
        switch (type.kind) {
            case Kind::boolean: out_ += *static_cast<const bool*>(slot) ? "true" : "false"; return;
            case Kind::int16: return xml::append_number(out_, *static_cast<const std::int16_t*>(slot));
            case Kind::int32: return xml::append_number(out_, *static_cast<const std::int32_t*>(slot));
            case Kind::datetime: out_ += format(*static_cast<const DateTime*>(slot)); return;
            default: break;
        }
        std::int32_t number = 0;  // the slot holds an enum of its own type
        std::memcpy(&number, slot, sizeof number);
        json::append_enum(out_, type, number);
    }

    void object(std::string_view name, const TypeInfo& type, const void* slot, const Selection* selection) {
        const void* value = type.slot.object(slot);
        if (value == nullptr && !type.is_value_type) return nil(name);
        Object standard(nullptr, type.object.destroy);
        if (value == nullptr) {  // a value type is never null: its members' defaults go out
            standard = make_object(type);
            value = standard.get();
        }
        members(name, type, value, selection);
    }

    void list(std::string_view name, const TypeInfo& type, const void* slot, const Selection* selection) {
        if (type.slot.presence(slot) != Presence::value) return nil(name);
        const std::size_t count = type.slot.size(slot);
        if (count == 0) return xml::append_empty(out_, {}, name);
        xml::append_open(out_, {}, name);
        for (std::size_t i = 0; i < count; ++i) {
            const void* const item = type.slot.at(slot, i);
            if (type.kind == Kind::array)
                element(type.item_name, type.item(), item, selection);
            else
                entry(type, item, selection);
        }
        xml::append_close(out_, {}, name);
    }

    // A key is never null: it is what the value is found by.
    void entry(const TypeInfo& type, const void* item, const Selection* selection) {
        const FieldInfo& key = type.item().fields[0];
        const FieldInfo& content = type.item().fields[1];
        xml::append_open(out_, {}, type.item_name);
        text(key.name_in_rest(), static_cast<const String*>(key.get(item))->text);
        element(content.name_in_rest(), content.type(), content.get(item), selection);
        xml::append_close(out_, {}, type.item_name);
    }

    std::string& out_;
    std::size_t start_;
    bool leaves_out_absent_;
    bool wrote_nil_ = false;
};

}  // namespace

void encode_xml(const TypeInfo& type, const void* slot, std::string& out, const Selection* selection) {
    Encoder encoder(out);
    encoder.element(type.name, type, slot, selection);
    encoder.declare(type.name);
}

void encode_xml_object(const TypeInfo& type, const void* object, std::string& out) {
    Encoder encoder(out);
    encoder.members(type.name, type, object);
    encoder.declare(type.name);
}

void encode_request_xml(const TypeInfo& type, const void* slot, std::string& out) {
    Encoder encoder(out, true);
    encoder.element(type.name, type, slot);
    encoder.declare(type.name);
}

void encode_request_xml_object(const TypeInfo& type, const void* object, std::string& out) {
    Encoder encoder(out, true);
    encoder.members(type.name, type, object);
    encoder.declare(type.name);
}

}  // namespace uag::rest
