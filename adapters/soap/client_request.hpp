// A call of another server over SOAP: the request struct becomes an HTTP request, as exchange.cpp reads one.
#pragma once

#include "adapters/client/sender.hpp"
#include "adapters/soap/names.hpp"
#include "core/contract/operation.hpp"

namespace uag::soap {

/// Which of a server's SOAP faces is spoken to.
struct ClientFace {
    Version version = newest_version;
    SoapVersion soap = SoapVersion::soap11;
};

/// `request` is of the operation's request type. Refused: an operation that the version does not have or the WebAPI
/// alone, evidence that is no ticket, a text that no header can have. Logging in (SoPrincipal) sends no evidence but the
/// application token, as the WSDL says.
client::Written write_request(const Operation& operation, const void* request, const ClientFace& face,
                              const client::Sender& sender);

}  // namespace uag::soap
