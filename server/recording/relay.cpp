#include "server/recording/relay.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>

#include "server/recording/relay_session.hpp"

namespace uag::recording {

http::Limits relay_limits() {
    http::Limits limits;
    limits.head.header_bytes = 65'536;
    limits.head.request_line_bytes = 32'768;
    limits.head.header_fields = 200;
    limits.body_bytes = std::size_t{32} << 20;
    limits.request_time = std::chrono::seconds(120);
    return limits;
}

Relay::Relay(RelaySettings settings, Writer& writer, const Clock& clock)
    : settings_(std::move(settings)),
      writer_(writer),
      clock_(clock),
      words_(http::RouterSettings{}),
      memory_(settings_.limits.memory_bytes) {}

Relay::~Relay() {
    stop_bell_.ring();
    cut();
    for (Served& served : served_)
        if (served.thread.joinable()) served.thread.join();
}

Result<std::uint16_t> Relay::listen() {
    std::uint16_t port = settings_.port;
    Result<Descriptor> listener = listen_at(settings_.address, port);
    if (!listener.has_value()) return listener.error();
    listener_ = std::move(*listener);
    return port;
}

void Relay::stop() noexcept {
    if (stops_.fetch_add(1) != 0) cut();
    stop_bell_.ring();
}

void Relay::cut() noexcept {
    cut_ = true;
    cut_bell_.ring();
}

void Relay::join_finished() {
    for (auto served = served_.begin(); served != served_.end();) {
        if (!served->is_over) {
            ++served;
            continue;
        }
        served->thread.join();
        served = served_.erase(served);
    }
}

void Relay::take(Descriptor socket) {
    Served& served = served_.emplace_back();
    const std::uint32_t number = ++connections_;
    const SharedRelay shared{settings_, writer_, clock_, words_, memory_, stop_bell_, crowd_bell_, cut_bell_, cut_};
    served.thread = std::thread([this, &served, shared, number, socket = std::move(socket)]() mutable {
        try {
            RelaySession(shared, Connection(std::move(socket)), number).run();
        } catch (const std::exception& failure) {
            writer_.tell("A connection is closed: " + std::string(failure.what()) + '.');
        }
        served.is_over = true;
        place_bell_.ring();
    });
}

void Relay::run() {
    bool has_asked = false;  // an idle client to give its place to the one who waits
    while (stops_ == 0) {
        // While there is no place, the listener waits for one to be given back.
        std::array<pollfd, 3> waited{{{stop_bell_.get(), POLLIN, 0},
                                      {place_bell_.get(), POLLIN, 0},
                                      {is_full() && has_asked ? -1 : listener_.get(), POLLIN, 0}}};
        if (::poll(waited.data(), waited.size(), -1) < 0 && errno != EINTR) break;
        if (place_bell_.take()) {
            join_finished();
            has_asked = false;
        }
        if ((waited[2].revents & POLLIN) == 0) continue;
        if (is_full()) {
            crowd_bell_.ring();
            has_asked = true;
            continue;
        }
        Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (socket.get() >= 0) take(std::move(socket));
    }
    listener_ = Descriptor();
    const SteadyTime end = std::chrono::steady_clock::now() + settings_.limits.drain_time;
    while (!served_.empty()) {
        const SteadyTime now = std::chrono::steady_clock::now();
        if (now >= end) cut();
        pollfd waited{place_bell_.get(), POLLIN, 0};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - now).count();
        static_cast<void>(::poll(&waited, 1, static_cast<int>(std::clamp<std::int64_t>(left, 100, 1000))));
        if (place_bell_.take()) join_finished();
    }
}

}  // namespace uag::recording
