#include "bench/attackers.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <unordered_map>
#include <vector>

#include "support/gateway_fixture.hpp"
#include "support/http_client.hpp"

namespace uag::bench {
namespace {

using Clock = std::chrono::steady_clock;

// A connection from 127.0.x.y, where host is x * 256 + y; it never waits. -1 if there is none to have.
int connect_from(unsigned host, std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    const int on = 1;
    ::setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(0x7F000000U + host);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&from), sizeof from) == 0;
    const int connected = ::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    if (bound && (connected == 0 || errno == EINPROGRESS)) return fd;
    ::close(fd);
    return -1;
}

std::string log_in(std::size_t number) {
    const std::string name = "flood" + std::to_string(number);
    if (number % 2 == 0)
        return test::get("/api/v1/User/currentPrincipal",
                         "Authorization: " + test::basic(name, "wrong-" + name) + "\r\nConnection: close\r\n");
    return test::post(
        "/Remote/Services88/SoPrincipal.svc", "text/xml",
        "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><AuthenticateUsernamePassword "
        "xmlns=\"http://www.superoffice.net/ws/crm/NetServer/Services88\"><UserName>" +
            name + "</UserName><Password>wrong</Password></AuthenticateUsernamePassword></s:Body></s:Envelope>",
        "Connection: close\r\n");
}

struct Attempt {
    std::string request;  ///< until it could be sent
    std::string answer;
};

void count(const std::string& answer, FloodCounts& counts) {
    if (answer.size() < 12) {
        ++counts.cut;
        return;
    }
    const int status = std::atoi(answer.c_str() + 9);
    ++counts.statuses[status];
    const bool says_no = status == 200 && answer.find("AuthenticationSucceeded>false<") != std::string::npos;
    if (status == 401 || says_no) ++counts.judged;
    if ((status == 429 || status == 503) && answer.find("Retry-After: ") == std::string::npos)
        ++counts.without_retry_after;
}

}  // namespace

FloodCounts flood_log_ins(std::uint16_t port, unsigned a_second, const std::atomic<bool>& stop) {
    FloodCounts counts;
    std::unordered_map<int, Attempt> attempts;
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    const auto begun = Clock::now();
    std::vector<epoll_event> ready(256);
    std::vector<char> chunk(16384);
    while (!stop.load()) {
        const auto due =
            static_cast<std::size_t>(std::chrono::duration<double>(Clock::now() - begun).count() * a_second);
        for (; counts.sent < due; ++counts.sent) {
            const unsigned host = counts.sent % 6 == 0 ? 2 : 3 + static_cast<unsigned>(counts.sent % 250);
            const int fd = connect_from(host, port);
            if (fd < 0) throw std::runtime_error("the flood has no connection left");
            epoll_event event{};
            event.events = EPOLLIN | EPOLLOUT | EPOLLET;
            event.data.fd = fd;
            ::epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event);
            attempts[fd].request = log_in(counts.sent);
        }
        const int found = ::epoll_wait(poll, ready.data(), static_cast<int>(ready.size()), 3);
        for (int i = 0; i < found; ++i) {
            const int fd = ready[static_cast<std::size_t>(i)].data.fd;
            Attempt& attempt = attempts[fd];
            if (!attempt.request.empty() && ::send(fd, attempt.request.data(), attempt.request.size(), MSG_NOSIGNAL) ==
                                                static_cast<ssize_t>(attempt.request.size()))
                attempt.request.clear();
            ssize_t got = 0;
            while ((got = ::recv(fd, chunk.data(), chunk.size(), 0)) > 0)
                attempt.answer.append(chunk.data(), static_cast<std::size_t>(got));
            if (got < 0 && errno == EAGAIN) continue;
            count(attempt.answer, counts);
            attempts.erase(fd);
            ::close(fd);
        }
    }
    for (const auto& [fd, attempt] : attempts) ::close(fd);
    ::close(poll);
    return counts;
}

SlowCounts hold_slow_connections(std::uint16_t port, unsigned count, const std::atomic<bool>& stop) {
    constexpr unsigned an_address = 50;
    constexpr auto pause = std::chrono::milliseconds(2000);
    SlowCounts counts;
    std::vector<int> connections(count, -1);
    std::size_t open = 0;
    const auto drop = [&](int& fd) {
        ::close(fd);
        fd = -1;
        ++counts.cut;
        --open;
    };
    unsigned next = 0;
    const auto begun = Clock::now();
    std::uint64_t steps = 0;
    while (!stop.load()) {
        // In the time of a pause each connection has had its turn.
        const auto due =
            static_cast<std::uint64_t>(std::chrono::duration<double>(Clock::now() - begun) / pause * count);
        for (; steps < due; ++steps, next = (next + 1) % count) {
            int& fd = connections[next];
            char ignored[4096];
            if (fd >= 0 && ::recv(fd, ignored, sizeof ignored, 0) >= 0) drop(fd);
            if (fd >= 0) {
                if (::send(fd, "x", 1, MSG_NOSIGNAL) != 1) drop(fd);
                continue;
            }
            fd = connect_from(2 + next / an_address, port);
            if (fd < 0) continue;
            ++counts.opened;
            counts.most_open = std::max(counts.most_open, ++open);
            const std::string head = next % 2 == 0
                                         ? "GET /api HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
                                         : "POST /api/v1/Agents/User/GetUser HTTP/1.1\r\nHost: localhost\r\n"
                                           "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{";
            ::send(fd, head.data(), head.size(), MSG_NOSIGNAL);
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    for (const int fd : connections)
        if (fd >= 0) ::close(fd);
    return counts;
}

}  // namespace uag::bench
