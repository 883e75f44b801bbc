// What stands on the pages at /account: HTML made from what the core says, nothing else.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/gateway/account.hpp"
#include "server/ui/page.hpp"

namespace uag::ui {

struct SignInForm {
    std::string_view user_name;      ///< what was typed before
    bool tells_of_links = false;     ///< to whoever fails, so that it says nothing of anybody
};
Html sign_in_view(Language language, const SignInForm& form, std::string_view xsrf_token,
                  std::span<const Notice> notices);

/// Who somebody is and where they are signed in. `own` is the session that asks.
Html home_view(Language language, const AccountView& account, const std::optional<Digest>& own,
               std::string_view xsrf_token);

Html password_view(Language language, const AccountView& account, std::string_view xsrf_token,
                   std::span<const Notice> notices);

/// One link, where something went wrong.
Html link_view(Language language, std::string_view address, MessageId name);

/// What the policy asks of a new password.
void append_rules(Html& out, const PasswordRules& rules);

}  // namespace uag::ui
