// The OpenID provider that the settings name, with the secrets that stand in files of their own.
#pragma once

#include <memory>

#include "core/agent/openid.hpp"
#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "server/config/config.hpp"

namespace uag {

/// Null if none is configured. errc::invalid_argument for a file that is missing, too long, readable by
/// everybody, or no key. Asks the provider nothing yet. Clock and random must outlive it, and it must go
/// before the io_contexts.
Result<std::unique_ptr<OpenIdProvider>> open_openid_provider(const Config& config, const Clock& clock, Random& random);

}  // namespace uag
