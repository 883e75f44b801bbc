#include "adapters/compare/value_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <vector>

#include "adapters/compare/pattern.hpp"
#include "core/base/encoding.hpp"
#include "core/base/text.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t longest_shown = 160;
constexpr std::size_t longest_key = 80;

void append_code(std::string& out, std::uint32_t code) {
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), code, 16).ptr;
    out += "\\u";
    for (auto length = end - digits.data(); length < 4; ++length) out += '0';
    out.append(digits.data(), end);
}

void append_visible(std::string& out, std::string_view& rest) {
    const char c = rest.front();
    if (c == '"' || c == '\\') {
        (out += '\\') += c;
        rest.remove_prefix(1);
        return;
    }
    const std::string_view start = rest;
    const char32_t code = take_code_point(rest);
    switch (code) {
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default: break;
    }
    if (is_unseen(code) || code == 0x7F)
        append_code(out, static_cast<std::uint32_t>(code));
    else
        out += start.substr(0, start.size() - rest.size());
}

// The last place at or before `at` where a code point begins.
std::size_t code_point_at(std::string_view text, std::size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return std::min(at, text.size());
}

Place item_at(const Place& list, std::string_view step) {
    std::size_t index = 0;
    const char* const end = step.data() + step.size() - 1;
    const auto [at, error] = std::from_chars(step.data() + 1, end, index);
    if (error != std::errc{} || at != end || index >= list.type->slot.size(list.slot)) return {};
    return {&list.type->item(), list.type->slot.at(list.slot, index), list.is_secret};
}

Place entry_at(const Place& dictionary, std::string_view step) {
    const TypeInfo& entry = dictionary.type->item();
    const FieldInfo& value = entry.fields.back();
    for (std::size_t i = 0; i < dictionary.type->slot.size(dictionary.slot); ++i) {
        const void* const item = dictionary.type->slot.at(dictionary.slot, i);
        if (key_step(static_cast<const String*>(entry.fields.front().get(item))->text) == step)
            return {&value.type(), value.get(item), dictionary.is_secret || value.is_secret};
    }
    return {};
}

Place member_of(const TypeInfo& type, const void* object, std::string_view name, bool secret) {
    Place found;
    for_each_field(type, const_cast<void*>(object), [&](const FieldInfo& field, void* owner) {
        if (ascii_iequals(field.name, name)) found = {&field.type(), field.get(owner), secret || field.is_secret};
    });
    return found;
}

Place step_into(const Place& place, std::string_view step) {
    switch (place.type->kind) {
        case Kind::object: {
            const void* const object = place.type->slot.object(place.slot);
            return object == nullptr || step.front() == '[' ? Place{}
                                                            : member_of(*place.type, object, step, place.is_secret);
        }
        case Kind::array: return step.front() == '[' ? item_at(place, step) : Place{};
        case Kind::dictionary: return step.front() == '[' ? entry_at(place, step) : Place{};
        default: return {};
    }
}

bool is_number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::int32_t number_in(const TypeInfo& type, const void* slot) {
    if (type.kind == Kind::int16) return *static_cast<const std::int16_t*>(slot);
    std::int32_t number = 0;
    std::memcpy(&number, slot, sizeof number);
    return number;
}

std::optional<std::string> plain_text(const TypeInfo& type, const void* slot) {
    switch (type.kind) {
        case Kind::boolean: return *static_cast<const bool*>(slot) ? "true" : "false";
        case Kind::int16:
        case Kind::int32:
        case Kind::enumeration: return std::to_string(number_in(type, slot));
        case Kind::datetime: return format(*static_cast<const DateTime*>(slot));
        case Kind::string: {
            const auto& value = *static_cast<const String*>(slot);
            return value.has_value() ? std::optional(value.text) : std::nullopt;
        }
        case Kind::bytes: {
            const auto& value = *static_cast<const Bytes*>(slot);
            return value.presence == Presence::value ? std::optional(base64_encode(value.data)) : std::nullopt;
        }
        default: return std::nullopt;
    }
}

std::int64_t instant_of(const DateTime& value, int zone_minutes) {
    int minutes = 0;
    if (value.zone == DateTime::Zone::offset) minutes = value.offset_minutes;
    if (value.zone == DateTime::Zone::unspecified) minutes = zone_minutes;
    return value.ticks - minutes * DateTime::ticks_per_minute;
}

std::string in_quotes(std::string_view text, std::size_t from) {
    std::string out = from > 0 ? "\xE2\x80\xA6\"" : "\"";
    std::string_view rest = text.substr(from);
    while (!rest.empty() && out.size() < longest_shown) {
        if (utf8_prefix(rest.substr(0, 4)) == 0) {
            out += "\\x";
            out += hex_encode(std::as_bytes(std::span(rest.data(), 1)));
            rest.remove_prefix(1);
            continue;
        }
        append_visible(out, rest);
    }
    out += '"';
    if (!rest.empty()) out += "\xE2\x80\xA6";
    return out;
}

std::pair<std::string, std::string> quoted_pair(std::string_view left, std::string_view right) {
    constexpr std::size_t shown_before = 24;
    const auto differ = std::ranges::mismatch(left, right);
    const auto same = static_cast<std::size_t>(differ.in1 - left.begin());
    const std::size_t from = same < longest_shown / 2 ? 0 : code_point_at(left, same - shown_before);
    return {in_quotes(left, from), in_quotes(right, from)};
}

Sort sort_of(std::string_view text) {
    constexpr std::size_t longest_word = 64;
    if (text.empty()) return Sort::empty;
    if (text.size() > longest_word) return Sort::text;
    if (text == "true" || text == "false") return Sort::boolean;
    if (is_number(text)) return Sort::number;
    return parse_datetime(text) ? Sort::date : Sort::text;
}

std::string_view name_of(Sort sort) {
    constexpr std::array<std::string_view, 5> names{"empty", "a number", "a boolean", "a date", "a text"};
    return names[static_cast<std::size_t>(sort)];
}

const FieldInfo* only_response(const TypeInfo& message) {
    const bool is_only = message.fields.size() == 1 && message.fields.front().name == "Response";
    return is_only ? &message.fields.front() : nullptr;
}

Place find_place(const TypeInfo& message, const void* object, std::string_view root, std::string_view path) {
    std::vector<std::string_view> steps;
    if (!split_path(path, steps) || steps.front() != root) return {};
    std::size_t next = 1;
    Place place;
    if (const FieldInfo* const only = only_response(message)) {
        place = {&only->type(), only->get(object), only->is_secret};
    } else if (steps.size() > 1) {
        place = member_of(message, object, steps[next++], false);
    }
    for (; place.slot != nullptr && next < steps.size(); ++next) place = step_into(place, steps[next]);
    return place;
}

std::string key_step(std::string_view key) {
    std::string out = "[\"";
    std::string_view rest = key;
    while (!rest.empty() && out.size() < longest_key) {
        if (utf8_prefix(rest.substr(0, 4)) == 0) {
            out += '?';
            rest.remove_prefix(1);
            continue;
        }
        append_visible(out, rest);
    }
    if (!rest.empty()) out += "\xE2\x80\xA6" + hex_encode(sha256(key)).substr(0, 8);
    return out += "\"]";
}

}  // namespace uag::compare
