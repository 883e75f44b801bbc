// An error of another server, out of a SOAP answer: a Fault, or ExceptionInfo in an answer's header.
#pragma once

#include <pugixml.hpp>

#include "adapters/client/call_result.hpp"
#include "adapters/soap/namespaces.hpp"
#include "core/contract/carriers.hpp"

namespace uag::soap {

/// Fills `failure` with what ExceptionInfo says.
void read_exception(const SoExceptionInfo& info, client::Failure& failure);

/// Fills `outcome.failure` and the language from a Fault element, and says what is not as SOAP has it. `namespaces`
/// stands inside of Body. The tree is changed.
void read_fault(pugi::xml_node fault, SoapVersion soap, Namespaces& namespaces, client::CallResult& outcome);

}  // namespace uag::soap
