// Which operation a message is for: the body element's name decides, an action may only agree with it.
#pragma once

#include <boost/system/result.hpp>
#include <string_view>

#include "adapters/soap/fault.hpp"
#include "adapters/soap/namespaces.hpp"
#include "adapters/soap/soap.hpp"

namespace uag::soap {

/// `{namespace}/{service}/{operation}`, as in the WSDL's soapAction.
std::string action_of(const SoapTarget& target, std::string_view operation);

/// The operation that `element` names. `namespaces` stands inside of it. `soap_action` is the HTTP header
/// (quoted or not, percent-encoded or not), `action` SOAP 1.2's parameter; empty: not sent. Faults:
/// action_not_supported (unknown operation, other namespace, newer than the version), client (an action that
/// names another operation).
boost::system::result<const Operation*, Fault> dispatch(std::string_view element, const Namespaces& namespaces,
                                                        const SoapTarget& target, std::string_view soap_action,
                                                        std::string_view action);

}  // namespace uag::soap
