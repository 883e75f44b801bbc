// The connections of one I/O thread: who is past a deadline, and who goes when another needs the place.
#pragma once

#include <functional>
#include <list>

#include "server/http/limits.hpp"
#include "server/http/tls_stream.hpp"

namespace uag::http {

/// A connection as its thread's timeouts see it. Used on that thread only.
struct TimedConnection {
    Socket& socket;
    SteadyTime deadline;
    bool idle = true;  ///< between requests: nothing is lost if it is closed
    bool timed_out = false;
    SteadyTime waits_since{};  ///< for the peer: it connected, took the last answer, or has an answer to take
    bool answering = false;    ///< a complete request is being answered: never displaced
    bool displaced = false;
    std::function<void()> on_gone{};  ///< who wants to know that the peer has closed; null: nobody

    void wait_until(SteadyTime time) {
        deadline = time;
        timed_out = false;
    }
};

/// Ends connections that are past their deadline, without a timer for each of them. One a thread.
class Timeouts {
public:
    using Entry = std::list<TimedConnection>::iterator;
    Entry add(Socket& socket) {
        TimedConnection timed{socket, {}};
        timed.waits_since = std::chrono::steady_clock::now();
        return connections_.insert(connections_.end(), timed);
    }
    void remove(Entry entry) { connections_.erase(entry); }
    /// Cuts what is past its deadline, and, if `draining`, what is idle and has nothing to read.
    void sweep(SteadyTime now, bool draining);
    /// Tells who wants to know it which peers have closed, or have closed their side of the connection: whoever does that
    /// before the answer does not wait for it, as a rule.
    void look_for_gone();
    /// Closes the connection that has waited for its peer for longest, be it for a complete request or for an answer to be
    /// taken, and since before `newcomer` came; false: there is none.
    bool displace_longest(SteadyTime newcomer);
    /// Cuts everything.
    void cut_all();

private:
    std::list<TimedConnection> connections_;
};

}  // namespace uag::http
