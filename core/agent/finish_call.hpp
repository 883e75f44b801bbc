// The last step of every operation: its result into the response. A coroutine a type of result, made once in
// finish_call.cpp: coroutines would take half of the time in which the table of operations compiles.
#pragma once

#include "core/base/async.hpp"
#include "core/base/error.hpp"

namespace uag {

/// Waits for the call and moves its value into `response`, an object of the operation's response type. A result of a new
/// type needs a line in finish_call.cpp; without it the program does not link.
template <class T> Task<Result<void>> finish(Task<Result<T>> call, void* response);

}  // namespace uag
