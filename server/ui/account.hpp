// The pages at /account: sign in and out, who one is, one's own password and sessions. They only carry what the core
// decides (core/gateway/account.hpp); every form is answered with a redirect, or with the form and what is wrong with it.
#pragma once

#include "adapters/http/exchange.hpp"
#include "core/base/random.hpp"
#include "core/gateway/account.hpp"
#include "server/ui/page_routes.hpp"

namespace uag::ui {

class AccountPages {
public:
    /// Account and random outlive the pages, and these the exchanges. `users_moved_here`: some of them may have a password
    /// elsewhere only, so who cannot sign in is told where to get one.
    AccountPages(Account& account, Random& random, bool users_moved_here = false)
        : account_(account), random_(random), users_moved_here_(users_moved_here) {}

    /// A request for `…/account`, one of its pages or one of their files, of a method that it takes.
    Exchange open(HttpRequest& request, const PageTarget& target, HttpReply& reply) const;

private:
    Account& account_;
    Random& random_;
    const bool users_moved_here_;
};

}  // namespace uag::ui
