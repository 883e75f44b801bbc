// The pages at /account: sign in and out, who one is, one's own password and sessions. They only carry what the core
// decides (core/gateway/account.hpp); every form is answered with a redirect, or with the form and what is wrong with it.
#pragma once

#include <memory>

#include "adapters/http/exchange.hpp"
#include "core/base/random.hpp"
#include "core/gateway/account.hpp"

namespace uag::ui {

class AccountPages {
public:
    /// Both outlive the pages, and these the exchanges.
    AccountPages(Account& account, Random& random) : account_(account), random_(random) {}

    /// The exchange of a request for `…/account`, one of its pages or one of their files, with any prefix; null for
    /// every other address. Another method than the page's gets 405.
    std::unique_ptr<Exchange> open(HttpRequest& request) const;

    /// Whether the path is one of these, for the log.
    static bool owns(std::string_view path);

private:
    Account& account_;
    Random& random_;
};

}  // namespace uag::ui
