#include "adapters/compare/face.hpp"

#include <array>

#include "adapters/xml/chars.hpp"

namespace uag::compare {
namespace {

struct WireTraits {
    Wire wire;
    bool is_xml;      // carries the characters of XML only
    bool tells_null;  // null, left out and empty are three things
};
constexpr std::array<WireTraits, 4> wires{{
    {Wire::soap, true, true},
    {Wire::json, false, true},
    {Wire::xml, true, true},
    {Wire::form, false, false},
}};

const WireTraits& traits_of(Face face) { return wires[static_cast<std::size_t>(face.wire)]; }

}  // namespace

std::string name_of(Face face) {
    return face.is_rest() ? "the WebAPI" : "Services" + std::to_string(static_cast<int>(face.version));
}

bool has_operation(Face face, const Operation& operation) {
    if (face.is_rest()) return operation.service != Service::so_principal;
    return operation.service != Service::archive && operation.in(face.version);
}

bool has_member(Face face, const FieldInfo& field) { return face.is_rest() || field.in_soap(face.version); }

bool is_same_nothing(Face left, Presence left_presence, Face right, Presence right_presence, bool is_empty) {
    const bool tells_null = traits_of(left).tells_null && traits_of(right).tells_null;
    const bool has_value = left_presence == Presence::value || right_presence == Presence::value;
    if (has_value) return is_empty && !tells_null;
    return left_presence == right_presence || left.wire != right.wire || !tells_null;
}

Words words_in(Face face, const TypeInfo& type, std::int32_t number) {
    if (face.is_rest()) return {-1, true};  // a number that has no word is written as it is
    Words words;
    for (const EnumMember& member : type.members) {
        if (member.since > face.version) continue;
        words.known |= member.value;
        words.can_say = words.can_say || member.value == number;
    }
    return words;
}

std::int32_t said_instead(Face face, const TypeInfo& type, std::int32_t number) {
    if (words_in(face, type, number).can_say || type.members.empty()) return number;
    return type.members.front().value;
}

std::string word_of(const TypeInfo& type, std::int32_t number) {
    for (const EnumMember& member : type.members)
        if (member.value == number) return std::string(member.name);
    if (!type.is_flags || number == 0) return std::to_string(number);
    std::string words;
    std::int32_t rest = number;
    for (const EnumMember& member : type.members) {
        if ((rest & member.value) == 0) continue;
        rest &= ~member.value;
        if (!words.empty()) words += ' ';
        words += member.name;
    }
    return rest == 0 ? words : std::to_string(number);
}

std::string carried_text(Face face, std::string_view text) {
    if (!traits_of(face).is_xml) return std::string(text);
    std::string out;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        const char* const start = at;
        const char32_t code = xml::next_code_point(at, end);
        if (code != xml::bad_char && xml::is_xml_char(code))
            out.append(start, at);
        else
            out += "\xEF\xBF\xBD";
    }
    return out;
}

}  // namespace uag::compare
