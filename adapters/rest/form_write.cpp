#include "adapters/rest/form_write.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "adapters/http/query.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/rest/form.hpp"
#include "adapters/walk/presence.hpp"
#include "core/base/encoding.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::rest {
namespace {

constexpr std::string_view no_members = "has no member that a form can have";

// Each step answers false once the form cannot have what it is given.
class FormWriter {
public:
    explicit FormWriter(std::string& out) : out_(out) {}

    // A form without fields is one in which nothing is sent.
    bool root(const TypeInfo& type, const void* object) {
        return members(type, object) || (fields_ == 0 && refused_at_.empty() && refusal_ == no_members);
    }

    bool members(const TypeInfo& type, const void* object) {
        const std::size_t before = fields_;
        for (const FieldInfo& field : type.fields) {
            if (field.is_base || presence_of(field.type(), field.get(object)) != Presence::value) continue;
            if (!below(name_.empty() ? std::string(field.name_in_rest()) : bracketed(field.name_in_rest()),
                       [&] { return value(field.type(), field.get(object)); }))
                return false;
        }
        return fields_ != before || type.fields.empty() || refuse(no_members);
    }

    bool value(const TypeInfo& type, const void* slot) {
        switch (type.kind) {
            case Kind::object: return members(type, type.slot.object(slot));
            case Kind::array: return items(type, slot);
            case Kind::dictionary: return entries(type, slot);
            default: return scalar(type, slot);
        }
    }

    client::CannotWrite take_refusal() { return {std::move(refused_at_), std::string(refusal_)}; }

private:
    static std::string bracketed(std::string_view part) { return '[' + std::string(part) + ']'; }

    template <class Write> bool below(const std::string& part, Write write) {
        const std::size_t size = name_.size();
        name_ += part;
        const bool done = write();
        name_.resize(size);
        return done;
    }

    bool refuse(std::string_view text) {
        if (refused_at_.empty()) refused_at_ = name_;
        refusal_ = text;
        return false;
    }

    bool add(std::string_view text) {
        if (name_.size() > max_form_name) return refuse("has a name that is too long for a form");
        if (++fields_ > max_form_fields) return refuse("is one field more than a form may have");
        if (!out_.empty()) out_ += '&';
        http::append_encoded(name_, out_);
        out_ += '=';
        http::append_encoded(text, out_);
        return true;
    }

    bool items(const TypeInfo& type, const void* slot) {
        const std::size_t count = type.slot.size(slot);
        if (count == 0) return refuse("is an empty list, which a form cannot have");
        for (std::size_t i = 0; i < count; ++i)
            if (!below(bracketed(std::to_string(i)), [&] { return item(type.item(), type.slot.at(slot, i)); }))
                return false;
        return true;
    }

    // No text is null, where it is no text that is wanted.
    bool item(const TypeInfo& type, const void* slot) {
        if (presence_of(type, slot) == Presence::value) return value(type, slot);
        return type.kind == Kind::string ? refuse("is null, which a form cannot say of a text") : add({});
    }

    bool entries(const TypeInfo& type, const void* slot) {
        const FieldInfo& key = type.item().fields[0];
        const FieldInfo& content = type.item().fields[1];
        const std::size_t count = type.slot.size(slot);
        if (count == 0) return refuse("is empty, which a form cannot say of a dictionary");
        std::set<std::string> keys;
        for (std::size_t i = 0; i < count; ++i) {
            const void* const entry = type.slot.at(slot, i);
            std::string name = static_cast<const String*>(key.get(entry))->text;
            if (name.empty() || name.find_first_of("[]") != std::string::npos)
                return refuse("has a key that a form's names cannot have");
            const std::string part = bracketed(name);
            std::transform(name.begin(), name.end(), name.begin(), ascii_lower);
            if (!keys.insert(std::move(name)).second) return refuse("has two keys that differ in case only");
            if (!below(part, [&] { return item(content.type(), content.get(entry)); })) return false;
        }
        return true;
    }

    bool scalar(const TypeInfo& type, const void* slot) {
        if (type.kind == Kind::string) return add(static_cast<const String*>(slot)->text);
        if (type.kind == Kind::bytes && static_cast<const Bytes*>(slot)->data.empty())
            return refuse("is empty, which a form cannot say of bytes");
        std::string text;
        json::encode(type, slot, text);
        std::string_view bare = text;
        if (bare.starts_with('"')) bare = bare.substr(1, bare.size() - 2);  // words, dates and base64 have no escapes
        const bool added = add(bare);
        wipe(text);
        return added;
    }

    std::string& out_;
    std::string name_;
    std::size_t fields_ = 0;
    std::string refused_at_;
    std::string_view refusal_;
};

}  // namespace

std::optional<client::CannotWrite> write_form_object(const TypeInfo& type, const void* object, std::string& out) {
    FormWriter writer(out);
    if (writer.root(type, object)) return std::nullopt;
    return writer.take_refusal();
}

std::optional<client::CannotWrite> write_form(const TypeInfo& type, const void* slot, std::string& out) {
    if (presence_of(type, slot) != Presence::value) return std::nullopt;
    FormWriter writer(out);
    if (writer.value(type, slot)) return std::nullopt;
    return writer.take_refusal();
}

}  // namespace uag::rest
