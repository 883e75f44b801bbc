// Hands a request to the adapter of its route, and words an error that the server found before that.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/cors.hpp"
#include "adapters/http/exchange.hpp"
#include "adapters/rest/exchange.hpp"
#include "adapters/soap/soap.hpp"
#include "server/http/extra_routes.hpp"
#include "server/http/framing.hpp"
#include "server/http/route.hpp"
#include "server/ui/account.hpp"
#include "server/ui/docs.hpp"
#include "server/ui/home.hpp"
#include "server/ui/password_link_page.hpp"

namespace uag::http {

struct RouterSettings {
    SoapSettings soap;
    RestSettings rest;
    ui::DocsSettings docs;
    std::vector<std::string> cors_origins;  ///< entries that check_cors_origin() takes
    std::vector<std::string> cors_headers;  ///< entries that check_cors_header() takes
    const std::atomic<bool>* draining = nullptr;  ///< what `/health/ready` tells; null: never; outlives the router
    const std::atomic<bool>* storage_fails = nullptr;  ///< likewise
    const ui::AccountPages* account = nullptr;  ///< null: switched off; outlives the router
    const ui::PasswordLinkPage* password_link = nullptr;  ///< null: no mail is sent; outlives the router
    const ExtraRoutes* extra = nullptr;  ///< null: there are no others; outlives the router
};

class Router {
public:
    explicit Router(RouterSettings settings)
        : settings_(std::move(settings)), cors_(settings_.cors_origins, settings_.cors_headers) {}

    /// The adapter's side of a complete request at that route: an unknown path has an answer too. What is answered at once
    /// is written into `reply`, which is empty.
    Exchange open(HttpRequest& request, const Route& route, HttpReply& reply) const;

    /// Writes the answer of an exchange that asked the core. `outcome` is what its call came to, null for a page.
    void answer(const Exchange& exchange, const HttpRequest& request, const Route& route, Outcome* outcome,
                HttpReply& reply) const;

    /// An error of the transport (400, 404, 408, 413, 414, 431, 503 ...) in the words of the route's face. Of the head
    /// path, content type (it tells SOAP 1.2 from 1.1), accept and origin are looked at, as far as they were read.
    void refuse(const Framing& head, const Route& route, unsigned status, std::string_view problem,
                HttpReply& reply) const;

private:
    Exchange open_same_origin(HttpRequest& request, const Route& route, HttpReply& reply) const;
    Exchange open_soap(HttpRequest& request, const SoapTarget& target, HttpReply& reply) const;
    Exchange open_rest(HttpRequest& request, const RestTarget& target, HttpReply& reply) const;
    std::optional<Exchange> open_page(HttpRequest& request, const ui::PageTarget& target, HttpReply& reply) const;
    std::optional<Exchange> open_account(HttpRequest& request, const ui::PageTarget& target, HttpReply& reply) const;
    void write_health(Health health, HttpReply& reply) const;

    const RouterSettings settings_;
    const Cors cors_;
};

}  // namespace uag::http
