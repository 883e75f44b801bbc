// Builds the tables of type_info.hpp: a row a member, checked against the struct at compile time.
#pragma once

#include <array>
#include <boost/pfr/tuple_size.hpp>
#include <stdexcept>
#include <type_traits>

#include "core/base/datetime.hpp"
#include "core/contract/type_info.hpp"

namespace uag {
namespace describe_detail {

template <auto Member> struct MemberOf;
template <class T, class M, M T::* Member> struct MemberOf<Member> {
    using Struct = T;
    using Type = M;
    static void* slot(void* object) { return &(static_cast<T*>(object)->*Member); }
};

template <class T> void* create() { return new T{}; }
template <class T> void destroy(void* object) { delete static_cast<T*>(object); }

template <class T> struct BoxAccess {
    static Presence presence(const void* slot) { return static_cast<const Box<T>*>(slot)->presence(); }
    static void clear(void* slot, Presence p) { static_cast<Box<T>*>(slot)->clear(p); }
    static const void* object(const void* slot) { return static_cast<const Box<T>*>(slot)->get(); }
    static void* emplace(void* slot) { return &static_cast<Box<T>*>(slot)->emplace(); }
};

template <class T> struct ListAccess {
    static Presence presence(const void* slot) { return static_cast<const List<T>*>(slot)->presence; }
    static void clear(void* slot, Presence p) {
        static_cast<List<T>*>(slot)->items.clear();
        static_cast<List<T>*>(slot)->presence = p;
    }
    static void* emplace(void* slot) {
        clear(slot, Presence::value);
        return slot;
    }
    static std::size_t size(const void* slot) { return static_cast<const List<T>*>(slot)->items.size(); }
    static const void* at(const void* slot, std::size_t i) { return &static_cast<const List<T>*>(slot)->items[i]; }
    static void* append(void* slot) { return &static_cast<List<T>*>(slot)->items.emplace_back(); }
};

template <class T> struct Unboxed {
    using Type = T;
};
template <class T> struct Unboxed<Box<T>> {
    using Type = T;
};

template <class T> constexpr SlotOps list_ops() {
    using A = ListAccess<T>;
    return {A::presence, A::clear, nullptr, A::emplace, A::size, A::at, A::append};
}

}  // namespace describe_detail

/// A FieldInfo under construction: the words that follow `field<>()` in a row.
struct Row : FieldInfo {
    /// First version that has the member.
    constexpr Row in(Version version) const {
        Row r = *this;
        r.since = version;
        return r;
    }
    /// Went out as another kind before this version.
    constexpr Row was(Kind kind, Version until) const {
        Row r = *this;
        r.former_kind = kind;
        r.changed_in = until;
        return r;
    }
    /// Holds a secret.
    constexpr Row secret() const {
        Row r = *this;
        r.is_secret = true;
        return r;
    }
    /// Is part of the WebAPI only.
    constexpr Row only_rest() const {
        Row r = *this;
        r.rest_only = true;
        return r;
    }
    /// minOccurs is 1.
    constexpr Row required() const {
        Row r = *this;
        r.is_required = true;
        return r;
    }
    /// Is ignored where it is sent, or 0 changes nothing: clients send back what they got, empty where it was nothing.
    constexpr Row may_be_blank() const {
        Row r = *this;
        r.blank_is_default = true;
        return r;
    }
    /// The server takes it from its clock.
    constexpr Row stamp() const {
        Row r = *this;
        r.varies = Varies::stamp;
        return r;
    }
    /// The server makes it anew.
    constexpr Row generated() const {
        Row r = *this;
        r.varies = Varies::generated;
        return r;
    }
    /// The number of an object, given by the server; the same in every member of that space.
    constexpr Row id(std::string_view space) const {
        Row r = *this;
        r.varies = Varies::id;
        r.id_space = space;
        return r;
    }
    /// The WebAPI calls it otherwise.
    constexpr Row rest(std::string_view other) const {
        Row r = *this;
        r.rest_name = other;
        return r;
    }
};

/// A row for a member.
template <auto Member> constexpr Row field(std::string_view name) {
    using M = describe_detail::MemberOf<Member>;
    Row row;
    row.name = name;
    row.type = &type_of<typename describe_detail::Unboxed<typename M::Type>::Type>;
    row.slot = &M::slot;
    return row;
}

/// The row for the embedded base carrier, which must be the first member.
template <auto Member> constexpr Row extends() {
    using M = describe_detail::MemberOf<Member>;
    Row row;
    row.type = &type_of<typename M::Type>;
    row.slot = &M::slot;
    row.is_base = true;
    return row;
}

/// The table of a carrier: as many rows as the struct has members, no name twice, the base first. A mistake is one
/// line from the compiler.
template <class T, class... Rows> consteval auto carrier(Rows... rows) {
    static_assert(sizeof...(Rows) == boost::pfr::tuple_size_v<T>, "a row for each member of the struct");
    const std::array<FieldInfo, sizeof...(Rows)> table{static_cast<FieldInfo>(rows)...};
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].is_base && i != 0) throw std::logic_error("the base carrier is the first member");
        for (std::size_t k = 0; k < i; ++k)
            if (table[i].name == table[k].name) throw std::logic_error("a member stands twice");
    }
    return table;
}

/// The TypeInfo of a request or response, which stands on its own: never in a Box, so nothing is made for that.
template <class T> constexpr TypeInfo message_info(std::string_view name, std::span<const FieldInfo> fields) {
    TypeInfo info;
    info.kind = Kind::object;
    info.name = name;
    info.fields = fields;
    info.object = {describe_detail::create<T>, describe_detail::destroy<T>};
    return info;
}

/// The TypeInfo of a carrier or of a dictionary's entry.
template <class T> constexpr TypeInfo object_info(std::string_view name, std::span<const FieldInfo> fields,
                                                  TypeSpace space = TypeSpace::service) {
    using A = describe_detail::BoxAccess<T>;
    TypeInfo info = message_info<T>(name, fields);
    info.space = space;
    info.slot = {A::presence, A::clear, A::object, A::emplace, nullptr, nullptr, nullptr};
    return info;
}

/// The TypeInfo of an enumeration; `rest` where the WebAPI has other names.
constexpr TypeInfo enum_info(std::string_view name, std::span<const EnumMember> members, bool flags = false,
                             std::span<const EnumMember> rest = {}) {
    TypeInfo info;
    info.kind = Kind::enumeration;
    info.name = name;
    info.members = members;
    info.rest_members = rest;
    info.is_flags = flags;
    return info;
}

/// The same enumeration over xs:short numbers, which only the WSDL tells (ActualType).
constexpr TypeInfo over_short(TypeInfo info) {
    info.is_short = true;
    return info;
}

/// The same enumeration where the WebAPI's documentation gives a string without its words.
constexpr TypeInfo as_rest_text(TypeInfo info) {
    info.is_rest_text = true;
    return info;
}

/// The TypeInfo of List<T>: `ArrayOfUser` of `User` elements.
template <class T>
constexpr TypeInfo array_info(std::string_view name, std::string_view item_name, TypeSpace space = TypeSpace::service) {
    TypeInfo info;
    info.kind = Kind::array;
    info.name = name;
    info.space = space;
    info.item = &type_of<typename describe_detail::Unboxed<T>::Type>;
    info.item_name = item_name;
    info.slot = describe_detail::list_ops<T>();
    return info;
}

/// The TypeInfo of a dictionary: List of an entry struct with Key and Value.
template <class Entry> constexpr TypeInfo dictionary_info(std::string_view name, std::string_view entry_name) {
    TypeInfo info;
    info.kind = Kind::dictionary;
    info.name = name;
    info.item = &type_of<Entry>;
    info.item_name = entry_name;
    info.slot = describe_detail::list_ops<Entry>();
    return info;
}

template <> const TypeInfo& type_of<bool>();
template <> const TypeInfo& type_of<std::int16_t>();
template <> const TypeInfo& type_of<std::int32_t>();
template <> const TypeInfo& type_of<String>();
template <> const TypeInfo& type_of<Bytes>();
template <> const TypeInfo& type_of<DateTime>();
template <> const TypeInfo& type_of<List<String>>();
template <> const TypeInfo& type_of<List<std::int32_t>>();

}  // namespace uag
