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
    /// Both outlive the pages, and these the exchanges.
    AccountPages(Account& account, Random& random) : account_(account), random_(random) {}

    /// A request for `…/account`, one of its pages or one of their files, of a method that it takes.
    Exchange open(HttpRequest& request, const PageTarget& target, HttpReply& reply) const;

private:
    Account& account_;
    Random& random_;
};

}  // namespace uag::ui
