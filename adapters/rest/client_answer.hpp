// The answer of another server's WebAPI: its bytes become the answer struct of the operation, or an error, and what in
// them is not as the OpenAPI description says.
#pragma once

#include "adapters/client/call_result.hpp"
#include "adapters/rest/client_body.hpp"
#include "adapters/rest/client_request.hpp"

namespace uag::rest {

/// Reads an answer to write_request() of the same operation and face. Nothing in it is trusted: a success that is no
/// message of this contract is CallResult::Kind::unreadable with a finding, an error without an error object is known by
/// its status alone.
client::CallResult read_answer(const Operation& operation, const ClientFace& face, client::Response response,
                               const AnswerLimits& limits = {});

}  // namespace uag::rest
