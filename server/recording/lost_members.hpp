// What a recorded request says and the protocol of a target has no member for: the target is told less than the recorded
// server was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/face.hpp"
#include "core/contract/type_info.hpp"

namespace uag::recording {

struct LostMember {
    std::string path;  ///< `User.NickName`, `User.Person.PersonNumber`
    std::string_view name;  ///< its last step
    std::string value;  ///< the whole text of a single value; empty: it is more than that
};

/// Members that the face does not have and that say something: not nothing, not empty, not 0 or false. In the order of
/// the contract.
std::vector<LostMember> lost_members(const TypeInfo& type, const void* object, compare::Face face);

/// Whether a text of the object is this one, in a member that the face has.
bool says_text(const TypeInfo& type, const void* object, compare::Face face, std::string_view text);

}  // namespace uag::recording
