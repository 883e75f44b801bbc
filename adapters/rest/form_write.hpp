// A request as a form (application/x-www-form-urlencoded), as FormBody reads one: `User[Name]=x`, `Ids[0]=1`,
// `CustomFields[key]=x`.
#pragma once

#include <optional>
#include <string>

#include "adapters/client/message.hpp"
#include "core/contract/type_info.hpp"

namespace uag::rest {

/// Appends the members of an object, or a value that is the body itself. A form cannot say null: what is absent or nil
/// is left out, as are the base carriers' members, which no server takes. Refused, with its path: an empty list, empty
/// bytes, a nil text in a list or dictionary, a carrier without members, a key or a name that a form's names do not have,
/// and more fields than are read.
std::optional<client::CannotWrite> write_form_object(const TypeInfo& type, const void* object, std::string& out);
std::optional<client::CannotWrite> write_form(const TypeInfo& type, const void* slot, std::string& out);

}  // namespace uag::rest
