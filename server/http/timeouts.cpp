#include "server/http/timeouts.hpp"

#include <poll.h>

#include <utility>
#include <vector>

namespace uag::http {

using boost::system::error_code;

void Timeouts::sweep(SteadyTime now, bool draining) {
    for (TimedConnection& connection : connections_) {
        error_code ignored;
        const bool waits = draining && connection.idle && connection.socket.available(ignored) == 0;
        if (now < connection.deadline && !waits) continue;
        connection.timed_out = true;
        // Nothing is cancelled where bytes have just come: what waits on without a new deadline is met in the next
        // sweep.
        connection.socket.cancel(ignored);
    }
}

void Timeouts::look_for_gone() {
    std::vector<pollfd> peers;
    std::vector<TimedConnection*> watched;
    for (TimedConnection& connection : connections_) {
        if (!connection.on_gone) continue;
        peers.push_back({connection.socket.native_handle(), POLLRDHUP, 0});
        watched.push_back(&connection);
    }
    if (peers.empty() || ::poll(peers.data(), static_cast<nfds_t>(peers.size()), 0) <= 0) return;
    for (std::size_t i = 0; i < peers.size(); ++i)
        if (peers[i].revents != 0) std::exchange(watched[i]->on_gone, nullptr)();
}

bool Timeouts::displace_longest(SteadyTime newcomer) {
    TimedConnection* longest = nullptr;
    for (TimedConnection& connection : connections_) {
        if (connection.answering || connection.displaced || connection.waits_since >= newcomer) continue;
        if (longest == nullptr || connection.waits_since < longest->waits_since) longest = &connection;
    }
    if (longest == nullptr) return false;
    longest->displaced = true;
    error_code ignored;
    longest->socket.close(ignored);
    return true;
}

void Timeouts::cut_all() {
    for (TimedConnection& connection : connections_) {
        error_code ignored;
        connection.socket.close(ignored);
    }
}

}  // namespace uag::http
