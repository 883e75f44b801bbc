// The WSDL 1.1 of each service and version, written from the contract's tables.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/agent/operations.hpp"

namespace uag::soap {

enum class WsdlForm : std::uint8_t {
    single,  ///< `?wsdl`, `?singleWsdl`: everything in one document
    split    ///< `?wsdl=wsdl0`: the schemas are imported from `?xsd=xsdN`
};

/// The whole document in UTF-8. `address` is the endpoint's, up to and with ".svc".
std::string write_wsdl(Service service, Version version, std::string_view address, WsdlForm form = WsdlForm::single);

/// The document of `?xsd=xsdN`: the schema of the Nth target namespace. Nothing if there are fewer.
std::optional<std::string> write_schema(Service service, Version version, std::string_view address, std::size_t index);

}  // namespace uag::soap
