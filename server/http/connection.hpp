// One client connection: reads requests, hands them to the router and the gateway, writes answers.
#pragma once

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "core/agent/gateway.hpp"
#include "server/http/causes.hpp"
#include "server/http/limits.hpp"
#include "server/http/router.hpp"
#include "server/http/tls_stream.hpp"
#include "server/http/trusted_proxies.hpp"

namespace uag::http {

/// Who is at the other end of a connection.
struct Peer {
    boost::asio::ip::address address;
    std::string text;      ///< the address
    std::string source;    ///< whose connections are counted together: throttle_source() of the address
    bool is_proxy = false;  ///< a trusted one: it speaks for others
};

/// How many connections there are, in all and by source. Safe from any thread.
class Admissions {
public:
    /// How many connections beyond Limits::connections may be open at most: those that come while the ones they take
    /// the place of are being closed, or while all are being answered.
    static constexpr std::size_t spare = 16;

    /// Counts the connection, or says which limit it would break. A proxy's are counted in all only.
    std::optional<Cause> enter(const Peer& peer, const Limits& limits);
    /// After an enter() that let the connection in; `displaced` if it went because of displace_one().
    void leave(const Peer& peer, bool displaced);
    std::size_t total() const { return total_.load(); }
    /// True if more connections than Limits::connections stay: then one more may be displaced.
    bool is_over(const Limits& limits);
    /// One is about to be displaced.
    void displace_one();

private:
    std::mutex mutex_;
    std::map<std::string, std::uint32_t> by_source_;
    std::size_t displaced_ = 0;  // and not gone yet
    std::atomic<std::size_t> total_{0};
};

/// What all connections share.
struct Service {
    Gateway& gateway;
    const Router& router;
    Limits limits;
    std::atomic<bool>& draining;  ///< the listener is closed: no connection outlives its next answer
    std::string public_url{};  ///< empty: addresses in answers follow the request's Host
    TrustedProxies proxies{};
    TlsContext tls{};   ///< null: plain HTTP. Replaced and read on the first I/O thread only
    std::string hsts{};  ///< Strict-Transport-Security of answers over our own TLS; empty: none
    std::atomic<bool> cut{false};  ///< whoever asked to stop has asked again: nothing is waited for
    Admissions admissions{};
    Causes causes{};
};

/// A connection as its thread's watch sees it. Used on that thread only.
struct Watched {
    Socket& socket;
    SteadyTime deadline;
    bool idle = true;  ///< between requests: nothing is lost if it is closed
    bool timed_out = false;
    SteadyTime waits_since{};  ///< connected, or the last answer was sent
    bool answering = false;    ///< a complete request is being answered: never displaced
    bool displaced = false;
};

/// Ends connections that are past their deadline, without a timer for each of them. One a thread.
class Watch {
public:
    using Entry = std::list<Watched>::iterator;
    Entry add(Socket& socket) {
        Watched watched{socket, {}};
        watched.waits_since = std::chrono::steady_clock::now();
        return connections_.insert(connections_.end(), watched);
    }
    void remove(Entry entry) { connections_.erase(entry); }
    bool empty() const { return connections_.empty(); }
    /// Cuts what is past its deadline, and, if `draining`, what is idle and has nothing to read.
    void sweep(SteadyTime now, bool draining);
    /// Closes the connection that has been without a complete request for longest, and since before `newcomer` came;
    /// false: there is none.
    bool displace_longest(SteadyTime newcomer);
    /// Cuts everything.
    void cut_all();

private:
    std::list<Watched> connections_;
};

/// Serves the connection until it ends; over TLS if `tls` is not null. Never throws. True: it was displaced.
Task<bool> serve_connection(Socket socket, Peer peer, TlsContext tls, Service& service, Watch& watch);

}  // namespace uag::http
