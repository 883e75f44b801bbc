// The mail server that the settings name, with the password that stands in a file of its own.
#pragma once

#include <memory>

#include "core/agent/mailer.hpp"
#include "core/base/clock.hpp"
#include "core/base/random.hpp"
#include "server/config/config.hpp"

namespace uag {

/// Null if none is configured. errc::invalid_argument for a file that is missing, too long or readable by everybody.
/// Connects to nothing yet. Clock and random must outlive it, and it must go before the io_contexts.
Result<std::unique_ptr<Mailer>> open_mailer(const Config& config, const Clock& clock, Random& random);

}  // namespace uag
