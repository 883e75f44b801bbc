#include "server/http/server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "core/security/throttle.hpp"
#include "server/http/awaited.hpp"
#include "server/log/log.hpp"

namespace uag::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

constexpr std::chrono::milliseconds sweep_interval{250};
constexpr std::chrono::milliseconds accept_pause{100};
constexpr std::chrono::milliseconds room_pause{1};

constexpr std::string_view too_many_connections =
    "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 22\r\n"
    "Retry-After: 1\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nToo many "
    "connections.\n";

}  // namespace

IoWorker& Server::next_worker() { return *pool_.workers()[next_++ % pool_.workers().size()]; }

Result<std::uint16_t> Server::listen(const std::string& address, std::uint16_t port) {
    error_code error;
    const asio::ip::address ip = asio::ip::make_address(address, error);
    if (error) return fail_in_english(errc::server, "'" + address + "' is no IP address.");
    const tcp::endpoint endpoint(ip, port);
    acceptor_ = std::make_unique<asio::basic_socket_acceptor<tcp, Executor>>(pool_.first().io.get_executor());
    acceptor_->open(endpoint.protocol(), error);
    if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
    if (error)
        return fail_in_english(errc::server, "Cannot listen on " + address + " port " + std::to_string(port) + ": " +
                                                 error.message() + ".");
    return acceptor_->local_endpoint().port();
}

void Server::take(Socket socket, IoWorker& worker) {
    error_code error;
    Peer peer;
    peer.address = plain_address(socket.remote_endpoint(error).address());
    if (error) return;
    peer.text = peer.address.to_string();
    peer.source = throttle_source(peer.text);
    peer.is_proxy = service_.proxies.contains(peer.address);
    const std::optional<Cause> cause = service_.admissions.enter(peer, service_.limits);
    if (cause != Cause::too_many_of_one && service_.admissions.is_over(service_.limits)) {
        ++making_room_;
        make_room(std::chrono::steady_clock::now(), next_, pool_.workers().size());
    }
    if (cause) {
        service_.counters.add(*cause);
        log_event(LogLevel::debug, "connection_refused", {{"peer", std::string_view(peer.text)}});
        // The peer may not read it; nobody waits for that. Over TLS there are no words yet.
        socket.non_blocking(true, error);
        if (service_.tls == nullptr) asio::write(socket, asio::buffer(too_many_connections), error);
        return;
    }
    auto serve = [](Socket accepted, Peer from, TlsContext tls, Service& shared, Timeouts& timeouts,
                    std::atomic<std::size_t>& making_room) -> Task<void> {
        const bool displaced = co_await serve_connection(std::move(accepted), from, std::move(tls), shared, timeouts);
        shared.admissions.leave(from, displaced);
        if (displaced) --making_room;
    };
    asio::co_spawn(worker.io.get_executor(),
                   serve(std::move(socket), std::move(peer), service_.tls, service_, worker.timeouts, making_room_),
                   asio::detached);
}

// Each thread knows its own connections only: those of the first that has one to spare will do.
void Server::make_room(SteadyTime newcomer, std::size_t worker, std::size_t tries) {
    const std::size_t at = worker % pool_.workers().size();
    asio::post(pool_.workers()[at]->io, [this, newcomer, at, tries] {
        const bool claimed = service_.admissions.claim_displacement(service_.limits);
        if (claimed && pool_.workers()[at]->timeouts.displace_longest(newcomer)) return;
        if (claimed) service_.admissions.give_back_claim();
        if (claimed && tries > 1) return make_room(newcomer, at + 1, tries - 1);
        --making_room_;
    });
}

Task<void> Server::accept_connections() {
    Timer pause(pool_.first().io.get_executor());
    while (!stopping_.load()) {
        // A burst waits in the system's queue while those that it displaces are being closed: it is turned away only if
        // nobody can be.
        while (making_room_.load() != 0 &&
               service_.admissions.total() >= service_.limits.connections + Admissions::spare) {
            pause.expires_after(room_pause);
            co_await pause.async_wait(awaited);
        }
        IoWorker& worker = next_worker();
        Socket socket(worker.io.get_executor());
        const auto [error] = co_await acceptor_->async_accept(socket, awaited);
        if (stopping_.load() && error) co_return;
        if (!error) {
            take(std::move(socket), worker);
            continue;
        }
        // Out of descriptors or the like: the listener waits for some to come free instead of spinning.
        service_.counters.add(Cause::accept_failed);
        const std::string what = error.message();
        log_event(LogLevel::debug, "accept_failed", {{"what", std::string_view(what)}});
        pause.expires_after(accept_pause);
        co_await pause.async_wait(awaited);
    }
}

Task<void> Server::watch_connections(IoWorker& worker) {
    Timer timer(worker.io.get_executor());
    SteadyTime cut = SteadyTime::max();
    bool drained_before = false;
    while (true) {
        timer.expires_after(sweep_interval);
        co_await timer.async_wait(awaited);
        const SteadyTime now = std::chrono::steady_clock::now();
        const bool draining = service_.draining.load();
        if (draining && cut == SteadyTime::max()) cut = now + service_.limits.drain_time;
        if (draining && service_.cut.load()) cut = std::min(cut, now);
        // Who keeps a connection gets one round to send what it is about to: its answer tells it to go.
        worker.timeouts.sweep(now, drained_before);
        worker.timeouts.look_for_gone();
        drained_before = draining;
        if (now >= cut) worker.timeouts.cut_all();
        if (draining && service_.admissions.total() == 0) break;
        if (draining && now >= cut + std::chrono::seconds(5)) break;
    }
    worker.io.stop();
}

Task<void> Server::repeat(std::chrono::milliseconds interval, std::function<Task<void>()> task) {
    Timer timer(pool_.first().io.get_executor());
    while (!stopping_.load()) {
        timer.expires_after(interval);
        co_await timer.async_wait(awaited);
        co_await task();
    }
}

void Server::every(std::chrono::milliseconds interval, std::function<Task<void>()> task) {
    asio::co_spawn(pool_.first().io.get_executor(), repeat(interval, std::move(task)), asio::detached);
}

void Server::run() {
    asio::co_spawn(pool_.first().io.get_executor(), accept_connections(), asio::detached);
    for (const auto& worker : pool_.workers()) {
        asio::co_spawn(worker->io.get_executor(), watch_connections(*worker), asio::detached);
        worker->thread = std::thread([&io = worker->io] { io.run(); });
    }
    for (const auto& worker : pool_.workers()) worker->thread.join();
}

void Server::close_listener() {
    // What waits in the backlog has connected already: it is served, not reset.
    error_code error;
    acceptor_->non_blocking(true, error);
    while (!error) {
        IoWorker& worker = next_worker();
        Socket socket(worker.io.get_executor());
        acceptor_->accept(socket, error);
        if (!error) take(std::move(socket), worker);
    }
    acceptor_->close(error);
    service_.draining = true;
}

void Server::stop() {
    if (stopping_.exchange(true)) {
        service_.cut = true;
        return;
    }
    asio::post(pool_.first().io, [this] { close_listener(); });
}

}  // namespace uag::http
