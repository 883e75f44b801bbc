// The page that a mailed link opens, `…/account/password-link?token=…`: a form for a new password. Opening it uses
// nothing up, since mail scanners open links too; the token goes on in the form and in no address.
#pragma once

#include "adapters/http/exchange.hpp"
#include "core/agent/password_link.hpp"
#include "server/ui/page_routes.hpp"

namespace uag::ui {

class PasswordLinkPage {
public:
    /// `links` outlives the page, and this the exchanges.
    explicit PasswordLinkPage(PasswordLinks& links) : links_(links) {}

    /// A request for Place::password_link, of a method that it takes. A link that is unknown, used or expired gets 404,
    /// always the same.
    Exchange open(HttpRequest& request, const PageTarget& target) const;

private:
    PasswordLinks& links_;
};

}  // namespace uag::ui
