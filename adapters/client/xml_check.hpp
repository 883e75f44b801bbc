// Compares an XML answer with the contract, member by member, and takes out what cannot be read, so that the codec that
// reads it afterwards finds nothing to stumble over.
#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>

#include "adapters/client/findings.hpp"
#include "core/contract/type_info.hpp"

namespace uag::client {

/// How well a text is a value of its type.
enum class Fit : std::uint8_t {
    exact,
    lenient,  ///< the codec reads it, and the description does not have it
    none  ///< the codec refuses it
};

/// How a protocol writes the contract in XML.
class XmlDialect {
public:
    virtual ~XmlDialect() = default;
    virtual bool has(const FieldInfo& field) const = 0;
    virtual std::string_view name_of(const FieldInfo& field) const = 0;
    /// The kind that the member has on the wire.
    virtual Kind wire_kind(const FieldInfo& field) const = 0;
    /// The namespace in which members of a type of that space stand; nothing: in any.
    virtual std::optional<std::string_view> uri_of(TypeSpace space) const = 0;
    /// Whether members stand in the contract's order.
    virtual bool is_ordered() const = 0;
    /// Whether two keys of a dictionary are the same where they differ in ASCII case only.
    virtual bool folds_keys() const = 0;
    /// The text of an element as a value of that scalar or enumeration.
    virtual Fit fit(const TypeInfo& type, Kind wire, std::string_view text) const = 0;
};

/// The namespace that a prefix stands for at an element; empty: none, or the prefix is not bound.
std::string_view uri_at(pugi::xml_node element, std::string_view prefix);

/// A qualified name's part behind the colon.
std::string_view local_name(std::string_view qualified);

class XmlCheck {
public:
    XmlCheck(const XmlDialect& dialect, Findings& findings) : dialect_(dialect), findings_(findings) {}

    /// Judges the element as a value of that type, at `path`. False: it cannot be read and is not to be.
    bool value(const TypeInfo& type, Kind wire, pugi::xml_node element, Path& path);

    /// Judges the members of a message or header. One whose only member is called Response stands for that member: its
    /// value has the message's path, as in the WebAPI, where it is the whole body. False as above.
    bool message(const TypeInfo& type, pugi::xml_node element, Path& path);

private:
    enum class Nil : std::uint8_t { no, yes, wrong };

    bool members(const TypeInfo& type, pugi::xml_node element, Path& path, bool unwraps);
    bool member(const FieldInfo& field, pugi::xml_node element, Path& path, bool unwraps);
    bool items(const TypeInfo& type, pugi::xml_node element, Path& path);
    bool entry(const TypeInfo& type, pugi::xml_node element, std::set<std::string>& keys, Path& path);
    bool is_member(const TypeInfo& type, std::string_view name, pugi::xml_node child, Path& path, bool known);
    std::string_view uri_of(pugi::xml_node child);
    Nil attributes(const TypeInfo& type, pugi::xml_node element, Path& path);
    void elements_only(pugi::xml_node element, const Path& path);
    bool scalar(const TypeInfo& type, Kind wire, pugi::xml_node element, const Path& path);

    const XmlDialect& dialect_;
    Findings& findings_;
    // Of the last child that was asked about.
    pugi::xml_node parent_;
    std::string prefix_;
    std::string_view uri_;
};

}  // namespace uag::client
