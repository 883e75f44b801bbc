// What the configuration says to the core.
#pragma once

#include <memory>

#include "core/base/error.hpp"
#include "core/gateway/core.hpp"
#include "core/security/breached_passwords.hpp"
#include "server/config/config.hpp"

namespace uag {

/// What the settings say to the core. errc::invalid_argument for a digest of an application token that is
/// none, and for what is wrong in a directory file.
Result<CoreSettings> core_settings_of(const Config& config);

/// The list of stolen passwords that the settings name; null if they name none. errc::invalid_argument for a file that
/// is missing or not in its form and order. It must go before the io_contexts of those who ask it.
Result<std::unique_ptr<BreachedPasswords>> open_breached_passwords(const Config& config);

}  // namespace uag
