// Who an associate is, read in one snapshot: by id, by name, by what a person types to log in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/store/store.hpp"

namespace uag {

/// By folded associate name; a user name beside it does not count.
Result<std::optional<Identity>> identity_by_name(Rows& rows, std::string_view folded_name);
/// By what a person types to log in: folded associate name, else folded user name, else an e-mail address that exactly
/// one associate has who is not deleted. Where an old database has somebody's address as another's name, the name wins:
/// who has it has no other way in.
Result<std::optional<Identity>> identity_for_login(Rows& rows, std::string_view folded_login);

// The same as reads of their own.
Task<Result<std::optional<Identity>>> find_identity(Store& store, std::int32_t associate_id);
Task<Result<std::optional<Identity>>> find_identity_by_name(Store& store, std::string folded_name);
Task<Result<std::optional<Identity>>> find_identity_for_login(Store& store, std::string folded_login);

}  // namespace uag
