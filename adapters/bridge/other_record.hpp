// Whether an answer is about what was asked for.
#pragma once

#include "core/contract/operation.hpp"

namespace uag::bridge {

/// Whether the answer is the record of another object than the one whose number was asked for. False where nothing can
/// be told: lists, answers without a number of their own.
bool is_other_record(const Operation& operation, const void* request, const void* response);

}  // namespace uag::bridge
