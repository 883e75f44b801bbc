// What no single setting can tell: settings that contradict each other.
#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <map>
#include <optional>
#include <utility>

#include "core/agent/directory.hpp"
#include "core/base/text.hpp"
#include "core/base/uri.hpp"
#include "server/config/config.hpp"
#include "server/config/config_table.hpp"
#include "server/config/endpoint.hpp"

namespace uag {
namespace {

/// Where `text` names the setting; npos if it does not.
std::size_t naming(std::string_view text, std::string_view key) {
    const auto goes_on = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    for (std::size_t at = text.find(key); at != std::string_view::npos; at = text.find(key, at + 1))
        if (at + key.size() == text.size() || !goes_on(text[at + key.size()])) return at;
    return std::string_view::npos;
}

Error with_place(Error error, const Config& config) {
    const std::string words = error.public_text.english();
    std::size_t first = std::string_view::npos;
    const std::string* place = nullptr;
    for (const auto& [key, where] : config.places) {
        const std::size_t found = naming(words, key);
        if (found >= first) continue;
        first = found;
        place = &where;
    }
    if (place != nullptr) error.public_text = Message::verbatim(*place + ": " + words);
    return error;
}

Result<void> check_credential_types(const std::vector<Config::CredentialType>& types) {
    for (std::size_t i = 0; i < types.size(); ++i) {
        const std::string& name = types[i].name;
        const std::string where = "credential_type " + std::to_string(i + 1) + ": ";
        if (name.empty())
            return fail_in_english(errc::invalid_argument, where + "credential_type.name must not be empty");
        if (ascii_iequals(name, password_credential_type))
            return fail_in_english(errc::invalid_argument, where + name + " is the password's and cannot be linked");
        for (std::size_t k = 0; k < i; ++k)
            if (ascii_iequals(types[k].name, name))
                return fail_in_english(errc::invalid_argument, where + name + " stands twice");
    }
    return {};
}

// Settings that mean nothing without another one; what check-config prints has all of them, as they are by default.
Result<void> check_none_set(const Config& config, std::initializer_list<std::string_view> beginnings,
                            const std::string& needed) {
    const Config defaults;
    for (const ConfigRow& row : config_settings()) {
        const auto is_begun = [&](std::string_view beginning) { return row.key.starts_with(beginning); };
        if (std::ranges::any_of(beginnings, is_begun) && row.get(config) != row.get(defaults))
            return fail_in_english(errc::invalid_argument, std::string(row.key) + " needs " + needed);
    }
    return {};
}

Result<void> check_openid(const Config& config) {
    const Config::OpenId& openid = config.openid;
    if (openid.issuer.empty())
        return check_none_set(config,
                              {"openid.client_id", "openid.client_secret_file", "openid.registration",
                               "openid.registration_token_file", "openid.decryption_key_file"},
                              "openid.issuer");
    if (openid.client_id.empty() && !openid.client_secret_file.empty())
        return fail_in_english(errc::invalid_argument, "openid.client_secret_file needs openid.client_id");
    if (!openid.registration && !openid.registration_token_file.empty())
        return fail_in_english(errc::invalid_argument,
                               "openid.registration_token_file needs openid.registration = true");
    return {};
}

Result<void> check_mail(const Config& config) {
    const Config::Mail& mail = config.mail;
    const auto wrong = [](const char* what) { return fail_in_english(errc::invalid_argument, what); };
    if (mail.server.empty())
        return check_none_set(config, {"mail.from", "mail.user", "mail.password_file", "mail.ca_file"}, "mail.server");
    if (config.server.public_url.empty())
        return wrong("mail.server needs server.public_url: a link must not lead where a request's Host says");
    if (!config.account.pages)
        return wrong("mail.server needs account.pages: the page that a link opens is one of them");
    if (mail.from.empty()) return wrong("mail.server needs mail.from");
    if (mail.user.empty() != mail.password_file.empty())
        return wrong("mail.user and mail.password_file need each other");
    const bool nearby = is_loopback_host(server_host(mail.server));
    if (mail.tls == SmtpTls::none && !nearby)
        return wrong(
            "mail.tls = \"none\" would let links cross the network in clear text: it is for a server on this machine");
    if (mail.tls == SmtpTls::optional && !mail.user.empty() && !nearby)
        return wrong(
            "mail.tls = \"optional\" could let the password cross the network in clear text: use starttls or implicit");
    return {};
}

// A password that goes to another server must not be read on its way.
bool is_in_clear_text(const std::string& url) {
    const std::optional<Uri> uri = parse_uri(url);
    return uri && !uri->is("https") && !is_loopback_host(uri->host);
}

Result<void> check_migration(const Config& config) {
    const Config::Migration& migration = config.migration;
    const auto wrong = [](const std::string& what) { return fail_in_english(errc::invalid_argument, what); };
    if (migration.verify_at.empty()) return check_none_set(config, {"migration."}, "migration.verify_at");
    if (!migration.ca_file.empty() && !migration.verify_at.starts_with("https:"))
        return wrong("migration.ca_file is for https, and migration.verify_at is http");
    if (is_in_clear_text(migration.verify_at))
        return wrong(
            "migration.verify_at would let passwords cross the network in clear text: it must be https, or http for a "
            "server on this machine");
    return {};
}

Result<void> check_upstream(const Config& config) {
    const Config::Upstream& upstream = config.upstream;
    const auto wrong = [](const std::string& what) { return fail_in_english(errc::invalid_argument, what); };
    if (upstream.url.empty())
        return check_none_set(config, {"upstream.", "routes."}, "upstream.url: without it there is no other server");
    if (upstream.client_certificate.empty() != upstream.client_key.empty())
        return wrong("upstream.client_certificate and upstream.client_key are needed together");
    const std::optional<Uri> uri = parse_uri(upstream.url);
    const bool is_tls = uri && uri->is("https");
    if (!is_tls && (!upstream.ca_file.empty() || !upstream.client_certificate.empty()))
        return wrong("upstream.ca_file and upstream.client_certificate are for https, and upstream.url is http");
    if (is_in_clear_text(upstream.url))
        return wrong(
            "upstream.url would let passwords cross the network in clear text: it must be https, or http for a "
            "server on this machine");
    if (upstream.keep_password && upstream.face.starts_with("soap"))
        return wrong("upstream.keep_password is for the WebAPI, and upstream.face is " + upstream.face);
    if (upstream.connect > upstream.answer)
        return wrong("upstream.connect_seconds must not be longer than upstream.answer_seconds");
    std::map<std::string, const char*> named;
    const Config::Routes& routes = config.routes;
    if (routes.shadow_user.empty() != routes.shadow_password_file.empty())
        return wrong("routes.shadow_user and routes.shadow_password_file need each other");
    for (const auto& [key, names] : {std::pair("routes.local", &routes.local),
                                     {"routes.upstream", &routes.upstream},
                                     {"routes.shadow", &routes.shadow},
                                     {"routes.upstream_then_local", &routes.upstream_then_local}})
        for (const std::string& name : *names)
            if (const auto [at, is_new] = named.emplace(name, key); !is_new)
                return wrong(std::string(key) + " names " + name + ", which " + at->second + " names too");
    return {};
}

Result<void> check_together(const Config& config) {
    const auto endpoint = parse_endpoint(config.server.listen);
    if (!endpoint.has_value())
        return fail_in_english(errc::invalid_argument, "server.listen " + endpoint.error().public_text.english());
    if (config.tls.certificate.empty() != config.tls.key.empty())
        return fail_in_english(errc::invalid_argument, "tls.certificate and tls.key are needed together");
    if (!endpoint->loopback && config.tls.certificate.empty() && !config.server.behind_proxy)
        return fail_in_english(
            errc::invalid_argument,
            "server.listen " + config.server.listen +
                " would let passwords cross the network in clear text: set tls.certificate and tls.key, "
                "or listen on 127.0.0.1 or [::1], or put a proxy that speaks TLS in front and set "
                "server.behind_proxy = true");
    if (auto cost = check_hash_settings(config.hash.cost); !cost.has_value()) {
        Error error = cost.error();
        error.public_text = Message::verbatim("hash.memory_kib and hash.passes: " + error.public_text.english());
        return error;
    }
    if (auto types = check_credential_types(config.credential_types); !types.has_value()) return types;
    if (auto openid = check_openid(config); !openid.has_value()) return openid;
    const Config::Authentication& schemes = config.authentication;
    if (!schemes.basic && !schemes.so_ticket && !schemes.bearer)
        return fail_in_english(
            errc::invalid_argument,
            "authentication.basic, .so_ticket and .bearer must not all be false: nobody could use the WebAPI");
    if (auto mail = check_mail(config); !mail.has_value()) return mail;
    if (auto upstream = check_upstream(config); !upstream.has_value()) return upstream;
    if (auto migration = check_migration(config); !migration.has_value()) return migration;
    if (config.tickets.idle > config.tickets.absolute)
        return fail_in_english(errc::invalid_argument,
                               "tickets.idle_minutes must not be longer than tickets.absolute_hours");
    if (config.throttle.first_pause > config.throttle.longest_pause)
        return fail_in_english(errc::invalid_argument,
                               "throttle.first_pause_seconds must not be longer than throttle.longest_pause_seconds");
    if (config.limits.http.header_time > config.limits.http.request_time)
        return fail_in_english(errc::invalid_argument,
                               "limits.header_seconds must not be longer than limits.request_seconds");
    if (config.limits.http.memory_bytes < config.limits.http.body_bytes)
        return fail_in_english(errc::invalid_argument, "limits.memory_bytes must not be less than limits.body_bytes");
    return {};
}

}  // namespace

Result<void> check_config(const Config& config) {
    const auto checked = check_together(config);
    if (!checked.has_value()) return with_place(checked.error(), config);
    return {};
}

}  // namespace uag
