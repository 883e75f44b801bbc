// Which adapter a path belongs to, and how that adapter words an error that the server found before it.
#pragma once

#include <atomic>
#include <memory>
#include <string_view>

#include "adapters/http/cors.hpp"
#include "adapters/http/exchange.hpp"
#include "adapters/rest/exchange.hpp"
#include "adapters/soap/soap.hpp"
#include "server/http/framing.hpp"
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
};

class Router {
public:
    explicit Router(RouterSettings settings)
        : settings_(std::move(settings)), cors_(settings_.cors_origins, settings_.cors_headers) {}

    /// The adapter's side of a complete request. Never null: an unknown path has an answer too.
    std::unique_ptr<Exchange> open(HttpRequest& request) const;

    /// Which protocol the path speaks, for the log.
    Protocol protocol_of(std::string_view path, std::string_view content_type) const;

    /// An error of the transport (400, 404, 408, 413, 414, 431, 503 ...) in the protocol that the path
    /// speaks, and where the path is unknown or unread in plain text. Of the head path, content type (it tells SOAP
    /// 1.2 from 1.1), accept and origin are looked at, as far as they were read.
    void refuse(const Framing& head, unsigned status, std::string_view problem, HttpReply& reply) const;

private:
    std::unique_ptr<Exchange> open_same_origin(HttpRequest& request) const;
    std::unique_ptr<Exchange> refusal(const HttpRequest& request, unsigned status, std::string_view problem,
                                      std::string_view allow = {}) const;

    const RouterSettings settings_;
    const Cors cors_;
};

}  // namespace uag::http
