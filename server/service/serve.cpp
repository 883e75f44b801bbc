#include "server/service/serve.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>
#include <thread>

#include "adapters/migration/elsewhere_server.hpp"
#include "adapters/sqlite/store.hpp"
#include "core/base/time_zone.hpp"
#include "core/gateway/core.hpp"
#include "server/config/endpoint.hpp"
#include "server/hashing/hash_pool.hpp"
#include "server/http/server.hpp"
#include "server/log/audit_log.hpp"
#include "server/log/log.hpp"
#include "server/service/housekeeping.hpp"
#include "server/service/prepare.hpp"
#include "server/service/tls_files.hpp"
#include "server/setup/key_file.hpp"
#include "server/setup/run_local.hpp"

namespace uag {
namespace {

namespace asio = boost::asio;

unsigned cores_unless(std::uint32_t chosen) {
    return chosen != 0 ? chosen : std::max(std::thread::hardware_concurrency(), 1U);
}

http::TrustedProxies proxies_of(const Config::Server& config) {
    std::vector<http::AddressRange> ranges;
    for (const std::string& text : config.trusted_proxies)
        if (const auto range = http::parse_address_range(text)) ranges.push_back(*range);
    return {std::move(ranges), config.proxy_fields};
}

// A line a connection would let a flood fill the log.
void log_counters(http::Counters& counters) {
    const std::string risen = counters.take_risen();
    if (!risen.empty()) log_event(LogLevel::info, "connections_ended", {{"why", std::string_view(risen)}});
}

Task<void> tell_counters(http::Counters& counters) {
    log_counters(counters);
    co_return;
}

// Where the two servers' answers differ: by operation and path, never with a value.
Task<void> tell_shadow(bridge::Bridge& bridge) {
    const bridge::ShadowCounts counts = bridge.take_shadow_counts();
    if (counts.empty()) co_return;
    const auto number = [](std::uint64_t count) { return static_cast<std::int64_t>(count); };
    log_event(LogLevel::info, "shadow",
              {{"agreed", number(counts.agreed)},
               {"differed", number(counts.differed)},
               {"left_out", number(counts.left_out)},
               {"unanswered", number(counts.unanswered)}});
    for (const bridge::ShadowCounts::Path& path : counts.paths)
        log_event(LogLevel::warn, "shadow_differs",
                  {{"operation", std::string_view(path.operation)},
                   {"path", std::string_view(path.path)},
                   {"what", std::string_view(path.what)},
                   {"count", number(path.count)}});
}

// By the time on the wall.
void start_timers(http::Server& server, Housekeeping& housekeeping) {
    server.every(std::chrono::milliseconds(250), [&] { return housekeeping.follow_generation(); });
    server.every(std::chrono::seconds(1), [&] { return housekeeping.save_failures(); });
    server.every(std::chrono::seconds(1), [&] { return housekeeping.save_audit(); });
    server.every(std::chrono::seconds(1), [&] { return housekeeping.look_at_clock(); });
    server.every(std::chrono::minutes(10), [&] { return housekeeping.remove_expired(); });
    server.every(std::chrono::hours(1), [&] { return housekeeping.remove_old_tokens(); });
    server.every(std::chrono::minutes(10), [&] { return housekeeping.remove_old_links(); });
    server.every(std::chrono::hours(1), [&] { return housekeeping.remove_old_audit(); });
}

}  // namespace

Result<void> serve(const Config& config) {
    SystemMode mode;
    return serve(config, mode);
}

Result<void> serve(const Config& config, ServeMode& mode) {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is as good as a full disk: the write fails
    const auto endpoint = parse_endpoint(config.server.listen);
    if (!endpoint.has_value()) return endpoint.error();

    // Declared first: store and hash pool complete into these contexts until they are gone themselves.
    http::IoPool pool(cores_unless(config.server.io_threads));
    const Clock& clock = mode.clock();
    Random& random = mode.random();

    const auto prepared = prepare(config, clock, random);
    if (!prepared.has_value()) return prepared.error();
    SqliteSettings database;
    database.path = config.database.path;
    database.create = true;
    database.goes_with = key_file_of(config);
    database.busy_timeout = config.database.busy;
    database.check = true;
    database.clock = &clock;
    const auto store = open_sqlite_store(database);
    if (!store.has_value()) return store.error();
    const auto hasher = make_argon2_hasher(config.hash.cost, random);
    HashPool hashing(*hasher, HashPoolSettings{cores_unless(config.hash.workers), config.hash.queue});

    auto box = open_secret_box(config, **store, random);
    if (!box.has_value()) return box.error();
    AuditToLog audit_log;
    // Before the core, whose log-ins wait for it.
    std::unique_ptr<ElsewhereServer> elsewhere;
    if (prepared->elsewhere) elsewhere = std::make_unique<ElsewhereServer>(*prepared->elsewhere);
    Core core(prepared->core, CorePorts{**store, clock, random, hashing, **box, audit_log, prepared->provider.get(),
                                        prepared->mailer.get(), prepared->breached.get(), elsewhere.get()});

    std::optional<bridge::Upstream> upstream;
    std::optional<bridge::Bridge> bridge;
    if (prepared->upstream) {
        upstream.emplace(*prepared->upstream);
        bridge.emplace(
            prepared->bridge,
            bridge::BridgePorts{core.gateway, **store, {*upstream, **box, core.throttle, core.audit, clock, random}});
    }
    CallRunner& calls = bridge ? static_cast<CallRunner&>(*bridge) : core.gateway;

    http::RouterSettings routes;
    routes.soap.wrap_exceptions = config.soap.wrap_exceptions;
    routes.docs = {config.docs.swagger_ui, config.docs.services, config.docs.pages};
    const ui::AccountPages account(core.account, random, prepared->elsewhere.has_value());
    if (config.account.pages) routes.account = &account;
    const ui::PasswordLinkPage password_link(core.agent.part<PasswordLinks>());
    if (prepared->mailer) routes.password_link = &password_link;
    routes.rest.identity.has_docs = config.docs.swagger_ui;
    routes.rest.identity.netserver_version = config.identity.netserver_version;
    routes.rest.identity.services = config.identity.services;
    routes.rest.identity.services_current = config.identity.services_current;
    routes.rest.schemes = {config.authentication.basic, config.authentication.so_ticket, config.authentication.bearer};
    routes.rest.base_zone = find_time_zone(config.server.time_zone);
    routes.soap.base_zone = routes.rest.base_zone;
    routes.cors_origins = config.cors.origins;
    routes.cors_headers = config.cors.headers;
    routes.soap.xml = config.limits.xml;
    routes.soap.secret_text = config.limits.secret_bytes;
    routes.rest.xml = config.limits.xml;
    routes.rest.json = config.limits.json;
    std::atomic<bool> draining{false};
    routes.draining = &draining;
    std::atomic<bool> storage_fails{false};
    routes.storage_fails = &storage_fails;
    routes.extra = mode.routes();
    const http::Router router(routes);
    http::RequestIds request_ids(random);
    tell_certificate(config.tls, prepared->tls);
    http::Service service{calls, router, clock, request_ids, config.limits.http, draining};
    service.public_url = config.server.public_url;
    service.proxies = proxies_of(config.server);
    service.tls = prepared->tls;
    service.answer_fields = mode.answer_fields();
    if (service.tls != nullptr && config.tls.hsts.count() != 0)
        service.answer_fields.emplace_back("Strict-Transport-Security",
                                           "max-age=" + std::to_string(config.tls.hsts.count()));
    http::Server server(service, pool);
    const auto port = server.listen(endpoint->address, endpoint->port);
    if (!port.has_value()) return port.error();

    Housekeeping housekeeping(**store, clock, core, config.audit.retention, config.quotas.external_token_life,
                              storage_fails);
    if (auto begun = mode.begin({**store, core, housekeeping, service}); !begun.has_value()) return begun;
    run_local(housekeeping.load());
    run_local(housekeeping.look_for_administrator());
    if (mode.has_timers()) start_timers(server, housekeeping);
    if (bridge) server.every(std::chrono::seconds(15), [&] { return bridge->look_after_sessions(); });
    if (bridge) server.every(std::chrono::seconds(10), [&] { return tell_shadow(*bridge); });
    server.every(std::chrono::seconds(10), [&] { return tell_counters(service.counters); });

    asio::signal_set signals(pool.first().io, SIGTERM, SIGINT);
    std::function<void(const boost::system::error_code&, int)> on_signal = [&](const boost::system::error_code& error,
                                                                               int) {
        if (error) return;
        log_event(LogLevel::info, "draining");
        server.stop();
        signals.async_wait(on_signal);
    };
    signals.async_wait(on_signal);
    asio::signal_set reloads(pool.first().io, SIGHUP);
    std::function<void(const boost::system::error_code&, int)> on_reload = [&](const boost::system::error_code& error,
                                                                               int) {
        if (error) return;
        if (const Result<void> reopened = reopen_log(); !reopened.has_value()) {
            const std::string what = reopened.error().public_text.english();
            log_event(LogLevel::error, "log_not_opened", {{"what", std::string_view(what)}});
        }
        housekeeping.remember("reload", "certificate", reload_tls(config.tls, service));
        reloads.async_wait(on_reload);
    };
    reloads.async_wait(on_reload);
    const std::string address = format_endpoint(endpoint->address, *port);
    log_event(LogLevel::info, "listening", {{"address", std::string_view(address)}});
    std::cout << "listening on " << (prepared->tls == nullptr ? "http://" : "https://") << address << std::endl;
    server.run();
    log_counters(service.counters);
    if (bridge) run_local(tell_shadow(*bridge));
    run_local(housekeeping.save_last_failures());
    run_local(housekeeping.save_audit());
    log_event(LogLevel::info, "stopped");
    return {};
}

}  // namespace uag
