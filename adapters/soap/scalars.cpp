#include "adapters/soap/scalars.hpp"

#include "adapters/xml/chars.hpp"

namespace uag::soap {
namespace {

const EnumMember* find_word(const TypeInfo& type, std::string_view word, Version version) noexcept {
    for (const EnumMember& member : type.members)
        if (member.since <= version && member.name == word) return &member;
    return nullptr;
}

void append_flags(const TypeInfo& type, std::uint32_t rest, Version version, std::string& out) {
    bool first = true;
    for (const EnumMember& member : type.members) {
        const auto bit = static_cast<std::uint32_t>(member.value);
        if (member.since > version || (rest & bit) == 0) continue;
        rest &= ~bit;
        if (!first) out += ' ';
        first = false;
        out += member.name;
    }
}

}  // namespace

std::optional<std::int32_t> parse_enum(const TypeInfo& type, std::string_view text, Version version) noexcept {
    text = xml::trim_space(text);
    if (!type.is_flags) {
        const EnumMember* const member = find_word(type, text, version);
        if (member == nullptr) return std::nullopt;
        return member->value;
    }
    std::uint32_t bits = 0;
    while (!text.empty()) {
        std::size_t length = 0;
        while (length < text.size() && !xml::has_class(text[length], xml::space)) ++length;
        const EnumMember* const member = find_word(type, text.substr(0, length), version);
        if (member == nullptr) return std::nullopt;
        bits |= static_cast<std::uint32_t>(member->value);
        text = xml::trim_space(text.substr(length));
    }
    return static_cast<std::int32_t>(bits);
}

void append_enum(const TypeInfo& type, std::int32_t value, Version version, std::string& out) {
    if (type.is_flags) return append_flags(type, static_cast<std::uint32_t>(value), version, out);
    for (const EnumMember& member : type.members) {
        if (member.since > version || member.value != value) continue;
        out += member.name;
        return;
    }
    if (!type.members.empty()) out += type.members.front().name;
}

}  // namespace uag::soap
