// SOAP Faults: every code that these endpoints answer with, in SOAP 1.1 and SOAP 1.2.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/message.hpp"
#include "adapters/soap/names.hpp"
#include "core/base/language.hpp"
#include "core/base/message.hpp"

namespace uag {
struct SoExceptionInfo;
}

namespace uag::soap {

enum class FaultCode : std::uint8_t {
    client,                  ///< s:Client, env:Sender
    server,                  ///< s:Server, env:Receiver
    version_mismatch,
    must_understand,
    action_not_supported,    ///< a: codes of the WCF stack; in SOAP 1.2 Subcodes of Sender
    deserialization_failed,
    internal                 ///< a:InternalServiceFault; in SOAP 1.2 a Subcode of Receiver
};

/// A Fault to be written.
struct Fault {
    FaultCode code = FaultCode::client;
    Message text;                            ///< for everybody; never a secret
    unsigned status = 0;                     ///< 413, 415, 429 and 503 keep their HTTP status; else 0
    std::chrono::seconds retry_after{0};     ///< Retry-After, if not 0
    std::string header_uri;                  ///< must_understand: the header's namespace and name
    std::string header_name;
    Language language = Language::none;      ///< of the words
};

/// SOAP 1.1: HTTP 500 (BP 1.1 R1126). SOAP 1.2: Sender 400, others 500 (SOAP 1.2 part 2, table 20).
unsigned http_status(const Fault& fault, SoapVersion version);

/// The code that a Fault was written with, by the local parts of its names: SOAP 1.1 has one of them, SOAP 1.2 a Subcode
/// too (empty: none). Nothing for a code of somebody else's.
std::optional<FaultCode> read_fault_code(SoapVersion version, std::string_view code, std::string_view subcode);

/// Writes the whole answer. `info`, if given, is the detail: an ExceptionInfo in the service's namespace.
void write_fault(const Fault& fault, SoapVersion soap, HttpReply& reply);
void write_fault(const Fault& fault, SoapVersion soap, Version version, const SoExceptionInfo& info, HttpReply& reply);

}  // namespace uag::soap
