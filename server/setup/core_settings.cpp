#include "server/setup/core_settings.hpp"

#include "adapters/breached/hash_file.hpp"
#include "server/config/directory_file.hpp"
#include "server/setup/migration_setup.hpp"

namespace uag {

Result<CoreSettings> core_settings_of(const Config& config) {
    CoreSettings settings;
    settings.agent.policy = config.policy;
    settings.agent.access = config.access;
    settings.agent.installation = {config.identity.company, config.identity.serial, config.identity.netserver_version};
    for (const std::string& hex : config.application_tokens) {
        const std::optional<Digest> digest = digest_from_hex(hex);
        if (!digest)
            return fail_in_english(errc::invalid_argument, "application_tokens: each must be 64 hexadecimal digits.");
        settings.agent.application_tokens.push_back(*digest);
    }
    auto types = load_credential_types(config);
    if (!types.has_value()) return types.error();
    settings.agent.credential_types = std::move(*types);
    settings.agent.links.page = config.server.public_url + "/account/password-link";
    settings.agent.links.life = config.mail.link;
    settings.agent.links.language = config.mail.language;
    settings.sessions.ticket_idle = config.tickets.idle;
    settings.sessions.ticket_longest = config.tickets.absolute;
    settings.sessions.token_time = config.tickets.token;
    settings.basic.time = config.authentication.basic_cache;
    settings.throttle = config.throttle;
    settings.first_log_in = first_log_in_settings_of(config);
    settings.agent.quotas = config.quotas;
    settings.sessions.quotas = config.sessions;
    settings.audit.rows_a_minute = config.audit.rows_a_minute;
    settings.audit.own_rows_a_minute = config.audit.own_rows_a_minute;
    return settings;
}

Result<std::unique_ptr<BreachedPasswords>> open_breached_passwords(const Config& config) {
    if (config.breached_file.empty()) return std::unique_ptr<BreachedPasswords>();
    auto file = HashFile::open(config.breached_file);
    if (!file.has_value()) return file.error();
    return make_breached_passwords(std::move(*file));
}

}  // namespace uag
