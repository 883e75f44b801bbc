// A server of the tests' own that does what it is told, well or badly: a function a connection, each on a thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace uag::test {

class FakeServer {
public:
    class Connection {
    public:
        explicit Connection(FakeServer& server, int fd) : server_(server), fd_(fd) {}
        /// Head and body (Content-Length) of the next request, kept in requests(); empty: the client has closed.
        std::string read_request();
        void send(std::string_view bytes) const;
        /// Waits so many milliseconds first. False: the client has closed, or the server ends.
        bool send_unless_closed(std::string_view bytes, int milliseconds) const;
        /// Until the client closes or the server ends: nothing more comes.
        void hold() const;
        /// What has been sent is not waited for: the client sees a reset when this connection's function is done.
        void reset() const;

    private:
        bool fill(std::string& buffer) const;
        FakeServer& server_;
        int fd_;
    };
    using Serve = std::function<void(Connection& connection, std::size_t index)>;

    /// Listens on a port of the system's choice; `serve` is called for each connection, many at a time.
    explicit FakeServer(Serve serve);
    ~FakeServer();
    FakeServer(const FakeServer&) = delete;
    FakeServer& operator=(const FakeServer&) = delete;

    std::uint16_t port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/"; }
    std::vector<std::string> requests();

private:
    void run();

    const Serve serve_;
    int listener_ = -1;
    int stop_read_ = -1;
    int stop_write_ = -1;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::vector<std::string> requests_;
    std::thread listening_;
    std::vector<std::thread> serving_;  ///< of the listening thread
};

/// `HTTP/1.1 200 OK` with that body.
std::string ok_answer(std::string_view body, std::string_view type = "text/plain");

}  // namespace uag::test
