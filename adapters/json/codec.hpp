// Between the contract's objects and JSON, for every kind of the contract (RFC 8259). Out: PascalCase in the
// contract's order with the base carrier's members last, nulls written. In: any ASCII case, unknown members
// ignored, the base carrier's members (TableRight, FieldProperties) never taken.
#pragma once

#include <string>

#include "adapters/json/rapidjson.hpp"
#include "adapters/walk/selection.hpp"
#include "core/base/error.hpp"
#include "core/contract/type_info.hpp"

namespace uag::json {

/// Reads a value into a slot of that type. Null is the default of a value type and nil of a nillable one.
/// Numbers are taken from integers and from their decimal text; a text also from an integer; a boolean also
/// from "true" and "false", 1 and 0; an enumeration from names and numbers; a date as parse_loose_datetime() reads
/// it; a dictionary also from an empty array; a member whose blank is its default also from a blank text. The error
/// is errc::bad_parameter, `field` the path of the member.
Result<void> decode(const TypeInfo& type, const Value& value, void* slot);

/// Reads the members of a JSON object (or nothing from null) into an object of that carrier or request.
/// Members that are not sent stay as they are. Errors as above; a root of another kind is errc::bad_parameter
/// too.
Result<void> decode_object(const TypeInfo& type, const Value& value, void* object);

/// As decode(), but of an answer: the base carriers' members are taken too.
Result<void> decode_answer(const TypeInfo& type, const Value& value, void* slot);

/// Appends the slot's value; absent and nil are both null, and so are members that are not selected.
/// `selection`, where there is one, is of that type.
void encode(const TypeInfo& type, const void* slot, std::string& out, const Selection* selection = nullptr);

/// Appends the object with all its members.
void encode_object(const TypeInfo& type, const void* object, std::string& out);

/// The same two, but what is absent is left out: how a client tells it from null.
void encode_request(const TypeInfo& type, const void* slot, std::string& out);
void encode_request_object(const TypeInfo& type, const void* object, std::string& out);

}  // namespace uag::json
