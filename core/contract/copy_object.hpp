// A deep copy of an object whose type only its description knows.
#pragma once

#include "core/contract/type_info.hpp"

namespace uag {

/// `to` is a fresh object of the same type.
void copy_object(const TypeInfo& type, const void* from, void* to);
Object copy_of(const TypeInfo& type, const void* from);

}  // namespace uag
