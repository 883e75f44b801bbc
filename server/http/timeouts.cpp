#include "server/http/timeouts.hpp"

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
