// What an import says of each thing that it takes: a line each, which begins with `+` for what is new, `~` for what changed,
// `!` for what was refused and `-` for what is not there any more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/agent/imported_members.hpp"
#include "core/base/error.hpp"

namespace uag::importing {

/// "associate 12 kim".
std::string thing(std::string_view what, std::int32_t id, std::string_view name);

/// "~ associate 12 kim: Person.Email "a" -> "b", Role.Id "3" -> "4"". What is not to be shown has only changed.
std::string changed_line(std::string_view thing, const std::vector<MemberChange>& changes);

/// What the error says of each field, behind one another, as whoever typed the command may read it; `thing` is not
/// repeated.
std::string reason_of(const Error& error, std::string_view thing);

}  // namespace uag::importing
