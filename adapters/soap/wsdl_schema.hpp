// The XML Schemas of a service and version, one per target namespace, as .NET's data contract exporter writes
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/soap/wsdl_contract.hpp"

namespace uag::soap {

inline constexpr std::string_view xsd_uri = "http://www.w3.org/2001/XMLSchema";
inline constexpr std::string_view serialization_uri = "http://schemas.microsoft.com/2003/10/Serialization/";

/// The target namespaces in the order of `?xsd=xsdN`; the service's own is the first.
std::vector<std::string_view> schema_uris(const WsdlContract& contract);

/// The address of a schema document: `{address}?xsd=xsdN`.
std::string schema_address(std::string_view address, std::size_t index);

/// Appends the `xs:schema` of a target namespace. With an `address` (of the .svc) its imports say where the
/// others are; without one they do not, as within a single document.
void append_schema(const WsdlContract& contract, std::string_view uri, std::string_view address, std::string& out);

}  // namespace uag::soap
