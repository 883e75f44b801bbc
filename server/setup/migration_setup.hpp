// The server that has the passwords of those who have none here, as the settings name it.
#pragma once

#include <optional>

#include "adapters/bridge/upstream.hpp"
#include "core/agent/password_takeover.hpp"
#include "server/config/config.hpp"

namespace uag {

/// Nothing if none is configured. errc::invalid_argument for a file that cannot be read. Connects to nothing.
Result<std::optional<bridge::UpstreamSettings>> elsewhere_settings_of(const Config& config);

FirstLogInSettings first_log_in_settings_of(const Config& config);

}  // namespace uag
