#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

#include "adapters/soap/codec.hpp"
#include "adapters/soap/scalars.hpp"
#include "adapters/xml/chars.hpp"
#include "core/base/datetime.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::soap {
namespace {

Space space_of(TypeSpace space) {
    switch (space) {
        case TypeSpace::arrays: return Space::arrays;
        case TypeSpace::cryptography: return Space::cryptography;
        default: return Space::service;
    }
}

// An object's fields in this version, base first, each with the object that it is a member of.
class FieldTable {
public:
    FieldTable(const TypeInfo& type, void* object, Version version) {
        for_each_field(type, object, [&](const FieldInfo& field, void* owner) {
            if (field.in_soap(version) && size_ < max_fields) entries_[size_++] = {&field, owner, false};
        });
    }
    struct Entry {
        const FieldInfo* field;
        void* owner;
        bool seen;
    };
    // Clients send members in order, so the search begins behind the last one found.
    Entry* find(std::string_view name) {
        for (std::size_t i = 0; i < size_; ++i) {
            const std::size_t at = next_ + i < size_ ? next_ + i : next_ + i - size_;
            if (entries_[at].field->name != name) continue;
            next_ = at + 1 < size_ ? at + 1 : 0;
            return &entries_[at];
        }
        return nullptr;
    }
    std::span<const Entry> entries() const { return {entries_.data(), size_}; }

private:
    std::array<Entry, max_fields> entries_;  // only the first size_ are ever written or read
    std::size_t size_ = 0;
    std::size_t next_ = 0;
};

// Each step answers false once error_ is set.
class Decoder {
public:
    Decoder(Namespaces& namespaces, const DecodeRules& rules) : namespaces_(namespaces), rules_(rules) {}
    ~Decoder() { wipe(joined_); }
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;

    bool object(const TypeInfo& type, const pugi::xml_node& element, void* target, bool secret) {
        FieldTable fields(type, target, rules_.version);
        const Space space = space_of(type.space);
        if (!only_blank(element.value())) return refuse_text();
        for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
            if (child.type() != pugi::node_element) {
                if (!only_blank(child.value())) return refuse_text();
                continue;
            }
            const Scope scope(namespaces_, child);
            const Name name = split(child.name());
            FieldTable::Entry* const entry = namespaces_.of_element(name) == space ? fields.find(name.local) : nullptr;
            if (entry == nullptr) {
                if (!skip(fields, name.local)) return false;
                continue;
            }
            const FieldInfo& field = *entry->field;
            if (entry->seen) return refuse_at(field.name, errc::malformed, "An element stands twice.");
            entry->seen = true;
            if (!no_reference(child)) return in(field.name);
            if (field.blank_is_default && is_empty(child)) continue;
            if (!member(field.type(), field.kind_in(rules_.version), child, field.slot(entry->owner),
                        secret || field.is_secret))
                return in(field.name);
        }
        for (const FieldTable::Entry& entry : fields.entries())
            if (entry.field->is_required && !entry.seen)
                return refuse_at(entry.field->name, errc::bad_parameter, "A required element is missing.");
        return true;
    }

    Error take_error() { return std::move(error_); }

private:
    bool refuse(errc code, Message text) {
        error_ = fail(code, std::move(text));
        return false;
    }
    bool refuse_at(std::string_view name, errc code, MessageId text) {
        refuse(code, text);
        return in(name);
    }
    // On the way out the name of each element around goes before the path.
    bool in(std::string_view name) {
        error_.field = error_.field.empty() ? std::string(name) : std::string(name) + '.' + error_.field;
        return false;
    }
    bool refuse_text() { return refuse(errc::bad_parameter, "There is text where elements are expected."); }
    bool refuse_value(std::string_view type) {
        return refuse(errc::bad_parameter, sentence("The value cannot be read as the type '{0}'.", {type}));
    }
    static bool only_blank(std::string_view text) { return xml::trim_space(text).empty(); }
    static bool is_empty(const pugi::xml_node& element) {
        return !element.first_child() && only_blank(element.value());
    }
    // SOAP encoding's multi-reference values (SOAP 1.1, 5.4.1): what stands elsewhere must not be read as empty.
    bool no_reference(const pugi::xml_node& element) {
        for (pugi::xml_attribute attribute = element.first_attribute(); attribute;
             attribute = attribute.next_attribute())
            if (std::string_view(attribute.name()) == "href")
                return refuse(errc::malformed, "An element refers to another one by href; values must stand in place.");
        return true;
    }

    // An unknown element. One that could be meant as a secret member must not count as a member left out: a
    // blank old password has a meaning.
    bool skip(const FieldTable& fields, std::string_view local) {
        for (const FieldTable::Entry& entry : fields.entries())
            if (entry.field->is_secret && ascii_iequals(entry.field->name, local))
                return refuse_at(entry.field->name, errc::malformed,
                                 "An element has nearly this name: check its case and its namespace.");
        count_unknown();
        return true;
    }
    void count_unknown() {
        if (rules_.unknown_members != nullptr) ++*rules_.unknown_members;
    }

    // xsi:nil, and that xsi:type is a name at all. Which name does not matter, as every type here is concrete; but a
    // text that toolkits mark as base64 would be stored as it stands, and is refused.
    bool instance_attributes(const pugi::xml_node& element, bool& nil, bool& is_base64) {
        nil = false;
        is_base64 = false;
        for (pugi::xml_attribute attribute = element.first_attribute(); attribute;
             attribute = attribute.next_attribute()) {
            const Name name = split(attribute.name());
            if (name.prefix.empty() || namespaces_.of_attribute(name) != Space::xsi) continue;
            if (name.local == "nil") {
                const auto value = parse_boolean(attribute.value());
                if (!value) return refuse(errc::malformed, "xsi:nil is not a boolean.");
                nil = *value;
            } else if (name.local == "type") {
                const std::string_view type = xml::trim_space(attribute.value());
                if (!is_bound_name(type)) return refuse(errc::malformed, "xsi:type is not a qualified name.");
                is_base64 = split(type).local == "base64Binary" || split(type).local == "base64";
            }
        }
        return true;
    }
    bool is_bound_name(std::string_view text) const {
        const Name name = split(text);
        const bool has_prefix = name.local.size() != text.size();
        if (has_prefix && (name.prefix.empty() || !namespaces_.is_bound(name.prefix))) return false;
        if (name.local.empty() || name.local.find_first_of(": \t\r\n") != std::string_view::npos) return false;
        const char first = name.local.front();
        return static_cast<unsigned char>(first) >= 0x80 || xml::has_class(first, xml::name_start);
    }

    bool member(const TypeInfo& type, Kind wire, const pugi::xml_node& element, void* slot, bool secret) {
        if (element.first_attribute()) {
            bool nil = false;
            bool is_base64 = false;
            if (!instance_attributes(element, nil, is_base64)) return false;
            if (nil) return set_nil(type, element, slot);
            if (is_base64 && type.kind == Kind::string)
                return refuse(errc::bad_parameter, "A text is marked as base64; send it as xsd:string.");
        }
        switch (type.kind) {
            case Kind::string: return string(element, *static_cast<String*>(slot), secret);
            case Kind::object: return object(type, element, type.slot.emplace(slot), secret);
            case Kind::array: return array(type, element, slot, secret);
            case Kind::dictionary: return dictionary(type, element, slot, secret);
            default: break;
        }
        std::string_view text;
        if (!scalar_text(element, text)) return false;
        return scalar(type, wire, text, slot);
    }

    bool set_nil(const TypeInfo& type, const pugi::xml_node& element, void* slot) {
        if (!type.nillable()) return refuse(errc::bad_parameter, "The element cannot be nil.");
        if (element.first_child() || *element.value() != '\0')
            return refuse(errc::malformed, "A nil element has content.");
        switch (type.kind) {
            case Kind::string: static_cast<String*>(slot)->presence = Presence::nil; return true;
            case Kind::bytes: static_cast<Bytes*>(slot)->presence = Presence::nil; return true;
            default: type.slot.clear(slot, Presence::nil); return true;
        }
    }

    // The text of an element may come in parts, around comments and CDATA sections. It may be a password, so it does not
    // grow: that would leave pieces of it behind in memory. False if there is an element in it.
    static bool join(const pugi::xml_node& element, std::string& text) {
        std::size_t size = std::strlen(element.value());
        for (pugi::xml_node part = element.first_child(); part; part = part.next_sibling()) {
            if (part.type() == pugi::node_element) return false;
            size += std::strlen(part.value());
        }
        wipe(text);
        text.reserve(size);
        text += element.value();
        for (pugi::xml_node part = element.first_child(); part; part = part.next_sibling()) text += part.value();
        return true;
    }
    bool string(const pugi::xml_node& element, String& target, bool secret) {
        if (!join(element, target.text)) return refuse_value("string");
        target.presence = Presence::value;
        if (secret && target.text.size() > rules_.secret_text)
            return refuse(errc::malformed, "A secret text is too long.");
        return true;
    }
    bool scalar_text(const pugi::xml_node& element, std::string_view& text) {
        text = element.value();
        if (!element.first_child()) return true;
        if (!join(element, joined_)) return refuse(errc::bad_parameter, "There are elements where text is expected.");
        text = joined_;
        return true;
    }

    template <class Slot, class Value> bool store(const TypeInfo& type, void* slot, const std::optional<Value>& value) {
        if (!value) return refuse_value(type.name);
        *static_cast<Slot*>(slot) = Slot{*value};
        return true;
    }

    bool scalar(const TypeInfo& type, Kind wire, std::string_view text, void* slot) {
        switch (type.kind) {
            case Kind::boolean: return boolean(wire, text, slot);
            case Kind::int16: return store<std::int16_t>(type, slot, parse_short(text));
            case Kind::int32: return store<std::int32_t>(type, slot, parse_int(text));
            case Kind::datetime: return store<DateTime>(type, slot, parse_datetime(xml::trim_space(text)));
            case Kind::bytes: {
                auto data = parse_base64(text);
                if (!data) return refuse_value(type.name);
                *static_cast<Bytes*>(slot) = {std::move(*data), Presence::value};
                return true;
            }
            default: break;
        }
        const auto value = parse_enum(type, text, rules_.version);
        if (!value) return refuse_value(type.name);
        std::memcpy(slot, &*value, sizeof *value);  // an enum's object is not an int32's to the compiler
        return true;
    }
    // UserGroup.Deleted was a short once.
    bool boolean(Kind wire, std::string_view text, void* slot) {
        if (wire != Kind::int16) {
            const auto value = parse_boolean(text);
            if (!value) return refuse_value("boolean");
            *static_cast<bool*>(slot) = *value;
            return true;
        }
        const auto number = parse_short(text);
        if (!number) return refuse_value("short");
        *static_cast<bool*>(slot) = *number != 0;
        return true;
    }

    // Calls `read(child)` for each item element.
    template <class Read> bool items(const TypeInfo& type, const pugi::xml_node& element, Read read) {
        const Space space = space_of(type.space);
        if (!only_blank(element.value())) return refuse_text();
        for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling()) {
            if (child.type() != pugi::node_element) {
                if (!only_blank(child.value())) return refuse_text();
                continue;
            }
            const Scope scope(namespaces_, child);
            const Name name = split(child.name());
            if (name.local != type.item_name || namespaces_.of_element(name) != space) {
                count_unknown();
                continue;
            }
            if (!no_reference(child) || !read(child)) return in(type.item_name);
        }
        return true;
    }
    bool array(const TypeInfo& type, const pugi::xml_node& element, void* slot, bool secret) {
        type.slot.emplace(slot);
        const TypeInfo& item = type.item();
        return items(type, element, [&](const pugi::xml_node& child) {
            return member(item, item.kind, child, type.slot.append(slot), secret);
        });
    }
    bool dictionary(const TypeInfo& type, const pugi::xml_node& element, void* slot, bool secret) {
        type.slot.emplace(slot);
        const TypeInfo& entry = type.item();
        const bool good = items(type, element, [&](const pugi::xml_node& child) {
            return object(entry, child, type.slot.append(slot), secret);
        });
        return good && keys_differ(type, slot);
    }
    // A key twice is a member twice: whoever reads the dictionary next might take the other one.
    bool keys_differ(const TypeInfo& type, const void* slot) {
        const FieldInfo& key = type.item().fields.front();
        if (key.type().kind != Kind::string) return true;
        std::vector<std::string_view> keys;
        const std::size_t count = type.slot.size(slot);
        keys.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            keys.push_back(static_cast<const String*>(key.get(type.slot.at(slot, i)))->text);
        std::sort(keys.begin(), keys.end());
        if (std::adjacent_find(keys.begin(), keys.end()) == keys.end()) return true;
        return refuse_at(type.item_name, errc::malformed, "A key stands twice.");
    }

    Namespaces& namespaces_;
    const DecodeRules& rules_;
    std::string joined_;
    Error error_;
};

}  // namespace

Result<void> decode(const TypeInfo& type, const pugi::xml_node& element, Namespaces& namespaces,
                    const DecodeRules& rules, void* object) {
    Decoder decoder(namespaces, rules);
    if (!decoder.object(type, element, object, false)) return decoder.take_error();
    return {};
}

}  // namespace uag::soap
