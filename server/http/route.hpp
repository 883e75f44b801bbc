// What an address stands for: its path is split and matched once, and everything that asks reads this (what is answered,
// Allow, a preflight, in whose words a refusal is, the log).
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "adapters/http/method.hpp"
#include "adapters/rest/routes.hpp"
#include "adapters/soap/soap.hpp"
#include "server/ui/page_routes.hpp"

namespace uag::http {

/// In whose words a refusal is; `web` has the plain ones, and its own name in the log.
enum class Face : std::uint8_t { plain, soap, rest, web };

enum class Health : std::uint8_t { ready, live };

/// All views look into the path.
struct Route {
    Face face = Face::plain;
    Methods methods{};  ///< that the address takes; none: nothing of ours stands there
    std::variant<std::monostate, SoapTarget, RestTarget, Health, ui::PageTarget> target{};  ///< whatever is switched on
};

/// `path` as sent, as far as it was read: without the query, and without empty segments but for one at its end.
Route match_route(std::string_view path);

/// For the log. The content type tells SOAP 1.2 from 1.1.
Protocol protocol_of(const Route& route, std::string_view content_type);

}  // namespace uag::http
