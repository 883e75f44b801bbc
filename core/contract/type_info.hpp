// The one description of everything on the wire: a constexpr table a type, walked by plain functions (codecs, WSDL,
// OpenAPI, redaction, samples for tests). Built with core/contract/describe.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "core/contract/values.hpp"

namespace uag {

/// The service generations. The WebAPI speaks the newest.
enum class Version : std::uint8_t { v84 = 84, v85 = 85, v86 = 86, v87 = 87, v88 = 88 };
inline constexpr Version oldest_version = Version::v84;
inline constexpr Version newest_version = Version::v88;

/// What a slot in memory holds, and with it the slot's C++ type: bool, std::int16_t, std::int32_t, String, DateTime,
/// Bytes, an enum with underlying std::int32_t, Box<T>, List<T>, List<entry>.
enum class Kind : std::uint8_t {
    boolean,
    int16,
    int32,
    string,
    datetime,
    bytes,
    enumeration,
    object,
    array,
    dictionary
};

/// Which XML namespace a type's name lives in.
enum class TypeSpace : std::uint8_t { xsd, service, arrays, cryptography };

struct TypeInfo;

/// Why a member may rightly have another value at another server, or a second time at the same one.
enum class Varies : std::uint8_t {
    never,
    stamp,      ///< a time that the server takes from its clock
    generated,  ///< a text that the server makes anew, such as a ticket
    id          ///< a number that the server gives to an object; FieldInfo::id_space says which numbers are alike
};

/// A member of an enumeration; `value` is the number on record for every protocol.
struct EnumMember {
    std::string_view name;
    std::int32_t value = 0;
    Version since = oldest_version;
};

/// One member of a carrier, request or response.
struct FieldInfo {
    std::string_view name;                     ///< the name on the wire, PascalCase
    const TypeInfo& (*type)() = nullptr;
    void* (*slot)(void* object) = nullptr;     ///< the member's address in its object
    Version since = oldest_version;
    bool is_base = false;  ///< the embedded base carrier; its fields come first in SOAP, last in JSON
    bool is_secret = false;  ///< never logged, never in an error, wiped after use
    bool rest_only = false;  ///< not in any WSDL
    bool is_required = false;  ///< minOccurs=1: the DSA key's members
    bool blank_is_default = false;  ///< of a value type: not stored from what is sent, or its default says
        ///< nothing; so an empty text and nil are that default
    std::string_view rest_name{};  ///< the WebAPI's name where it differs
    Kind former_kind = Kind::boolean;  ///< wire kind before `changed_in`
    Version changed_in = oldest_version;
    Varies varies = Varies::never;
    std::string_view id_space{};  ///< of an id: "associate", "role"; the same number there is the same object

    const void* get(const void* object) const { return slot(const_cast<void*>(object)); }
    /// The kind on the wire in this version.
    Kind kind_in(Version version) const;
    std::string_view name_in_rest() const { return rest_name.empty() ? name : rest_name; }
    bool in_soap(Version version) const { return !rest_only && since <= version; }
};

/// How to reach into a Box or a List without knowing its type. Only what the kind needs is set.
struct SlotOps {
    Presence (*presence)(const void* slot) = nullptr;
    void (*clear)(void* slot, Presence presence) = nullptr;  ///< absent or nil
    const void* (*object)(const void* slot) = nullptr;  ///< Box: the carrier, or null
    void* (*emplace)(void* slot) = nullptr;  ///< Box: a fresh carrier; List: present and empty
    std::size_t (*size)(const void* slot) = nullptr;
    const void* (*at)(const void* slot, std::size_t index) = nullptr;
    void* (*append)(void* slot) = nullptr;  ///< List: a fresh item's slot
};

/// Creates and destroys a carrier, request or response on its own.
struct ObjectOps {
    void* (*create)() = nullptr;
    void (*destroy)(void*) = nullptr;
};

struct TypeInfo {
    Kind kind = Kind::string;
    std::string_view name;  ///< XSD local name: "int", "User", "ArrayOfUser", "StringDictionary"
    TypeSpace space = TypeSpace::service;
    std::span<const EnumMember> members{};  ///< enumeration, SOAP names
    std::span<const EnumMember> rest_members{};  ///< enumeration, where the WebAPI's names differ
    bool is_flags = false;  ///< xs:list in SOAP, ", " in JSON
    bool is_value_type = false;  ///< a carrier that is never nil (the DSA key)
    bool is_short = false;  ///< an enumeration that the WSDL calls an xs:short underneath
    bool is_rest_text = false;  ///< an enumeration that the WebAPI documents as a plain string
    std::span<const FieldInfo> fields{};  ///< object, in the WSDL's order
    const TypeInfo& (*item)() = nullptr;  ///< array: the item's type; dictionary: the entry (Key, Value)
    std::string_view item_name{};  ///< array, dictionary: the repeated element's name
    SlotOps slot{};
    ObjectOps object{};

    std::span<const EnumMember> members_in_rest() const { return rest_members.empty() ? members : rest_members; }
    bool nillable() const {
        return (kind == Kind::string || kind == Kind::bytes || kind == Kind::object || kind == Kind::array ||
                kind == Kind::dictionary) &&
               !is_value_type;
    }
};

inline Kind FieldInfo::kind_in(Version version) const { return version < changed_in ? former_kind : type().kind; }

/// The description of a C++ type; one specialisation a type, made with describe.hpp.
template <class T> const TypeInfo& type_of();

/// An object whose type only its TypeInfo knows.
using Object = std::unique_ptr<void, void (*)(void*)>;
inline Object make_object(const TypeInfo& type) { return {type.object.create(), type.object.destroy}; }

/// Calls `visit(field, object)` for each field, the base carrier's first (SOAP's order). Base fields are visited with
/// the base object, so `field.slot` always fits.
template <class Visit> void for_each_field(const TypeInfo& type, void* object, Visit&& visit) {
    for (const FieldInfo& field : type.fields) {
        if (field.is_base) {
            for_each_field(field.type(), object ? field.slot(object) : nullptr, visit);
            continue;
        }
        visit(field, object);
    }
}

/// The same with the base carrier's fields last (the WebAPI's order).
template <class Visit> void for_each_field_base_last(const TypeInfo& type, void* object, Visit&& visit) {
    for (const FieldInfo& field : type.fields)
        if (!field.is_base) visit(field, object);
    for (const FieldInfo& field : type.fields)
        if (field.is_base) for_each_field_base_last(field.type(), object ? field.slot(object) : nullptr, visit);
}

/// Overwrites every secret field below this object. Called on each request and response once it is done with.
void wipe_secrets(const TypeInfo& type, void* object) noexcept;

/// A fresh object whose secrets are wiped when it goes.
class WipedObject {
public:
    explicit WipedObject(const TypeInfo& type) : type_(type), object_(make_object(type)) {}
    ~WipedObject() { wipe_secrets(type_, object_.get()); }
    WipedObject(const WipedObject&) = delete;
    WipedObject& operator=(const WipedObject&) = delete;
    void* get() { return object_.get(); }
    const void* get() const { return object_.get(); }

private:
    const TypeInfo& type_;
    Object object_;
};

}  // namespace uag
