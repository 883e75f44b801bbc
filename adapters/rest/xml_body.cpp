#include "adapters/rest/xml_body.hpp"

#include <algorithm>
#include <boost/container/small_vector.hpp>
#include <cstring>
#include <optional>
#include <vector>

#include "adapters/json/enum_text.hpp"
#include "adapters/walk/field_fault.hpp"
#include "adapters/xml/chars.hpp"
#include "adapters/xml/document.hpp"
#include "adapters/xml/scalars.hpp"
#include "core/base/datetime.hpp"
#include "core/base/message.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

bool is_blank(std::string_view text) { return xml::trim_space(text).empty(); }

std::string_view local_name(std::string_view qualified) {
    const std::size_t colon = qualified.find(':');
    return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

// The guard has seen to it that every prefix is bound, so the nearest declaration decides.
bool is_instance_prefix(pugi::xml_node element, std::string_view prefix) {
    constexpr std::string_view declaration = "xmlns:";
    for (; element.type() == pugi::node_element; element = element.parent())
        for (pugi::xml_attribute a = element.first_attribute(); a; a = a.next_attribute()) {
            const std::string_view name = a.name();
            if (name.starts_with(declaration) && name.substr(declaration.size()) == prefix) return a.value() == xsi_uri;
        }
    return false;
}

// Flags come joined by commas as in JSON, or by white space as an xs:list.
std::optional<std::int32_t> parse_words(const TypeInfo& type, std::string_view text) {
    text = xml::trim_space(text);
    if (!type.is_flags) return json::parse_enum(type, text);
    if (text.empty()) return 0;
    if (text.find(',') != std::string_view::npos) return json::parse_enum(type, text);
    std::string words;
    for (const char c : text) {
        const bool blank = xml::has_class(c, xml::space);
        if (!blank)
            words += c;
        else if (words.back() != ',')
            words += ',';
    }
    return json::parse_enum(type, words);
}

// Each step answers false once there is something wrong.
class Decoder {
public:
    /// Only an answer's base carriers have members that are taken.
    explicit Decoder(bool takes_base = false) : takes_base_(takes_base) {}
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() { wipe(joined_); }

    bool slot(const TypeInfo& type, const pugi::xml_node& element, void* slot) {
        bool nil = false;
        if (!read_nil(element, nil)) return false;
        if (nil) return set_null(type, slot);
        switch (type.kind) {
            case Kind::string: return string(element, *static_cast<String*>(slot));
            case Kind::object: return members(type, element, type.slot.emplace(slot));
            case Kind::array: return array(type, element, slot);
            case Kind::dictionary: return dictionary(type, element, slot);
            default: return scalar(type, element, slot);
        }
    }

    bool object(const TypeInfo& type, const pugi::xml_node& element, void* target) {
        bool nil = false;
        if (!read_nil(element, nil)) return false;
        return nil || members(type, element, target);
    }

    Error take_error() {
        if (!broken_) return std::move(fault_).error();
        Message text = fault_.path.empty()
                           ? sentence("The XML body cannot be read: {0}.", {*broken_})
                           : sentence("The XML body cannot be read: {0} ('{1}').", {*broken_, fault_.path});
        Error error = fail(errc::malformed, std::move(text));
        error.field = std::move(fault_.path);
        return error;
    }

private:
    bool broken(MessageId what) {
        broken_ = what;
        return false;
    }

    // Calls `read(child)` for each element; false if there is text beside them, or `read` says so.
    template <class Read> bool each_element(const pugi::xml_node& element, MessageId expected, Read read) {
        if (!is_blank(element.value())) return fault_.is(expected);
        for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
            if (child.type() == pugi::node_element) {
                if (!read(child)) return false;
            } else if (!is_blank(child.value())) {
                return fault_.is(expected);
            }
        }
        return true;
    }

    bool read_nil(const pugi::xml_node& element, bool& nil) {
        nil = false;
        for (pugi::xml_attribute a = element.first_attribute(); a; a = a.next_attribute()) {
            const std::string_view name = a.name();
            if (!name.ends_with(":nil")) continue;
            if (!is_instance_prefix(element, name.substr(0, name.size() - 4))) continue;
            const auto value = xml::parse_boolean(a.value());
            if (!value) return broken("nil is not a boolean");
            nil = *value;
        }
        if (nil && (element.first_child() || *element.value() != '\0'))
            return broken("an element that is nil has content");
        return true;
    }

    bool set_null(const TypeInfo& type, void* slot) {
        switch (type.kind) {
            case Kind::boolean: *static_cast<bool*>(slot) = false; return true;
            case Kind::int16: *static_cast<std::int16_t*>(slot) = 0; return true;
            case Kind::int32: *static_cast<std::int32_t*>(slot) = 0; return true;
            case Kind::datetime: *static_cast<DateTime*>(slot) = {}; return true;
            case Kind::enumeration: std::memset(slot, 0, sizeof(std::int32_t)); return true;
            case Kind::string: static_cast<String*>(slot)->text.clear(); break;
            case Kind::bytes: *static_cast<Bytes*>(slot) = {{}, Presence::nil}; return true;
            case Kind::object:
                if (type.is_value_type)
                    type.slot.emplace(slot);
                else
                    type.slot.clear(slot, Presence::nil);
                return true;
            case Kind::array:
            case Kind::dictionary: type.slot.clear(slot, Presence::nil); return true;
        }
        static_cast<String*>(slot)->presence = Presence::nil;
        return true;
    }

    // The carrier that has the member, and where it stands.
    struct Member {
        const FieldInfo* field = nullptr;
        void* owner = nullptr;
    };
    Member find_member(const TypeInfo& type, void* target, std::string_view name, std::size_t& next) const {
        if (const FieldInfo* const field = find_field(type.fields, name, next)) return {field, target};
        if (!takes_base_ || type.fields.empty() || !type.fields.front().is_base) return {};
        const FieldInfo& base = type.fields.front();
        std::size_t from = 0;
        return find_member(base.type(), base.slot(target), name, from);
    }

    // Clients send the members in the contract's order more often than not, so the search goes on where it
    // last ended.
    static const FieldInfo* find_field(std::span<const FieldInfo> fields, std::string_view name, std::size_t& next) {
        for (std::size_t tried = 0; tried < fields.size(); ++tried) {
            if (next >= fields.size()) next = 0;
            const FieldInfo& field = fields[next++];
            if (!field.is_base && ascii_iequals(field.name_in_rest(), name)) return &field;
        }
        return nullptr;
    }

    bool members(const TypeInfo& type, const pugi::xml_node& element, void* target) {
        boost::container::small_vector<const FieldInfo*, 32> seen;
        std::size_t next = 0;
        return each_element(element, "object", [&](const pugi::xml_node& child) {
            const auto [field, owner] = find_member(type, target, local_name(child.name()), next);
            if (field == nullptr) return true;
            if (std::find(seen.begin(), seen.end(), field) != seen.end()) {
                broken("a member stands twice");
                return fault_.below(field->name_in_rest());
            }
            seen.push_back(field);
            if (field->blank_is_default && !child.first_child() && is_blank(child.value())) return true;
            return slot(field->type(), child, field->slot(owner)) || fault_.below(field->name_in_rest());
        });
    }

    bool array(const TypeInfo& type, const pugi::xml_node& element, void* target) {
        type.slot.emplace(target);
        std::size_t index = 0;
        return each_element(element, "array", [&](const pugi::xml_node& child) {
            if (!slot(type.item(), child, type.slot.append(target))) return at_index(index);
            ++index;
            return true;
        });
    }

    bool dictionary(const TypeInfo& type, const pugi::xml_node& element, void* target) {
        type.slot.emplace(target);
        const TypeInfo& entry = type.item();
        const FieldInfo& key = entry.fields[0];
        std::size_t index = 0;
        const bool good = each_element(element, "object", [&](const pugi::xml_node& child) {
            void* const item = type.slot.append(target);
            if (!members(entry, child, item)) return at_index(index);
            if (!static_cast<const String*>(key.get(item))->has_value()) {
                fault_.is("string");
                fault_.below(key.name_in_rest());
                return at_index(index);
            }
            ++index;
            return true;
        });
        return good && keys_differ(type, target);
    }

    bool at_index(std::size_t index) { return fault_.below('[' + std::to_string(index) + ']'); }

    // As a JSON object's members: in any case.
    bool keys_differ(const TypeInfo& type, const void* target) {
        const FieldInfo& key = type.item().fields[0];
        std::vector<std::string_view> keys;
        const std::size_t count = type.slot.size(target);
        keys.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            keys.push_back(static_cast<const String*>(key.get(type.slot.at(target, i)))->text);
        const auto less = [](std::string_view a, std::string_view b) {
            return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                                [](char x, char y) { return ascii_lower(x) < ascii_lower(y); });
        };
        std::sort(keys.begin(), keys.end(), less);
        if (std::adjacent_find(keys.begin(), keys.end(), ascii_iequals) == keys.end()) return true;
        return broken("a key stands twice");
    }

    // A text may come in parts, around comments and CDATA sections. It may be a password, so it does not
    // grow: that would leave pieces of it behind in memory.
    static bool join(const pugi::xml_node& element, std::string& text) {
        std::size_t size = std::strlen(element.value());
        for (pugi::xml_node part = element.first_child(); part; part = part.next_sibling()) {
            if (part.type() == pugi::node_element) return false;
            size += std::strlen(part.value());
        }
        text.clear();
        text.reserve(size);
        text += element.value();
        for (pugi::xml_node part = element.first_child(); part; part = part.next_sibling()) text += part.value();
        return true;
    }

    bool string(const pugi::xml_node& element, String& target) {
        if (!join(element, target.text)) return fault_.is("string");
        target.presence = Presence::value;
        return true;
    }

    bool wrong(const TypeInfo& type) {
        return type.kind == Kind::boolean ? fault_.is("boolean") : fault_.is_no(type.name);
    }

    template <class Slot, class Value> bool store(const TypeInfo& type, void* target, std::optional<Value>&& value) {
        if (!value) return wrong(type);
        *static_cast<Slot*>(target) = Slot{std::move(*value)};
        return true;
    }

    bool scalar(const TypeInfo& type, const pugi::xml_node& element, void* target) {
        std::string_view text = element.value();
        if (element.first_child()) {
            if (!join(element, joined_)) return wrong(type);
            text = joined_;
        }
        switch (type.kind) {
            case Kind::boolean: return store<bool>(type, target, xml::parse_boolean(text));
            case Kind::int16: return store<std::int16_t>(type, target, xml::parse_short(text));
            case Kind::int32: return store<std::int32_t>(type, target, xml::parse_int(text));
            case Kind::datetime: return store<DateTime>(type, target, parse_loose_datetime(xml::trim_space(text)));
            case Kind::bytes: return bytes(text, *static_cast<Bytes*>(target));
            default: break;
        }
        const auto value = parse_words(type, text);
        if (!value) return wrong(type);
        std::memcpy(target, &*value, sizeof *value);  // an enum's object is not an int32's to the compiler
        return true;
    }

    bool bytes(std::string_view text, Bytes& target) {
        auto data = xml::parse_base64(text);
        if (!data) return fault_.is("base64 text");
        target = {std::move(*data), Presence::value};
        wipe(*data);
        return true;
    }

    const bool takes_base_;
    FieldFault fault_;
    std::optional<MessageId> broken_;  // why the body is unreadable, where it is not a value that is wrong
    std::string joined_;
};

}  // namespace

XmlBody::~XmlBody() { wipe(converted_); }

Result<void> XmlBody::parse(std::span<char> bytes, Charset charset, const xml::XmlLimits& limits) {
    const auto read = xml::read_document(bytes, charset, limits, converted_, document_);
    if (read.has_value()) return {};
    return fail(errc::malformed,
                sentence("The XML body cannot be read: {0} (byte {1}).", {read.error().text, read.error().offset}));
}

Result<void> XmlBody::decode(const TypeInfo& type, void* slot) const {
    Decoder decoder;
    if (decoder.slot(type, document_.document_element(), slot)) return {};
    return decoder.take_error();
}

Result<void> XmlBody::decode_object(const TypeInfo& type, void* object) const {
    Decoder decoder;
    if (decoder.object(type, document_.document_element(), object)) return {};
    return decoder.take_error();
}

Result<void> decode_answer_xml(const TypeInfo& type, const pugi::xml_node& element, void* slot) {
    Decoder decoder(true);
    if (decoder.slot(type, element, slot)) return {};
    return decoder.take_error();
}

bool is_xml_value(const TypeInfo& type, std::string_view text) {
    switch (type.kind) {
        case Kind::boolean: return xml::parse_boolean(text).has_value();
        case Kind::int16: return xml::parse_short(text).has_value();
        case Kind::int32: return xml::parse_int(text).has_value();
        case Kind::datetime: return parse_loose_datetime(xml::trim_space(text)).has_value();
        case Kind::bytes: return xml::parse_base64(text).has_value();
        case Kind::enumeration: return parse_words(type, text).has_value();
        default: return true;
    }
}

}  // namespace uag::rest
