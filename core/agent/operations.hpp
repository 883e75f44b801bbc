// One row an operation, joined to the function that does it. Adapters, WSDL, OpenAPI and access control read this table
// and nothing else.
#pragma once

#include <span>
#include <string_view>

#include "core/base/async.hpp"
#include "core/base/error.hpp"
#include "core/contract/operation.hpp"

namespace uag {

struct Context;
class UserAgent;

/// All operations of a service, in the order of the public contract.
std::span<const Operation> operations(Service service);

/// The WebAPI's GETs around the agent (`/api/v1/User/current…`); no part of the agent's contract.
std::span<const Operation> rest_operations();

/// By exact name; null if there is none (in any version).
const Operation* find_operation(Service service, std::string_view name);
/// By name without regard to ASCII case, as URLs are read.
const Operation* find_operation_any_case(Service service, std::string_view name);

/// What does an operation: `request` and `response` are objects of its types.
using Invoke = Task<Result<void>> (*)(UserAgent&, const Context&, const void* request, void* response);

/// Of a row of these tables.
Invoke function_of(const Operation& operation);

}  // namespace uag
