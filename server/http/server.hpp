// The listener and its I/O threads: one io_context a thread, connections handed out in turn, drained on request.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>

#include "core/base/error.hpp"
#include "server/http/connection.hpp"
#include "server/http/io_pool.hpp"

namespace uag::http {

class Server {
public:
    Server(Service& service, IoPool& pool) : service_(service), pool_(pool) {}
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Binds and listens; the port chosen. errc::server with the reason if the address cannot be had.
    Result<std::uint16_t> listen(const std::string& address, std::uint16_t port);

    /// Calls `task` on the first I/O thread every `interval` until the server stops.
    void every(std::chrono::milliseconds interval, std::function<Task<void>()> task);

    /// Serves until stop() and the drain that follows it. Blocks.
    void run();

    /// Begins the drain: no new connections, requests under way are answered, idle connections are closed, and what is
    /// left after the drain time is cut. Safe from any thread and from a signal's handler thread; a second call cuts what is left at once.
    void stop();

private:
    Task<void> accept_connections();
    Task<void> watch_connections(IoWorker& worker);
    Task<void> repeat(std::chrono::milliseconds interval, std::function<Task<void>()> task);
    void take(Socket socket, IoWorker& worker);
    IoWorker& next_worker();
    void make_room(SteadyTime newcomer, std::size_t worker, std::size_t tries);
    void close_listener();

    Service& service_;
    IoPool& pool_;
    std::unique_ptr<boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>> acceptor_;
    std::atomic<bool> stopping_{false};
    std::size_t next_ = 0;
    std::atomic<std::size_t> making_room_{0};  // asked of the workers, and not gone yet
};

}  // namespace uag::http
