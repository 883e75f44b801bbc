// The answer of another server over SOAP: its bytes become the answer struct of the operation, or an error, and what in
// them is not as the WSDL says.
#pragma once

#include "adapters/client/call_result.hpp"
#include "adapters/soap/client_request.hpp"
#include "adapters/xml/guard.hpp"

namespace uag::soap {

/// What an answer may have at most: lists are longer than requests.
inline constexpr xml::XmlLimits answer_limits{32, 64, 64, 256, 4'194'304, 250'000};

/// Reads an answer to write_request() of the same operation and face. Nothing in it is trusted: what is no message of
/// this contract is CallResult::Kind::unreadable with a finding, never an error of ours.
client::CallResult read_answer(const Operation& operation, const ClientFace& face, client::Response response,
                               const xml::XmlLimits& limits = answer_limits);

}  // namespace uag::soap
