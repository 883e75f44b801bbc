// Puts the service together from its configuration and runs it.
#pragma once

#include "core/base/error.hpp"
#include "server/config/config.hpp"

namespace uag {

/// Opens the database, starts hash pool and listener, prints `listening on http://ADDR:PORT` to standard output, and
/// serves until SIGTERM or SIGINT; then drains and returns. Errors before that are for the operator.
Result<void> serve(const Config& config);

}  // namespace uag
