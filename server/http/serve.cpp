#include "server/http/serve.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <iostream>
#include <thread>

#include "adapters/sqlite/store.hpp"
#include "core/gateway/core.hpp"
#include "core/base/time_zone.hpp"
#include "server/http/server.hpp"
#include "server/ops/audit_log.hpp"
#include "server/ops/hash_pool.hpp"
#include "server/ops/key_file.hpp"
#include "server/ops/local_core.hpp"
#include "server/ops/log.hpp"
#include "server/ops/mail_setup.hpp"
#include "server/ops/openid_setup.hpp"
#include "server/ops/run_local.hpp"
#include "server/ops/secret_file.hpp"

namespace uag {
namespace {

namespace asio = boost::asio;

unsigned cores_unless(std::uint32_t chosen) {
    return chosen != 0 ? chosen : std::max(std::thread::hardware_concurrency(), 1U);
}

http::Limits limits_of(const Config::Limits& config) {
    http::Limits limits;
    limits.head.request_line_bytes = config.request_line_bytes;
    limits.head.header_bytes = config.header_bytes;
    limits.head.header_fields = config.header_fields;
    limits.body_bytes = config.body_bytes;
    limits.body_rate = config.body_bytes_per_second;
    limits.memory_bytes = config.memory_bytes;
    limits.connections = config.connections;
    limits.connections_per_address = config.connections_per_address;
    limits.requests_per_connection = config.requests_per_connection;
    limits.pipelined_requests = config.pipelined_requests;
    limits.header_time = config.header;
    limits.request_time = config.request;
    limits.idle_time = config.idle;
    limits.write_time = config.write;
    limits.drain_time = config.drain;
    return limits;
}

http::TrustedProxies proxies_of(const Config::Server& config) {
    std::vector<http::AddressRange> ranges;
    for (const std::string& text : config.trusted_proxies)
        if (const auto range = http::parse_address_range(text)) ranges.push_back(*range);
    const bool standard = config.proxy_fields == "forwarded";
    return {std::move(ranges), standard ? http::ProxyFields::forwarded : http::ProxyFields::x_forwarded};
}

// A line a connection would let a flood fill the log.
void log_causes(http::Causes& causes) {
    const std::string risen = causes.take_risen();
    if (!risen.empty()) log_event(LogLevel::info, "connections_ended", {{"why", std::string_view(risen)}});
}

Task<void> tell_causes(http::Causes& causes) {
    log_causes(causes);
    co_return;
}

// Null where the listener speaks plain HTTP.
Result<http::TlsContext> open_tls(const Config::Tls& config) {
    if (config.certificate.empty()) return http::TlsContext();
    auto context = http::load_tls({config.certificate, config.key});
    if (!context.has_value()) return context.error();
    const int days = http::days_left(*context);
    log_event(days < 0 ? LogLevel::error : LogLevel::info, "certificate_loaded",
              {{"file", std::string_view(config.certificate)}, {"days_left", std::int64_t{days}}});
    return context;
}

// A file that is no good does not end a service that has a good one. What became of it, in a few words.
std::string reload_tls(const Config::Tls& config, http::Service& service) {
    auto context = open_tls(config);
    if (context.has_value()) {
        service.tls = std::move(*context);
        return service.tls == nullptr ? "nothing to read again" : "certificate and key read again";
    }
    std::string what = context.error().public_text;
    log_event(LogLevel::error, "certificate_not_loaded", {{"what", std::string_view(what)}});
    return "certificate and key not taken: " + what;
}

// What the running service does beside requests. Each step keeps going when the database cannot answer: the next round
// tries again.
class Housekeeping {
public:
    /// `storage_fails` tells from now on whether the database answered when it was asked last.
    Housekeeping(Store& store, const Clock& clock, Core& core, std::chrono::days audit_kept, std::chrono::days token_life,
                 std::atomic<bool>& storage_fails)
        : store_(store), clock_(clock), core_(core), audit_kept_(audit_kept), token_life_(token_life),
          storage_fails_(storage_fails) {}

    Task<void> load() {
        const Result<std::int64_t> generation = co_await store_.generation();
        if (generation.has_value()) generation_ = *generation;
        const Result<void> begun = co_await core_.sessions.begin();
        if (!begun.has_value())
            log_event(LogLevel::warn, "clock_not_compared", {{"what", std::string_view(begun.error().detail)}});
        co_await load_failures();
    }

    // Another process (a command beside this service) may have changed passwords, names or counters.
    Task<void> follow_generation() {
        const Result<std::int64_t> generation = co_await store_.generation();
        tell_storage(generation.has_value() ? std::string() : generation.error().detail);
        if (!generation.has_value() || *generation == generation_) co_return;
        generation_ = *generation;
        core_.remembered.forget_all();
        core_.names.clear();
        co_await load_failures();
    }

    Task<void> save_failures() {
        std::vector<FailureRecord> changes = core_.throttle.take_changes();
        if (changes.empty()) co_return;
        const Result<void> saved = co_await store_.save_failures(std::move(changes));
        if (!saved.has_value()) log_event(LogLevel::warn, "throttle_not_saved", {{"what", std::string_view(saved.error().detail)}});
    }

    // What the operator made the service do, kept with the next save_audit().
    void remember(std::string_view operation, std::string subject, std::string detail) {
        AuditEvent event = core_.audit.event(AuditKind::change, operation, "system", Origin{});
        event.subject = std::move(subject);
        event.detail = std::move(detail);
        core_.audit.stored(event);
        own_events_.push_back(std::move(event));
    }

    Task<void> save_audit() {
        const std::vector<AuditEvent> counted = core_.audit.take_counted();
        std::vector<AuditEvent> own = std::exchange(own_events_, {});
        if (counted.empty() && own.empty()) co_return;
        std::function<Result<void>(Rows&)> work = [&](Rows& rows) -> Result<void> {
            for (const AuditEvent& event : own)
                if (Result<void> kept = rows.add_event(event); !kept.has_value()) return kept;
            return rows.count_events(counted);
        };
        const Result<void> saved = co_await store_.write_rows(std::move(work));
        if (saved.has_value()) co_return;
        log_event(LogLevel::warn, "audit_not_saved", {{"what", std::string_view(saved.error().detail)}});
        core_.audit.restore(counted);
        std::ranges::move(own_events_, std::back_inserter(own));
        own_events_ = std::move(own);
    }

    Task<void> remove_old_audit() {
        if (audit_kept_.count() == 0) co_return;
        const TimePoint oldest = clock_.now() - audit_kept_;
        std::function<Result<void>(Rows&)> work = [oldest](Rows& rows) -> Result<void> {
            const Result<std::int32_t> removed = rows.remove_events_before(oldest);
            if (!removed.has_value()) return removed.error();
            return {};
        };
        const Result<void> removed = co_await store_.write_rows(std::move(work));
        if (!removed.has_value())
            log_event(LogLevel::warn, "old_audit_not_removed", {{"what", std::string_view(removed.error().detail)}});
    }

    Task<void> remove_expired() {
        const auto removed = co_await store_.remove_expired_sessions(clock_.now());
        if (removed.has_value() && *removed > 0)
            log_event(LogLevel::debug, "sessions_expired", {{"count", std::int64_t{*removed}}});
    }

    // Whether or not anybody asks meanwhile.
    Task<void> look_at_clock() {
        if (!core_.sessions.is_clock_back()) co_return;
        const Result<void> settled = co_await core_.sessions.settle();
        if (settled.has_value()) co_return log_event(LogLevel::warn, "clock_set_back");
        log_event(LogLevel::warn, "clock_set_back", {{"what", std::string_view(settled.error().detail)}});
    }

    Task<void> remove_old_tokens() {
        if (token_life_.count() == 0) co_return;
        const TimePoint oldest = clock_.now() - token_life_;
        std::function<Result<void>(Rows&)> work = [oldest](Rows& rows) -> Result<void> {
            const Result<std::int32_t> removed = rows.remove_external_tokens_until(oldest);
            if (!removed.has_value()) return removed.error();
            return {};
        };
        const Result<void> removed = co_await store_.write_rows(std::move(work));
        if (!removed.has_value())
            log_event(LogLevel::warn, "old_tokens_not_removed", {{"what", std::string_view(removed.error().detail)}});
    }

    Task<void> remove_old_links() {
        const TimePoint now = clock_.now();
        std::function<Result<void>(Rows&)> work = [now](Rows& rows) {
            return rows.remove_old_links(now, now - link_request_window);
        };
        const Result<void> removed = co_await store_.write_rows(std::move(work));
        if (!removed.has_value())
            log_event(LogLevel::warn, "old_links_not_removed", {{"what", std::string_view(removed.error().detail)}});
    }

private:
    // For the log: once when the database stops answering and once when it is back, not four times a second.
    // `problem` is empty while it answers.
    void tell_storage(const std::string& problem) {
        if (problem.empty() != storage_fails_) return;
        storage_fails_ = !problem.empty();
        if (storage_fails_)
            log_event(LogLevel::error, "database_fails", {{"what", std::string_view(problem)}});
        else
            log_event(LogLevel::info, "database_answers");
    }

    Task<void> load_failures() {
        const auto failures = co_await store_.load_failures();
        if (failures.has_value()) core_.throttle.load(*failures);
    }

    Store& store_;
    const Clock& clock_;
    Core& core_;
    const std::chrono::days audit_kept_;   // 0: for ever
    const std::chrono::days token_life_;   // likewise
    std::int64_t generation_ = 0;
    std::vector<AuditEvent> own_events_;
    std::atomic<bool>& storage_fails_;
};

}  // namespace

Result<void> serve(const Config& config) {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is as good as a full disk: the write fails
    const auto endpoint = parse_endpoint(config.server.listen);
    if (!endpoint.has_value()) return endpoint.error();
    const Result<CoreSettings> settings = core_settings_of(config);
    if (!settings.has_value()) return settings.error();

    // Declared first: store and hash pool complete into these contexts until they are gone themselves.
    http::IoPool pool(cores_unless(config.server.io_threads));
    SystemClock clock;
    SystemRandom random;

    if (const auto closed = check_database_closed(config.database.path); !closed.has_value())
        return closed.error();
    SqliteSettings database;
    database.path = config.database.path;
    database.create = true;
    database.goes_with = key_file_of(config);
    database.busy_timeout = config.database.busy;
    database.check = true;
    const auto store = open_sqlite_store(database);
    if (!store.has_value()) return store.error();
    const auto hasher = make_argon2_hasher(config.hash.cost, random);
    HashPool hashing(*hasher, HashPoolSettings{cores_unless(config.hash.workers), config.hash.queue});

    auto box = open_secret_box(config, **store, random);
    if (!box.has_value()) return box.error();
    const auto provider = open_openid_provider(config, clock, random);
    if (!provider.has_value()) return provider.error();
    const auto mailer = open_mailer(config, clock, random);
    if (!mailer.has_value()) return mailer.error();
    const auto breached = open_breached_passwords(config);
    if (!breached.has_value()) return breached.error();
    AuditToLog audit_log;
    Core core(*settings, CorePorts{**store, clock, random, hashing, **box, audit_log, provider->get(), mailer->get(),
                                   breached->get()});

    http::RouterSettings routes;
    routes.soap.wrap_exceptions = config.soap.wrap_exceptions;
    routes.docs = {config.docs.swagger_ui, config.docs.services};
    const ui::AccountPages account(core.account, random);
    if (config.account.pages) routes.account = &account;
    const ui::PasswordLinkPage password_link(core.agent.part<PasswordLinks>());
    if (*mailer) routes.password_link = &password_link;
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
    const http::Router router(routes);
    const auto tls = open_tls(config.tls);
    if (!tls.has_value()) return tls.error();
    http::Service service{core.gateway, router, limits_of(config.limits), draining};
    service.public_url = config.server.public_url;
    service.proxies = proxies_of(config.server);
    service.tls = *tls;
    if (config.tls.hsts.count() != 0) service.hsts = "max-age=" + std::to_string(config.tls.hsts.count());
    http::Server server(service, pool);
    const auto port = server.listen(endpoint->address, endpoint->port);
    if (!port.has_value()) return port.error();

    Housekeeping housekeeping(**store, clock, core, config.audit.retention, config.quotas.external_token_life,
                              storage_fails);
    run_local(housekeeping.load());
    server.every(std::chrono::milliseconds(250), [&] { return housekeeping.follow_generation(); });
    server.every(std::chrono::seconds(1), [&] { return housekeeping.save_failures(); });
    server.every(std::chrono::seconds(1), [&] { return housekeeping.save_audit(); });
    server.every(std::chrono::seconds(1), [&] { return housekeeping.look_at_clock(); });
    server.every(std::chrono::minutes(10), [&] { return housekeeping.remove_expired(); });
    server.every(std::chrono::hours(1), [&] { return housekeeping.remove_old_tokens(); });
    server.every(std::chrono::minutes(10), [&] { return housekeeping.remove_old_links(); });
    server.every(std::chrono::hours(1), [&] { return housekeeping.remove_old_audit(); });
    server.every(std::chrono::seconds(10), [&] { return tell_causes(service.causes); });

    asio::signal_set signals(pool.first().io, SIGTERM, SIGINT);
    std::function<void(const boost::system::error_code&, int)> on_signal = [&](const boost::system::error_code& error, int) {
        if (error) return;
        log_event(LogLevel::info, "draining");
        server.stop();
        signals.async_wait(on_signal);
    };
    signals.async_wait(on_signal);
    asio::signal_set reloads(pool.first().io, SIGHUP);
    std::function<void(const boost::system::error_code&, int)> on_reload = [&](const boost::system::error_code& error, int) {
        if (error) return;
        housekeeping.remember("reload", "certificate", reload_tls(config.tls, service));
        reloads.async_wait(on_reload);
    };
    reloads.async_wait(on_reload);
    const std::string address = format_endpoint(endpoint->address, *port);
    log_event(LogLevel::info, "listening", {{"address", std::string_view(address)}});
    std::cout << "listening on " << (*tls == nullptr ? "http://" : "https://") << address << std::endl;
    server.run();
    log_causes(service.causes);
    run_local(housekeeping.save_failures());
    run_local(housekeeping.save_audit());
    log_event(LogLevel::info, "stopped");
    return {};
}

}  // namespace uag
