// What stands on the pages at /account: HTML made from what the core says, nothing else.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/agent/account.hpp"
#include "server/ui/page.hpp"

namespace uag::ui {

std::string sign_in_view(std::string_view user_name, std::string_view xsrf_token, std::span<const Notice> notices);

/// Who somebody is and where they are signed in. `own` is the session that asks.
std::string home_view(const AccountView& account, const std::optional<Digest>& own, std::string_view xsrf_token);

std::string password_view(const AccountView& account, std::string_view xsrf_token, std::span<const Notice> notices);

/// What the policy asks of a new password.
void append_rules(std::string& out, const PasswordRules& rules);

}  // namespace uag::ui
