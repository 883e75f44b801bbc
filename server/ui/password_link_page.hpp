// The page that a mailed link opens, `…/account/password-link?token=…`: a form for a new password. Opening it uses
// nothing up, since mail scanners open links too; the token goes on in the form and in no address.
#pragma once

#include <memory>

#include "adapters/http/exchange.hpp"
#include "core/agent/password_link.hpp"

namespace uag::ui {

class PasswordLinkPage {
public:
    /// `links` outlives the page, and this the exchanges.
    explicit PasswordLinkPage(PasswordLinks& links) : links_(links) {}

    /// The exchange of a request for the page, with any prefix; null for every other address. A link that is unknown,
    /// used or expired gets 404, always the same; another method than GET and POST 405.
    std::unique_ptr<Exchange> open(HttpRequest& request) const;

    /// Whether the path is this page's, for the log.
    static bool owns(std::string_view path) { return path.ends_with("/account/password-link"); }

private:
    PasswordLinks& links_;
};

}  // namespace uag::ui
