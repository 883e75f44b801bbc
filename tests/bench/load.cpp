#include "bench/load.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace uag::bench {
namespace {

using Clock = std::chrono::steady_clock;

struct Loop {
    int fd = -1;
    std::string buffer;
    Clock::time_point sent;
};

double percentile_of_sorted(const std::vector<float>& sorted, double part) {
    if (sorted.empty()) return 0;
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

}  // namespace

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

int connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(port);
    peer.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&peer), sizeof peer) != 0)
        throw std::runtime_error("cannot connect");
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

bool take_answer(std::string& received, int& status) {
    const std::size_t end = received.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::size_t field = received.find("Content-Length: ");
    const std::size_t length = field < end ? std::strtoul(received.c_str() + field + 16, nullptr, 10) : 0;
    if (received.size() < end + 4 + length) return false;
    status = std::atoi(received.c_str() + 9);
    received.erase(0, end + 4 + length);
    return true;
}

void pin_to(unsigned core) {
    if (core >= std::thread::hardware_concurrency()) return;
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    ::sched_setaffinity(0, sizeof cores, &cores);
}

void pin_process(int pid, unsigned core) {
    if (core >= std::thread::hardware_concurrency()) return;
    const std::string command = "taskset -apc " + std::to_string(core) + " " + std::to_string(pid) + " >/dev/null";
    if (std::system(command.c_str()) != 0) std::puts("  (could not pin the gateway to a core)");
}

long peak_kib(int pid) {
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::atol(line.c_str() + 6);
    return 0;
}

Figures run_load(std::uint16_t port, const std::vector<std::string>& requests, unsigned connections,
                 std::chrono::milliseconds time) {
    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Loop> loops(connections);
    std::size_t next = 0;
    const auto send_next = [&](Loop& loop) {
        const std::string& request = requests[next++ % requests.size()];
        loop.sent = Clock::now();
        if (::send(loop.fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("cannot send");
    };
    const Clock::time_point begun = Clock::now();
    for (Loop& loop : loops) {
        loop.fd = connect_to(port);
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = &loop;
        ::epoll_ctl(poll, EPOLL_CTL_ADD, loop.fd, &event);
        send_next(loop);
    }
    std::vector<float> took;
    took.reserve(1 << 20);
    Figures figures;
    std::vector<epoll_event> ready(connections);
    char chunk[65536];
    while (Clock::now() - begun < time) {
        // Never sleeps: to be woken would cost the server's core, and a slower server more often.
        const int count = ::epoll_wait(poll, ready.data(), static_cast<int>(ready.size()), 0);
        for (int i = 0; i < count; ++i) {
            Loop& loop = *static_cast<Loop*>(ready[static_cast<std::size_t>(i)].data.ptr);
            const ssize_t got = ::recv(loop.fd, chunk, sizeof chunk, 0);
            if (got <= 0) {
                // A server may close after so many requests; the loop goes on with a connection of its own.
                ::close(loop.fd);
                loop.fd = connect_to(port);
                loop.buffer.clear();
                epoll_event event{};
                event.events = EPOLLIN;
                event.data.ptr = &loop;
                ::epoll_ctl(poll, EPOLL_CTL_ADD, loop.fd, &event);
                send_next(loop);
                continue;
            }
            loop.buffer.append(chunk, static_cast<std::size_t>(got));
            int status = 0;
            if (!take_answer(loop.buffer, status)) continue;
            took.push_back(std::chrono::duration<float, std::micro>(Clock::now() - loop.sent).count());
            if (status != 200) ++figures.failed;
            send_next(loop);
        }
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
    for (const Loop& loop : loops) ::close(loop.fd);
    ::close(poll);
    std::sort(took.begin(), took.end());
    figures.requests_per_second = static_cast<double>(took.size()) / seconds;
    figures.p50_us = percentile_of_sorted(took, 0.5);
    figures.p99_us = percentile_of_sorted(took, 0.99);
    return figures;
}

}  // namespace uag::bench
