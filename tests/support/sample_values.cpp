#include "support/sample_values.hpp"

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>

#include "core/base/datetime.hpp"

namespace uag::test {
namespace {

constexpr std::array<std::string_view, 14> texts{
    "",
    "Adm0",
    "  leading and trailing  ",
    "a < b && c > \"d\" 'e' ]]>",
    "line\r\nline\nline\rtab\t.",
    "\xC3\x85se \xC3\xA6\xC3\xB8\xC3\xA5",
    "\xF0\x9F\x94\x91 key",
    "e\xCC\x81 is not \xC3\xA9",
    "&amp; &#65; &lt;x/&gt;",
    "{\"json\": [1, 2]}\\\\u0041",
    "\xEF\xBF\xBD\xEE\x80\x80\xF4\x8F\xBF\xBD",
    "7T:MTIzNDU2Nzg5MA==",
    "0",
    "true",
};

class Filler {
public:
    Filler(std::mt19937_64& random, Version version) : random_(random), version_(version) {}

    void object(const TypeInfo& type, void* target, int depth) {
        for_each_field(type, target,
                       [&](const FieldInfo& field, void* owner) { slot(field.type(), field.slot(owner), depth); });
    }

private:
    std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
    Presence presence() {
        constexpr std::array<Presence, 6> often_a_value{Presence::absent, Presence::nil,   Presence::value,
                                                        Presence::value,  Presence::value, Presence::value};
        return often_a_value[below(often_a_value.size())];
    }
    std::string text() {
        std::string result(texts[below(texts.size())]);
        if (below(4) == 0) result += std::to_string(random_());
        return result;
    }

    void slot(const TypeInfo& type, void* target, int depth) {
        switch (type.kind) {
            case Kind::boolean: *static_cast<bool*>(target) = below(2) != 0; return;
            case Kind::int16: *static_cast<std::int16_t*>(target) = number<std::int16_t>(); return;
            case Kind::int32: *static_cast<std::int32_t*>(target) = number<std::int32_t>(); return;
            case Kind::string: return string(*static_cast<String*>(target));
            case Kind::datetime: *static_cast<DateTime*>(target) = datetime(); return;
            case Kind::bytes: return bytes(*static_cast<Bytes*>(target));
            case Kind::enumeration: return enumeration(type, target);
            case Kind::object: return box(type, target, depth);
            case Kind::array: return array(type, target, depth);
            case Kind::dictionary: return dictionary(type, target, depth);
        }
    }

    template <class Number> Number number() {
        constexpr std::array<Number, 5> edges{0, 1, -1, std::numeric_limits<Number>::min(),
                                              std::numeric_limits<Number>::max()};
        if (below(2) == 0) return edges[below(edges.size())];
        return static_cast<Number>(random_());
    }
    void string(String& target) {
        target = {};
        target.presence = presence();
        if (target.has_value()) target.text = text();
    }
    DateTime datetime() {
        DateTime value;
        if (below(5) == 0) return value;
        value.ticks = static_cast<std::int64_t>(below(static_cast<std::uint64_t>(DateTime::max_ticks) + 1));
        if (below(2) == 0) value.ticks -= value.ticks % DateTime::ticks_per_second;
        value.zone = static_cast<DateTime::Zone>(below(3));
        if (value.zone == DateTime::Zone::offset)
            value.offset_minutes = static_cast<std::int16_t>(static_cast<int>(below(1681)) - 840);
        return value;
    }
    void bytes(Bytes& target) {
        target = {};
        target.presence = presence();
        if (target.presence != Presence::value) return;
        target.data.resize(below(40));
        for (char& c : target.data) c = static_cast<char>(random_());
    }
    void enumeration(const TypeInfo& type, void* target) {
        std::int32_t value = 0;
        do {
            const EnumMember& member = type.members[below(type.members.size())];
            if (member.since <= version_) value |= member.value;
            if (!type.is_flags && member.since <= version_) break;
        } while (!type.is_flags || below(3) != 0);
        if (type.is_flags && below(6) == 0) value = 0;
        std::memcpy(target, &value, sizeof value);
    }
    void box(const TypeInfo& type, void* target, int depth) {
        Presence which = type.is_value_type ? Presence::value : presence();
        if (depth <= 0 && which == Presence::value && !type.is_value_type) which = Presence::nil;
        if (which != Presence::value) return type.slot.clear(target, which);
        object(type, type.slot.emplace(target), depth - 1);
    }
    // True if the list is to have items.
    bool begin_list(const TypeInfo& type, void* target, int depth) {
        const Presence which = presence();
        type.slot.clear(target, which);
        return which == Presence::value && depth > 0;
    }
    void array(const TypeInfo& type, void* target, int depth) {
        if (!begin_list(type, target, depth)) return;
        for (std::uint64_t left = below(4); left > 0; --left) slot(type.item(), type.slot.append(target), depth - 1);
    }
    void dictionary(const TypeInfo& type, void* target, int depth) {
        if (!begin_list(type, target, depth)) return;
        const std::uint64_t count = below(4);
        for (std::uint64_t i = 0; i < count; ++i) {
            void* const entry = type.slot.append(target);
            object(type.item(), entry, depth - 1);
            *static_cast<String*>(type.item().fields.front().slot(entry)) = text() + "#" + std::to_string(i);
        }
    }

    std::mt19937_64& random_;
    Version version_;
};

bool equal_slots(const TypeInfo& type, const void* a, const void* b, Version version, bool with_rest);

template <class T> bool equal_as(const void* a, const void* b) {
    return *static_cast<const T*>(a) == *static_cast<const T*>(b);
}

bool equal_lists(const TypeInfo& type, const void* a, const void* b, Version version, bool with_rest) {
    const bool has_a = type.slot.presence(a) == Presence::value;
    if (has_a != (type.slot.presence(b) == Presence::value)) return false;
    if (!has_a) return true;
    const std::size_t count = type.slot.size(a);
    if (count != type.slot.size(b)) return false;
    for (std::size_t i = 0; i < count; ++i) {
        const void* const item_a = type.slot.at(a, i);
        const void* const item_b = type.slot.at(b, i);
        const bool same = type.kind == Kind::dictionary ? equal_values(type.item(), item_a, item_b, version, with_rest)
                                                        : equal_slots(type.item(), item_a, item_b, version, with_rest);
        if (!same) return false;
    }
    return true;
}

bool equal_slots(const TypeInfo& type, const void* a, const void* b, Version version, bool with_rest) {
    switch (type.kind) {
        case Kind::boolean: return equal_as<bool>(a, b);
        case Kind::int16: return equal_as<std::int16_t>(a, b);
        case Kind::int32: return equal_as<std::int32_t>(a, b);
        case Kind::datetime: return equal_as<DateTime>(a, b);
        case Kind::enumeration: return std::memcmp(a, b, sizeof(std::int32_t)) == 0;
        case Kind::string: {
            const auto& left = *static_cast<const String*>(a);
            const auto& right = *static_cast<const String*>(b);
            return left.has_value() == right.has_value() && left.text == right.text;
        }
        case Kind::bytes: {
            const auto& left = *static_cast<const Bytes*>(a);
            const auto& right = *static_cast<const Bytes*>(b);
            return (left.presence == Presence::value) == (right.presence == Presence::value) && left.data == right.data;
        }
        case Kind::object: {
            const void* const left = type.slot.object(a);
            const void* const right = type.slot.object(b);
            if (left == nullptr || right == nullptr) return left == right;
            return equal_values(type, left, right, version, with_rest);
        }
        case Kind::array:
        case Kind::dictionary: return equal_lists(type, a, b, version, with_rest);
    }
    return false;
}

}  // namespace

void fill_sample(const TypeInfo& type, void* object, std::mt19937_64& random, int depth, Version version) {
    Filler(random, version).object(type, object, depth);
}

bool equal_values(const TypeInfo& type, const void* a, const void* b, Version version, bool with_rest) {
    for (const FieldInfo& field : type.fields) {
        const void* const left = field.get(a);
        const void* const right = field.get(b);
        if (field.is_base) {
            if (!equal_values(field.type(), left, right, version, with_rest)) return false;
        } else if (field.in_soap(version) || with_rest) {
            if (!equal_slots(field.type(), left, right, version, with_rest)) return false;
        }
    }
    return true;
}

}  // namespace uag::test
