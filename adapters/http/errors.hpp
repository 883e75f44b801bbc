// The only table that knows how an error looks in every protocol.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/error.hpp"

namespace uag {

/// Where SOAP puts an error: in ExceptionInfo of a normal answer, or in a Fault.
enum class SoapForm : std::uint8_t { exception, client_fault, deserialization_fault, internal_fault, server_fault };

struct ErrorForm {
    errc code;
    std::string_view exception;     ///< short name: SoSentryException
    SoapForm soap;
    unsigned soap_status;           ///< HTTP status where a Fault keeps its own (429, 503); else 0
    unsigned rest_status;
    std::string_view rest_type;     ///< ErrorType of the WebAPI's error object
    std::string_view rest_source;   ///< ErrorSource
};

const ErrorForm& form_of(errc code);

}  // namespace uag
