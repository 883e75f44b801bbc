// What a log-in over SOAP is asked with and answers, whoever decides it.
#pragma once

#include <string_view>

#include "core/base/secret.hpp"
#include "core/contract/answers.hpp"
#include "core/contract/requests.hpp"

namespace uag {

/// The answer to a log-in that proves nothing: no principal, an empty ticket. It is no error (NetServer's SoPrincipal).
AuthenticateResponse not_logged_in();

/// The answer to a log-in that succeeds.
AuthenticateResponse logged_in(Box<SoPrincipalCarrier> principal, const Secret& ticket);

/// Whether somebody logs in by that name: their associate name, user name or e-mail address. True as well where the server
/// tells no user name, which SOAP has no member for, since it may be that.
bool is_called(const SoPrincipalCarrier& principal, std::string_view typed);

/// The last value of a key, for the last one wins; keys are compared as .NET's dictionaries of this service do, without
/// regard to case. Null: it is not there.
const String* generic_value(const AuthenticateGenericRequest& request, std::string_view key);

}  // namespace uag
