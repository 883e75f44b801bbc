// What must hold of a user that is to be stored. One function for everything that stores or judges one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/agent/directory.hpp"
#include "core/agent/fields.hpp"
#include "core/base/error.hpp"
#include "core/store/rows.hpp"

namespace uag {

struct WantedUser;

/// Why a text cannot be stored (ill-formed, too long, control characters); nothing if it can. Long texts may
/// have several lines: those that may be longer than max_text.
std::optional<Message> judge_text(std::string_view text, std::size_t most = max_text);

/// Everything that speaks against storing the user. The password of a credential is not judged here: that
/// takes the policy, which counts as an error of its own.
Result<void> judge_user(Rows& rows, const WantedUser& wanted, const std::vector<LinkedCredentialType>& types,
                        FieldErrors& errors);

}  // namespace uag
