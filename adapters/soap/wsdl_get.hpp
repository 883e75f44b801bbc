// A GET on a .svc: the documents that describe the service, or a page for people.
#pragma once

#include <string_view>

#include "adapters/http/message.hpp"
#include "adapters/soap/soap.hpp"

namespace uag {

/// Answers `?wsdl`, `?singleWsdl`, `?wsdl=wsdl0` and `?xsd=xsdN`, names and values in any case, with the
/// document, and any other query (without the '?', as sent) with the help page; 404 with the help page for a
/// document that there is not. `address` is the endpoint's own, up to and with ".svc".
void answer_service_get(const SoapTarget& target, std::string_view query, std::string_view address, HttpReply& reply);

}  // namespace uag
