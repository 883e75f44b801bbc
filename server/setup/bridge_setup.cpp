#include "server/setup/bridge_setup.hpp"

#include <utility>

#include "adapters/files/secret_file.hpp"
#include "server/setup/readable_file.hpp"

namespace uag {

Result<std::optional<bridge::UpstreamSettings>> upstream_settings_of(const Config& config) {
    const Config::Upstream& from = config.upstream;
    if (from.url.empty()) return std::optional<bridge::UpstreamSettings>();
    for (const auto& [path, setting] : {std::pair(&from.ca_file, "upstream.ca_file"),
                                        {&from.client_certificate, "upstream.client_certificate"},
                                        {&from.client_key, "upstream.client_key"}})
        if (const Result<void> found = check_readable(*path, setting); !found.has_value()) return found.error();
    auto token = read_secret_file(from.application_token_file, "upstream.application_token_file");
    if (!token.has_value()) return token.error();

    bridge::UpstreamSettings settings;
    if (!remote::read_face(from.face, settings.face))
        return fail_in_english(errc::invalid_argument, "upstream.face names no face");
    settings.http.base_url = from.url;
    settings.http.ca_file = from.ca_file;
    settings.http.certificate_file = from.client_certificate;
    settings.http.key_file = from.client_key;
    settings.http.connect_timeout = from.connect;
    settings.http.timeout = from.answer;
    settings.http.answer_bytes = std::size_t{from.answer_mebibytes} << 20U;
    settings.connections = from.connections;
    settings.waiting = from.waiting;
    settings.application_token = std::move(*token);
    if (const TimeZone* const zone = find_time_zone(from.time_zone)) settings.zone = zone;
    return std::optional(std::move(settings));
}

Result<bridge::BridgeSettings> bridge_settings_of(const Config& config, std::vector<Digest> application_tokens) {
    bridge::BridgeSettings settings;
    settings.application_tokens = std::move(application_tokens);
    settings.identity.idle = config.tickets.idle;
    settings.identity.longest = config.tickets.absolute;
    settings.identity.token = config.upstream.token;
    settings.identity.remembered = config.authentication.basic_cache;
    settings.identity.keep_password = config.upstream.keep_password;
    const Config::Routes& routes = config.routes;
    settings.routes.otherwise = routes.otherwise;
    auto password = read_secret_file(routes.shadow_password_file, "routes.shadow_password_file");
    if (!password.has_value()) return password.error();
    settings.shadow.percent = routes.shadow_percent;
    settings.shadow.user = routes.shadow_user;
    settings.shadow.password = std::move(*password);
    for (const auto& [route, names] : {std::pair(bridge::Route::local, &routes.local),
                                       {bridge::Route::upstream, &routes.upstream},
                                       {bridge::Route::shadow, &routes.shadow},
                                       {bridge::Route::upstream_then_local, &routes.upstream_then_local}})
        for (const std::string& name : *names) settings.routes.by_operation.emplace(name, route);
    return settings;
}

}  // namespace uag
