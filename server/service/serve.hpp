// Puts the service together from its configuration and runs it.
#pragma once

#include "core/base/error.hpp"
#include "server/config/config.hpp"
#include "server/service/serve_mode.hpp"

namespace uag {

/// Opens the database, starts hash pool and listener, prints `listening on http://ADDR:PORT` to standard output, and
/// serves until SIGTERM or SIGINT; then drains and returns. Errors before that are for the operator.
Result<void> serve(const Config& config);
/// The same in another mode, which outlives it.
Result<void> serve(const Config& config, ServeMode& mode);

}  // namespace uag
