// Example values for an OpenAPI document: made from the contract's types and names, and always of
// their schema.
#pragma once

#include <string>
#include <string_view>

#include "core/agent/operations.hpp"

namespace uag::rest {

/// Appends a value of that type; `name` is the member's or parameter's and decides what a text or number
/// says.
void write_example(const TypeInfo& type, std::string_view name, std::string& out);

/// Appends the body of a call, for operations that have one: as the public documentation shows it where that
/// is short and on record, else made from the types.
void write_request_example(const Operation& operation, std::string& out);

/// Appends the body of the answer, for operations that have one.
void write_response_example(const Operation& operation, std::string& out);

}  // namespace uag::rest
