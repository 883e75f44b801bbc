// What TLS connections of the listener have in common: certificate, key, versions, suites.
#pragma once

#include <memory>
#include <string>

#include "core/base/error.hpp"

namespace boost::asio::ssl {
class context;
}

namespace uag::http {

using TlsContext = std::shared_ptr<boost::asio::ssl::context>;

struct TlsFiles {
    std::string certificate;  ///< PEM, the server's own first, then those between it and the authority
    std::string key;          ///< PEM, not encrypted, not readable by everybody
};

/// TLS 1.2 and 1.3 with forward secrecy and authenticated encryption only, ALPN http/1.1. Sessions are resumed from
/// this process's memory, for an hour at most: there is no ticket key that would have to be rotated.
/// errc::invalid_argument with a text for the operator that names the file and what is wrong with it.
Result<TlsContext> load_tls(const TlsFiles& files);

/// Days until the certificate ends; negative if it has.
int days_left(const TlsContext& context);

}  // namespace uag::http
