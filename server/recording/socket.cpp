#include "server/recording/socket.hpp"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cerrno>
#include <system_error>
#include <vector>

namespace uag::recording {
namespace {

int milliseconds_until(SteadyTime time) {
    const SteadyTime now = std::chrono::steady_clock::now();
    if (time <= now) return 0;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(std::min(time, now + std::chrono::hours(1)) - now);
    return static_cast<int>(left.count());
}

// Whether the descriptor is ready for that in time.
bool wait_for_one(int fd, short what, SteadyTime until) {
    pollfd waited{fd, what, 0};
    while (true) {
        const int count = ::poll(&waited, 1, milliseconds_until(until));
        if (count >= 0 || errno != EINTR) return count > 0;
    }
}

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

Descriptor::~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
}

Bell::Bell() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE)) {}

void Bell::ring() const noexcept {
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t size = ::write(fd_.get(), &one, sizeof one);
}

bool Bell::take() const noexcept {
    std::uint64_t one = 0;
    return ::read(fd_.get(), &one, sizeof one) == sizeof one;
}

Result<Descriptor> listen_at(const std::string& address, std::uint16_t& port) {
    using boost::asio::ip::tcp;
    boost::system::error_code failed;
    const tcp::endpoint endpoint(boost::asio::ip::make_address(address, failed), port);
    if (failed) return fail_in_english(errc::server, "'" + address + "' is no IP address.");
    Descriptor listener(::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int yes = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    const bool is_bound = listener.get() >= 0 &&
                          ::bind(listener.get(), endpoint.data(), static_cast<socklen_t>(endpoint.size())) == 0 &&
                          ::listen(listener.get(), SOMAXCONN) == 0;
    if (!is_bound)
        return fail_in_english(errc::server, "Cannot listen on " + address + " port " + std::to_string(port) + ": " +
                                                 std::generic_category().message(errno) + ".");
    tcp::endpoint bound;
    socklen_t size = static_cast<socklen_t>(bound.capacity());
    ::getsockname(listener.get(), bound.data(), &size);
    port = bound.port();
    return listener;
}

Connection::Connection(Descriptor socket) : socket_(std::move(socket)) {
    const int yes = 1;
    ::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    ::fcntl(socket_.get(), F_SETFL, O_NONBLOCK);
}

Waited Connection::wait(SteadyTime until, std::span<const int> bells) const {
    std::vector<pollfd> waited{{socket_.get(), POLLIN, 0}};
    for (const int bell : bells) waited.push_back({bell, POLLIN, 0});
    while (true) {
        const int count = ::poll(waited.data(), waited.size(), milliseconds_until(until));
        if (count < 0 && errno == EINTR) continue;
        if (count == 0) return Waited::too_long;
        // Who has sent something is served.
        return count < 0 || waited.front().revents != 0 ? Waited::ready : Waited::told;
    }
}

// Poll may have been wrong: who waits goes on waiting, and hears bells meanwhile.
std::optional<std::size_t> Connection::read(std::span<char> room) const {
    while (true) {
        const ssize_t size = ::recv(socket_.get(), room.data(), room.size(), 0);
        if (size >= 0) return static_cast<std::size_t>(size);
        if (errno == EINTR) continue;
        if (errno == EAGAIN) return std::nullopt;
        return 0;
    }
}

bool Connection::write(std::string_view bytes, SteadyTime until) const {
    while (!bytes.empty()) {
        const ssize_t size = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (size >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(size));
        } else if (errno == EAGAIN) {
            if (!wait_for_one(socket_.get(), POLLOUT, until)) return false;
        } else if (errno != EINTR) {
            return false;
        }
    }
    return true;
}

void Connection::linger(SteadyTime until) const {
    ::shutdown(socket_.get(), SHUT_WR);
    std::array<char, 8192> room{};
    while (wait_for_one(socket_.get(), POLLIN, until))
        if (::recv(socket_.get(), room.data(), room.size(), 0) <= 0) return;
}

}  // namespace uag::recording
