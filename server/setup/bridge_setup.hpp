// The server behind this one, as the settings name it.
#pragma once

#include <optional>

#include "adapters/bridge/bridge.hpp"
#include "core/base/error.hpp"
#include "server/config/config.hpp"

namespace uag {

/// Nothing where `upstream.url` is empty. Reads the files that the settings name, and connects to nothing. Errors: what is
/// wrong, for the operator.
Result<std::optional<bridge::UpstreamSettings>> upstream_settings_of(const Config& config);

/// Errors as above.
Result<bridge::BridgeSettings> bridge_settings_of(const Config& config, std::vector<Digest> application_tokens);

}  // namespace uag
