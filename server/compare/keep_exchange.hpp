// A call as a report keeps it: both messages masked, before anything else is done with them.
#pragma once

#include <chrono>
#include <string_view>

#include "adapters/compare/masks.hpp"
#include "server/compare/connection.hpp"
#include "server/compare/results.hpp"

namespace uag::compare {

/// A request as it is sent to that address, masked. `wire` is how its body is written.
KeptMessage keep_request(const Masks& masks, const client::Request& request, std::string_view address,
                         const Operation* operation, Wire wire);

/// What came of it. `operation` is the one that was sent, and `wire` how answers of its face are written.
KeptMessage keep_answer(const Masks& masks, const client::Response& response, const Operation* operation, Wire wire);

/// What a report says of an answer beside its bytes; the messages are not filled.
Exchange begin_exchange(const Masks& masks, const client::CallResult& result);

}  // namespace uag::compare
