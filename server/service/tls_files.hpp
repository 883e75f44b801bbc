// Certificate and key of the listener: read at start and again when the operator asks for it.
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "server/config/config.hpp"
#include "server/http/connection.hpp"
#include "server/http/tls_context.hpp"

namespace uag {

/// Null where the listener speaks plain HTTP. Errors: what is wrong with the files, for the operator.
Result<http::TlsContext> open_tls(const Config::Tls& config);

/// For the log: which certificate is in use now, and for how long.
void tell_certificate(const Config::Tls& config, const http::TlsContext& context);

/// A file that is no good does not end a service that has a good one. What became of it, in a few words.
std::string reload_tls(const Config::Tls& config, http::Service& service);

}  // namespace uag
