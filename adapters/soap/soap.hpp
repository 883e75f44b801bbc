// The SOAP endpoints User.svc and SoPrincipal.svc: an HTTP POST becomes a call, its outcome an envelope.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>

#include "adapters/http/exchange.hpp"
#include "adapters/http/path_segments.hpp"
#include "adapters/xml/guard.hpp"
#include "core/agent/operations.hpp"
#include "core/base/time_zone.hpp"

namespace uag {

/// Which endpoint the path of a request names: `/…/Remote/ServicesNN/User.svc`.
struct SoapTarget {
    Service service = Service::user;
    Version version = newest_version;
};

/// What GET answers (wsdl_get.hpp) and POST calls.
inline constexpr http::Methods soap_methods{http::Method::get, http::Method::post};

/// Matches with any prefix, in any ASCII case. Nothing if no service of ours stands there.
std::optional<SoapTarget> match_soap(const http::PathSegments& path);

/// Whether the last segment ends with ".svc", in any ASCII case: a refusal is a Fault there.
bool is_soap_path(std::string_view path);

/// What the configuration says about SOAP. Outlives every exchange.
struct SoapSettings {
    xml::XmlLimits xml;
    std::size_t secret_text = 4096;   ///< bytes of a password, ticket or token
    bool wrap_exceptions = true;      ///< a failed call is HTTP 200 with ExceptionInfo; false: a Fault
    const TimeZone* base_zone = &utc_zone();   ///< of dates where a request names no zone
};

/// Reads a POST up to its headers and its operation. `request` and its body outlive the exchange; the body is parsed in
/// place and wiped when the exchange goes. What is wrong becomes a Fault in `reply`.
Exchange make_soap_exchange(HttpRequest& request, const SoapTarget& target, const SoapSettings& settings,
                            HttpReply& reply);

}  // namespace uag
