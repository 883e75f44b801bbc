// The namespaces that SOAP messages of this contract use.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/contract/type_info.hpp"

namespace uag::soap {

/// The envelope's version.
enum class SoapVersion : std::uint8_t { soap11, soap12 };

inline constexpr std::string_view envelope11_uri = "http://schemas.xmlsoap.org/soap/envelope/";
inline constexpr std::string_view envelope12_uri = "http://www.w3.org/2003/05/soap-envelope";
inline constexpr std::string_view xsi_uri = "http://www.w3.org/2001/XMLSchema-instance";
inline constexpr std::string_view arrays_uri = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
inline constexpr std::string_view cryptography_uri =
    "http://schemas.datacontract.org/2004/07/System.Security.Cryptography";

constexpr std::string_view envelope_uri(SoapVersion version) {
    return version == SoapVersion::soap11 ? envelope11_uri : envelope12_uri;
}

constexpr std::string_view content_type(SoapVersion version) {
    return version == SoapVersion::soap11 ? std::string_view("text/xml; charset=utf-8")
                                          : std::string_view("application/soap+xml; charset=utf-8");
}

/// The targetNamespace of everything in a generation: schema, contract and headers.
constexpr std::string_view service_uri(Version version) {
    constexpr std::array<std::string_view, 5> uris{
        "http://www.superoffice.net/ws/crm/NetServer/Services84",
        "http://www.superoffice.net/ws/crm/NetServer/Services85",
        "http://www.superoffice.net/ws/crm/NetServer/Services86",
        "http://www.superoffice.net/ws/crm/NetServer/Services87",
        "http://www.superoffice.net/ws/crm/NetServer/Services88",
    };
    return uris[static_cast<std::size_t>(version) - static_cast<std::size_t>(oldest_version)];
}

}  // namespace uag::soap
