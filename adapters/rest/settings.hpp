// What the WebAPI adapter is told by the configuration.
#pragma once

#include <string>

#include "adapters/json/limits.hpp"
#include "adapters/rest/authorization.hpp"
#include "adapters/xml/guard.hpp"
#include "core/base/time_zone.hpp"

namespace uag {

/// What `GET /api` says about the installation.
struct RestIdentity {
    std::string netserver_version = "11.10.0.0";  ///< four numbers
    std::string release_date;                     ///< yyyy-mm-dd; empty: not said
    std::string services = "Services87";          ///< oldest generation that is current
    std::string services_current = "Services88";  ///< newest generation
    bool has_docs = false;                        ///< the page /docs stands beside the WebAPI
    std::string documentation = "https://docs.superoffice.com/en/api/";
};

struct RestSettings {
    RestIdentity identity;
    rest::Schemes schemes;
    JsonLimits json;
    xml::XmlLimits xml;
    const TimeZone* base_zone = &utc_zone();  ///< of dates where a request names no zone
};

}  // namespace uag
