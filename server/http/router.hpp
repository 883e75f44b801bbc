// Which adapter a path belongs to, and how that adapter words an error that the server found before it.
#pragma once

#include <memory>
#include <string_view>

#include "adapters/exchange.hpp"
#include "adapters/rest/exchange.hpp"
#include "adapters/soap/soap.hpp"
#include "server/ui/docs.hpp"

namespace uag::http {

struct RouterSettings {
    SoapSettings soap;
    RestSettings rest;
    ui::DocsSettings docs;
};

class Router {
public:
    explicit Router(RouterSettings settings) : settings_(std::move(settings)) {}

    /// The adapter's side of a complete request. Never null: an unknown path has an answer too.
    std::unique_ptr<Exchange> open(HttpRequest& request) const;

    /// Which protocol the path speaks, for the log.
    Protocol protocol_of(std::string_view path, std::string_view content_type) const;

    /// What a refused request asked for, as far as it was read.
    struct Asked {
        std::string_view path;
        std::string_view content_type;  ///< tells SOAP 1.2 from 1.1
        std::string_view accept;        ///< the form of the WebAPI's error: JSON, XML or problem+json
    };

    /// An error of the transport (400, 404, 408, 413, 414, 431, 503 ...) in the protocol that the path
    /// speaks, and where the path is unknown or unread in plain text.
    void refuse(const Asked& asked, unsigned status, std::string_view problem, HttpReply& reply) const;

private:
    const RouterSettings settings_;
};

}  // namespace uag::http
