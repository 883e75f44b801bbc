// The only table that knows how an error looks in every protocol: what the core reports, and what a request is refused
// with before there is a call.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/base/error.hpp"

namespace uag {

/// Why a request is refused before there is a call, by whoever reads it.
enum class Refused : std::uint8_t {
    malformed,
    no_token,         ///< a page with the session's cookie alone
    foreign_page,     ///< of an origin that may not call
    nothing_there,
    wrong_method,
    resource_method,  ///< a method that an address of the WebAPI does not take
    too_slow,
    changed_since,    ///< a condition of the request does not hold
    too_large,
    long_target,
    media_type,
    expectation,
    large_fields,
    answer_lost,      ///< the change was made, but there is no memory for its answer
    unknown_method,
    target_down,      ///< another server, for which this one stands, has not answered
    busy,
    target_slow,      ///< nor in time
    http_version
};

/// Where SOAP puts an error: in ExceptionInfo of a normal answer, or in a Fault.
enum class SoapForm : std::uint8_t { exception, client_fault, deserialization_fault, internal_fault, server_fault };

/// At which level a request that comes to this is logged: `usual` is the caller's own doing.
enum class Severity : std::uint8_t { usual, warning, error };

struct ErrorForm {
    unsigned status;                ///< of HTTP; its phrase: adapters/http/status.hpp
    Severity severity;
    SoapForm soap;
    unsigned soap_status;           ///< of a Fault that has an HTTP status of its own (413, 429, 503); else 0
    std::string_view exception;     ///< short name in SOAP's ExceptionInfo: SoSentryException; of a refusal empty
    std::string_view rest_type;     ///< ErrorType of the WebAPI's error object
    std::string_view rest_source;   ///< ErrorSource
};

const ErrorForm& form_of(errc code);
const ErrorForm& form_of(Refused refusal);

/// That of a status that the transport refuses with; Refused::malformed for one that it does not.
Refused refused_with(unsigned status);

}  // namespace uag
