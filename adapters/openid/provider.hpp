// The OpenID provider over HTTPS: discovery, authorization codes, registration, encrypted tokens.
#pragma once

#include <memory>

#include "adapters/openid/settings.hpp"
#include "core/agent/openid.hpp"
#include "core/base/clock.hpp"
#include "core/base/random.hpp"

namespace uag {

/// Nothing is asked before it is needed: a service starts while its provider is away. Must go before the
/// io_contexts of those who wait for it, and before clock and random. errc::invalid_argument for a decryption
/// key that cannot be used.
Result<std::unique_ptr<OpenIdProvider>> make_openid_provider(OpenIdSettings settings, const Clock& clock,
                                                             Random& random);

}  // namespace uag
