#include "server/setup/migration_setup.hpp"

#include "adapters/files/secret_file.hpp"
#include "core/base/datetime.hpp"
#include "server/setup/readable_file.hpp"

namespace uag {
namespace {

// First log-ins come one by one, and nobody waits longer for a log-in.
constexpr unsigned connections_elsewhere = 4;
constexpr std::size_t waiting_elsewhere = 64;
constexpr std::chrono::seconds connect_elsewhere{5};
constexpr std::chrono::seconds answer_elsewhere{10};

}  // namespace

Result<std::optional<bridge::UpstreamSettings>> elsewhere_settings_of(const Config& config) {
    const Config::Migration& from = config.migration;
    if (from.verify_at.empty()) return std::optional<bridge::UpstreamSettings>();
    if (const Result<void> found = check_readable(from.ca_file, "migration.ca_file"); !found.has_value())
        return found.error();
    auto token = read_secret_file(from.application_token_file, "migration.application_token_file");
    if (!token.has_value()) return token.error();
    bridge::UpstreamSettings settings;
    if (!remote::read_face(from.face, settings.face))
        return fail_in_english(errc::invalid_argument, "migration.face names no face");
    settings.http.base_url = from.verify_at;
    settings.http.ca_file = from.ca_file;
    settings.http.connect_timeout = connect_elsewhere;
    settings.http.timeout = answer_elsewhere;
    settings.connections = connections_elsewhere;
    settings.waiting = waiting_elsewhere;
    settings.application_token = std::move(*token);
    return std::optional(std::move(settings));
}

FirstLogInSettings first_log_in_settings_of(const Config& config) {
    FirstLogInSettings settings;
    if (const auto until = parse_datetime(config.migration.until)) settings.until = to_time_point(*until);
    return settings;
}

}  // namespace uag
