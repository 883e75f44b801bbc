// What an unsaved user begins with: a role and a group that fit, and names that nobody has.
#pragma once

#include <string>
#include <string_view>

#include "core/store/rows.hpp"

namespace uag {

/// An unsaved user of the type, with the first role that fits it and the first group, if there are any.
/// errc::invalid_argument on `UserType` for a type that is not known.
Result<UserEntry> draft_of(Rows& rows, UserType type);

/// errc::invalid_argument on `UserType`.
Error unknown_type();

/// The first role that is not deleted, fits the type and, but for a system user, administers nothing: nobody becomes an
/// administrator by a default. Id 0 if there is none.
Result<RoleRecord> fitting_role(Rows& rows, UserType type);
/// The first group that is not deleted; id 0 if there is none.
Result<GroupRecord> first_group(Rows& rows);

/// The wish as a name that judge_name takes (white space and characters that names cannot have are left out
/// or replaced, "user" if nothing is left), or the first of wish2, wish3, … that no associate but `except`
/// has.
Result<std::string> free_name(Rows& rows, std::string_view wish, std::int32_t except);

/// "tore.jensen" for Tore Jensen; empty for somebody without a name.
std::string name_from(const PersonRecord& person);
/// What stands before the @ of an e-mail address; empty if there is none.
std::string name_from_email(std::string_view email);

/// The words of a name as first, middle and last name; a single word is the last name.
void split_name(std::string_view full, PersonRecord& person);

}  // namespace uag
