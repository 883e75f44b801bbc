#include "server/service/prepare.hpp"

#include <unistd.h>

#include "adapters/files/secret_file.hpp"
#include "adapters/sqlite/store.hpp"
#include "server/log/log.hpp"
#include "server/service/tls_files.hpp"
#include "server/setup/bridge_setup.hpp"
#include "server/setup/core_settings.hpp"
#include "server/setup/key_file.hpp"
#include "server/setup/mail_setup.hpp"
#include "server/setup/migration_setup.hpp"
#include "server/setup/openid_setup.hpp"

namespace uag {
namespace {

Result<void> judge_database(const Config& config) {
    if (auto closed = check_database_closed(config.database.path); !closed.has_value()) return closed;
    SqliteSettings place;
    place.path = config.database.path;
    place.create = true;
    place.goes_with = key_file_of(config);
    if (auto usable = judge_sqlite_place(place); !usable.has_value()) return usable;
    if (::access(place.goes_with.c_str(), F_OK) != 0) return {};
    const auto keys = read_keys(place.goes_with);
    return keys.has_value() ? Result<void>() : keys.error();
}

}  // namespace

Result<Prepared> prepare(const Config& config, const Clock& clock, Random& random) {
    if (const auto log = judge_log(config.log); !log.has_value()) return log.error();
    auto core = core_settings_of(config);
    if (!core.has_value()) return core.error();
    if (const auto database = judge_database(config); !database.has_value()) return database.error();
    auto provider = open_openid_provider(config, clock, random);
    if (!provider.has_value()) return provider.error();
    auto mailer = open_mailer(config, clock, random);
    if (!mailer.has_value()) return mailer.error();
    auto breached = open_breached_passwords(config);
    if (!breached.has_value()) return breached.error();
    auto elsewhere = elsewhere_settings_of(config);
    if (!elsewhere.has_value()) return elsewhere.error();
    auto upstream = upstream_settings_of(config);
    if (!upstream.has_value()) return upstream.error();
    auto bridge = bridge_settings_of(config, core->agent.application_tokens);
    if (!bridge.has_value()) return bridge.error();
    auto tls = open_tls(config.tls);
    if (!tls.has_value()) return tls.error();
    return Prepared{std::move(*core),      std::move(*provider), std::move(*mailer), std::move(*breached),
                    std::move(*elsewhere), std::move(*upstream), std::move(*bridge), std::move(*tls)};
}

}  // namespace uag
