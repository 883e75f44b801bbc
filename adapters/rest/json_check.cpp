#include "adapters/rest/json_check.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "adapters/client/field_place.hpp"
#include "adapters/json/codec.hpp"
#include "adapters/json/enum_text.hpp"
#include "core/base/datetime.hpp"
#include "core/base/encoding.hpp"
#include "core/base/secret.hpp"

namespace uag::rest {
namespace {

using client::FindingKind;
using client::Path;

std::string_view text_in(const json::Value& value) { return {value.GetString(), value.GetStringLength()}; }

template <class Int> bool is_integer(const json::Value& value) {
    using Limits = std::numeric_limits<Int>;
    return value.IsInt64() && value.GetInt64() >= Limits::min() && value.GetInt64() <= Limits::max();
}

template <class Slot> bool reads_as(const TypeInfo& type, const json::Value& value) {
    Slot slot{};
    return json::decode(type, value, &slot).has_value();
}

// What the codec takes, which is more than the description has.
bool can_be_read(const TypeInfo& type, const json::Value& value) {
    switch (type.kind) {
        case Kind::boolean: return reads_as<bool>(type, value);
        case Kind::int16: return reads_as<std::int16_t>(type, value);
        case Kind::int32:
        case Kind::enumeration: return reads_as<std::int32_t>(type, value);
        case Kind::string: return reads_as<String>(type, value);
        case Kind::datetime: return reads_as<DateTime>(type, value);
        case Kind::bytes: return reads_as<Bytes>(type, value);
        default: return false;
    }
}

bool is_base64(std::string_view text) {
    auto data = base64_decode(text);
    if (data) wipe(*data);
    return data.has_value();
}

bool is_exact(const TypeInfo& type, const json::Value& value) {
    switch (type.kind) {
        case Kind::boolean: return value.IsBool();
        case Kind::int16: return is_integer<std::int16_t>(value);
        case Kind::int32: return is_integer<std::int32_t>(value);
        case Kind::string: return value.IsString();
        case Kind::datetime: return value.IsString() && client::is_date_time(text_in(value));
        case Kind::bytes: return value.IsString() && is_base64(text_in(value));
        case Kind::enumeration: return value.IsString() && is_answer_word(type, text_in(value));
        case Kind::array: return value.IsArray();
        default: return value.IsObject();
    }
}

// The same text for the same number, however it was written, and another one for another.
std::string shortest_text(double number) {
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
    return {text.data(), error == std::errc{} ? end : text.data()};
}

// Of what stands there, with all that is in it.
std::size_t digest_below(const json::Value& value) {
    using client::digest_of;
    const auto kind = static_cast<std::size_t>(value.GetType());
    if (value.IsString()) return digest_of(kind, text_in(value));
    if (value.IsNumber()) return digest_of(kind, shortest_text(value.GetDouble()));
    std::size_t digest = digest_of(kind, {});
    if (value.IsArray())
        for (const json::Value& item : value.GetArray()) digest = digest_of(digest, std::to_string(digest_below(item)));
    if (value.IsObject())
        for (const auto& member : value.GetObject())
            digest = digest_of(digest_of(digest, text_in(member.name)), std::to_string(digest_below(member.value)));
    return digest;
}

// Empty: it is more than one text or number.
Secret value_of(const json::Value& value) {
    if (value.IsString()) return client::beginning_of(text_in(value));
    if (value.IsBool()) return client::beginning_of(value.GetBool() ? "true" : "false");
    if (value.IsInt64()) return client::beginning_of(std::to_string(value.GetInt64()));
    if (value.IsNumber()) return client::beginning_of(std::to_string(value.GetDouble()));
    return {};
}

class JsonCheck {
public:
    explicit JsonCheck(client::Findings& findings) : findings_(findings) {}

    void value(const TypeInfo& type, json::Value& value, Path& path) {
        if (value.IsNull()) {
            if (!type.nillable())
                findings_.add_lost(FindingKind::wrong_null, path, "is null, which its type cannot be");
            return;
        }
        if (!is_exact(type, value)) {
            const std::size_t digest = digest_below(value);
            std::string text = "has no value of the type " + std::string(type.name);
            Secret shown = value_of(value);
            if (can_be_read(type, value))
                return findings_.add(FindingKind::wrong_type, path, std::move(text), digest, std::move(shown));
            findings_.add_lost(FindingKind::wrong_type, path, std::move(text), digest, std::move(shown));
            value.SetNull();
            return;
        }
        switch (type.kind) {
            case Kind::object: return members(type, value, path);
            case Kind::array: return items(type.item(), value, path);
            case Kind::dictionary: return entries(type.item().fields[1].type(), value, path);
            default: return;
        }
    }

private:
    void members(const TypeInfo& type, json::Value& object, Path& path) {
        std::vector<const FieldInfo*> fields;
        for_each_field_base_last(type, nullptr, [&](const FieldInfo& field, void*) { fields.push_back(&field); });
        std::vector<bool> seen(fields.size());
        std::size_t next = 0;
        for (auto& member : object.GetObject()) {
            const std::string_view name = text_in(member.name);
            const Path::Step step(path, name);
            const std::size_t at = client::place_of(fields, name, next, std::mem_fn(&FieldInfo::name_in_rest));
            if (at == fields.size()) {
                unknown(type, member, path);
                continue;
            }
            next = at + 1;
            seen[at] = true;
            value(fields[at]->type(), member.value, path);
        }
        for (std::size_t at = 0; at < fields.size(); ++at) {
            if (seen[at] || fields[at]->type().nillable()) continue;
            const Path::Step step(path, fields[at]->name_in_rest());
            findings_.add(FindingKind::left_out, path, std::string(client::read_as_first));
        }
    }

    // In another case the codec would take it for the member.
    void unknown(const TypeInfo& type, json::Value::Member& member, const Path& path) {
        findings_.add(FindingKind::unknown_member, path, "is no member of " + std::string(type.name),
                      digest_below(member.value), value_of(member.value));
        member.name.SetString("", 0);
        member.value.SetNull();
    }

    void items(const TypeInfo& type, json::Value& array, Path& path) {
        std::size_t index = 0;
        for (json::Value& item : array.GetArray()) {
            const Path::Step step(path, index++);
            value(type, item, path);
        }
    }

    void entries(const TypeInfo& type, json::Value& object, Path& path) {
        std::size_t index = 0;
        for (auto& member : object.GetObject()) {
            const Path::Step step(path, index++);
            value(type, member.value, path);
        }
    }

    client::Findings& findings_;
};

}  // namespace

bool is_answer_word(const TypeInfo& type, std::string_view text) {
    if (type.is_rest_text) return json::parse_enum(type, text).has_value();
    const auto is_word = [&](std::string_view word) {
        return std::ranges::any_of(type.members_in_rest(),
                                   [word](const EnumMember& member) { return member.name == word; });
    };
    if (!type.is_flags || text == "0") return is_word(text) || (type.is_flags && text == "0");
    constexpr std::string_view separator = ", ";
    for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator)) {
        if (!is_word(text.substr(0, at))) return false;
        text.remove_prefix(at + separator.size());
    }
    return is_word(text);
}

void check_json(const TypeInfo& type, json::Value& value, client::Path& path, client::Findings& findings) {
    JsonCheck(findings).value(type, value, path);
}

}  // namespace uag::rest
