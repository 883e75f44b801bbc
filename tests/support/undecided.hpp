// What an answer does not decide: a list or a text that is nil. Lists are empty where there is nothing, and so are texts,
// but for the few that are nil on purpose.
#pragma once

#include <string>

#include "core/contract/type_info.hpp"

namespace uag::test {

/// The place of the first of the members that this version has: "Response.OtherGroups"; empty if there is none. The
/// answer as a whole may be nil.
std::string undecided_member(const TypeInfo& response, const void* object, Version version);

}  // namespace uag::test
