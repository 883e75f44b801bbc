// The WebAPI's XML: a body is a carrier's element, its members elements in it, null is i:nil. Out: no
// namespace, no XML declaration, members in the contract's order (the base carrier's first). In: any root,
// any namespace, any order, any ASCII case; unknown members ignored, the base carrier's members never taken,
// as in JSON.
#pragma once

#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>

#include "adapters/http/charset.hpp"
#include "adapters/walk/selection.hpp"
#include "adapters/xml/guard.hpp"
#include "core/base/error.hpp"
#include "core/contract/type_info.hpp"

namespace uag::rest {

/// A request's body and the tree over it. The tree points into the bytes, which outlive it and are changed by
/// parsing; a converted copy is overwritten when the body goes.
class XmlBody {
public:
    XmlBody() = default;
    XmlBody(const XmlBody&) = delete;
    XmlBody& operator=(const XmlBody&) = delete;
    ~XmlBody();
    /// The body in UTF-8, if it did not come so; else empty.
    const std::string& converted() const { return converted_; }

    /// Parses once. `charset` is the Content-Type's. The error is errc::malformed with the byte's offset and never a
    /// piece of the body.
    Result<void> parse(std::span<char> bytes, Charset charset, const xml::XmlLimits& limits);

    /// Reads the root as a value of that type into its slot. nil is the default of a value type and nil of a
    /// nillable one; the elements of an array are its items and those of a dictionary its entries (Key,
    /// Value), whatever they are called. Errors: errc::bad_parameter, or errc::malformed (a member or a key
    /// twice, in any case; nil that is no boolean or has content); `field` is the path of the member.
    Result<void> decode(const TypeInfo& type, void* slot) const;

    /// Reads the children of the root into an object of that carrier or request (nothing from nil). Members
    /// that are not sent stay as they are. Errors as above.
    Result<void> decode_object(const TypeInfo& type, void* object) const;

private:
    std::string converted_;  // the body, if it did not come as UTF-8
    pugi::xml_document document_;
};

/// Appends the slot's value as an element with its type's name: `<User>`, `<ArrayOfint>`, `<boolean>`. Absent
/// and nil are both null, and so are members that are not selected. The root declares the prefix i where
/// there is a null. `selection`, where there is one, is of that type.
void encode_xml(const TypeInfo& type, const void* slot, std::string& out, const Selection* selection = nullptr);

/// The same for a carrier, request or response that stands on its own.
void encode_xml_object(const TypeInfo& type, const void* object, std::string& out);

/// The same two, but what is absent is left out: how a client tells it from null.
void encode_request_xml(const TypeInfo& type, const void* slot, std::string& out);
void encode_request_xml_object(const TypeInfo& type, const void* object, std::string& out);

/// Reads an element of an answer, which has been guarded, as XmlBody::decode reads the root of a request; the base
/// carriers' members are taken too.
Result<void> decode_answer_xml(const TypeInfo& type, const pugi::xml_node& element, void* slot);

/// Whether the text of an element is one of that scalar or enumeration, as XmlBody reads it.
bool is_xml_value(const TypeInfo& type, std::string_view text);

/// XMLSchema-instance, the namespace of nil.
inline constexpr std::string_view xsi_uri = "http://www.w3.org/2001/XMLSchema-instance";

}  // namespace uag::rest
