// The first words with a target: whether it is there and speaks this contract, and what its clock says. Changes nothing.
#pragma once

#include <string>

#include "core/base/clock.hpp"
#include "server/compare/clock_difference.hpp"
#include "server/compare/connection.hpp"

namespace uag::compare {

/// Why the target cannot be compared, as a sentence without its stop that says so of "it"; empty: it can. `evidence` is shown
/// where the protocol has a call for it, so that a wrong log-in is told here.
std::string greet(Connection& connection, const Evidence& evidence, const Clock& clock, ClockReading& reading);

/// Whether an answer is an HTML page: what stands in front of a server says its errors so.
bool is_page(const client::CallResult& result);

/// Of an answer that is no message of the contract at all, such as an HTML page: one phrase behind "it".
std::string why_foreign(const client::CallResult& result);

}  // namespace uag::compare
