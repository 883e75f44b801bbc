#include "support/fake_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace uag::test {
namespace {

// False once `stop` can be read.
bool wait_for_input(int fd, int stop) {
    pollfd both[2] = {{fd, POLLIN, 0}, {stop, POLLIN, 0}};
    while (::poll(both, 2, -1) < 0);
    return both[1].revents == 0;
}

std::size_t length_in(std::string_view head) {
    const std::size_t at = head.find("Content-Length: ");
    return at == std::string_view::npos ? 0 : std::stoul(std::string(head.substr(at + 16, 12)));
}

}  // namespace

bool FakeServer::Connection::fill(std::string& buffer) const {
    if (!wait_for_input(fd_, server_.stop_read_)) return false;
    char bytes[4096];
    const ssize_t count = ::recv(fd_, bytes, sizeof bytes, 0);
    if (count > 0) buffer.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
}

std::string FakeServer::Connection::read_request() {
    std::string request;
    std::size_t end = std::string::npos;
    while ((end = request.find("\r\n\r\n")) == std::string::npos)
        if (!fill(request)) return {};
    const std::size_t whole = end + 4 + length_in(request);
    while (request.size() < whole)
        if (!fill(request)) return {};
    const std::scoped_lock lock(server_.mutex_);
    server_.requests_.push_back(request);
    return request;
}

void FakeServer::Connection::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

bool FakeServer::Connection::send_unless_closed(std::string_view bytes, int milliseconds) const {
    pollfd both[2] = {{fd_, POLLIN, 0}, {server_.stop_read_, POLLIN, 0}};
    // Whoever waits for an answer sends nothing: what comes is the end.
    if (::poll(both, 2, milliseconds) != 0) return false;
    while (!bytes.empty()) {
        const ssize_t count = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void FakeServer::Connection::reset() const {
    const linger at_once{1, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void FakeServer::Connection::hold() const {
    std::string ignored;
    while (fill(ignored)) ignored.clear();
}

FakeServer::FakeServer(Serve serve) : serve_(std::move(serve)) {
    int ends[2] = {-1, -1};
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::pipe(ends) != 0 || ::bind(listener_, generic, size) != 0 || ::listen(listener_, 1024) != 0 ||
        ::getsockname(listener_, generic, &size) != 0)
        throw std::runtime_error("the tests' server cannot listen");
    stop_read_ = ends[0];
    stop_write_ = ends[1];
    port_ = ::ntohs(address.sin_port);
    listening_ = std::thread([this] { run(); });
}

FakeServer::~FakeServer() {
    static_cast<void>(::write(stop_write_, "x", 1) == 1);
    listening_.join();
    for (std::thread& connection : serving_) connection.join();
    for (const int fd : {listener_, stop_read_, stop_write_}) ::close(fd);
}

void FakeServer::run() {
    for (std::size_t index = 0; wait_for_input(listener_, stop_read_); ++index) {
        const int fd = ::accept(listener_, nullptr, nullptr);
        if (fd < 0) return;
        serving_.emplace_back([this, fd, index] {
            Connection connection(*this, fd);
            serve_(connection, index);
            ::close(fd);
        });
    }
}

std::vector<std::string> FakeServer::requests() {
    const std::scoped_lock lock(mutex_);
    return requests_;
}

std::string ok_answer(std::string_view body, std::string_view type) {
    return "HTTP/1.1 200 OK\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

}  // namespace uag::test
