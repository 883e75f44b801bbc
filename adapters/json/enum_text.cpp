#include "adapters/json/enum_text.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <span>

#include "adapters/json/writer.hpp"
#include "core/base/text.hpp"

namespace uag::json {
namespace {

const EnumMember* with_value(std::span<const EnumMember> members, std::int32_t value) {
    const auto at = std::find_if(members.begin(), members.end(), [&](const EnumMember& m) { return m.value == value; });
    return at == members.end() ? nullptr : &*at;
}

const EnumMember* with_name(std::span<const EnumMember> members, std::string_view name) {
    const auto at =
        std::find_if(members.begin(), members.end(), [&](const EnumMember& m) { return ascii_iequals(m.name, name); });
    return at == members.end() ? nullptr : &*at;
}

// The member with the most of `rest` in it, below the one taken before; the first of its number in the table.
const EnumMember* largest_part(std::span<const EnumMember> members, std::int32_t rest, std::int32_t below) {
    const EnumMember* best = nullptr;
    for (const EnumMember& member : members) {
        if (member.value <= 0 || member.value >= below || (member.value & rest) != member.value) continue;
        if (best == nullptr || member.value > best->value) best = &member;
    }
    return best;
}

std::int32_t all_bits(const TypeInfo& type) {
    std::int32_t bits = 0;
    for (const EnumMember& member : type.members) bits |= member.value;
    for (const EnumMember& member : type.rest_members) bits |= member.value;
    return bits;
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

std::optional<std::int32_t> named(const TypeInfo& type, std::string_view name) {
    if (const EnumMember* const member = with_name(type.members_in_rest(), name)) return member->value;
    if (const EnumMember* const member = with_name(type.members, name)) return member->value;
    return std::nullopt;
}

}  // namespace

void append_enum(std::string& out, const TypeInfo& type, std::int32_t value) {
    const auto members = type.members_in_rest();
    if (const EnumMember* const member = with_value(members, value)) {
        out += member->name;
        return;
    }
    std::string text;
    std::int32_t rest = type.is_flags ? value : 0;
    std::int32_t below = std::numeric_limits<std::int32_t>::max();
    while (const EnumMember* const part = largest_part(members, rest, below)) {
        text.insert(0, text.empty() ? "" : ", ");
        text.insert(0, part->name);
        rest &= ~part->value;
        below = part->value;
    }
    if (rest == 0 && !text.empty())
        out += text;
    else
        append_integer(out, value);
}

std::optional<std::int32_t> checked_enum(const TypeInfo& type, std::int64_t number) {
    using Limits = std::numeric_limits<std::int32_t>;
    if (number < Limits::min() || number > Limits::max()) return std::nullopt;
    const auto value = static_cast<std::int32_t>(number);
    if (type.is_flags) {
        const bool known = value >= 0 && (value & ~all_bits(type)) == 0;
        return known ? std::optional(value) : std::nullopt;
    }
    if (with_value(type.members_in_rest(), value) != nullptr) return value;
    if (with_value(type.members, value) != nullptr) return value;
    return std::nullopt;
}

std::optional<std::int32_t> parse_enum(const TypeInfo& type, std::string_view text) {
    text = without_blanks(text);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size()) return checked_enum(type, number);
    if (!type.is_flags) return named(type, text);

    std::int32_t bits = 0;
    while (true) {
        const std::size_t comma = text.find(',');
        const auto part = named(type, without_blanks(text.substr(0, comma)));
        if (!part) return std::nullopt;
        bits |= *part;
        if (comma == std::string_view::npos) return bits;
        text.remove_prefix(comma + 1);
    }
}

}  // namespace uag::json
