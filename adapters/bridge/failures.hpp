// What the caller is told of a call that the server behind this one has not answered with a success.
#pragma once

#include <string_view>

#include "adapters/client/call_result.hpp"
#include "adapters/outbound/http_client.hpp"
#include "core/base/error.hpp"

namespace uag::bridge {

/// The connection has failed: upstream_slow for a time limit, else upstream_failed. The public text is the same whatever
/// it was; `detail` has the sentence for the log.
Error error_of(const outbound::TransferError& error);

/// An answer that is none of this contract.
Error no_answer(std::string detail);

/// An error of the server's own: its type, message and messages stay, without a stack trace and without the name of
/// `host`. Where it is no error of this contract, the status alone says which it is.
Error error_of(const client::CallResult& result, std::string_view host);

/// Whether the server behind has said something itself.
constexpr bool is_said(errc code) {
    return code != errc::upstream_failed && code != errc::upstream_slow && code != errc::overloaded;
}

/// What the other server's version has not got.
Error not_there(const Operation& operation, std::string_view face);
/// The same of a part of an operation: "SaveUser/NickName".
Error not_there(std::string_view what, std::string_view face);

}  // namespace uag::bridge
