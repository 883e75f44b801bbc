// Who may connect: how many connections there are, in all and by source.
#pragma once

#include <atomic>
#include <boost/asio/ip/address.hpp>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "server/http/counters.hpp"
#include "server/http/limits.hpp"

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
    /// After an enter() that let the connection in; `displaced` if it went because of claim_displacement().
    void leave(const Peer& peer, bool displaced);
    std::size_t total() const { return total_.load(); }
    /// True if more connections than Limits::connections stay.
    bool is_over(const Limits& limits);
    /// The right to displace one, if more than Limits::connections stay.
    bool claim_displacement(const Limits& limits);
    /// There was none to displace.
    void give_back_claim();

private:
    std::mutex mutex_;
    std::map<std::string, std::uint32_t> by_source_;
    std::size_t displaced_ = 0;  // and not gone yet
    std::atomic<std::size_t> total_{0};
};

}  // namespace uag::http
