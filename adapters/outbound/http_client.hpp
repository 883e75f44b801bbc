// Calls another server over HTTP/1.1: one connection, kept between calls; TLS verified; bounded in time and bytes.
// Redirects are errors, there is no proxy, and no change is sent twice.
#pragma once

#include <atomic>
#include <boost/system/result.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/client/message.hpp"
#include "adapters/outbound/cancellation.hpp"

namespace uag::outbound {

/// Where a server is, and how it is called.
struct HttpSettings {
    std::string base_url;            ///< "https://host:port/prefix", http or https, without user, query and fragment
    std::string ca_file{};           ///< PEM: a private authority alone; empty: the system's authorities
    std::string certificate_file{};  ///< PEM: the client's own; empty: none
    std::string key_file{};          ///< PEM, without a passphrase
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds timeout{60'000};  ///< of a whole call, connecting included
    std::size_t answer_bytes = 8'388'608;         ///< most of an answer's body
    /// Requests are another client's and go on as they came: nothing is added to their fields, Host may be among them,
    /// and a redirect is an answer like any other.
    bool relays = false;
};

enum class TransferFault : std::uint8_t {
    bad_address,  ///< the base URL or a request cannot be used
    unreachable,  ///< no such host, refused, no route
    tls,  ///< no TLS, the server is not the one it should be, or files of ours cannot be read
    not_http,  ///< what comes back is no HTTP/1.1
    cut_short,  ///< the connection ended before the answer did
    too_large,  ///< the answer is longer than it may be
    too_slow,  ///< a time limit
    redirect,  ///< 3xx: where it leads is another server's business
    stopped,  ///< the service stops
    abandoned  ///< nobody waits for it any more
};

/// `text` is one sentence without its stop that begins with the server: "https://a:1 cannot be reached: ...". It has
/// nothing of what was sent.
struct TransferError {
    TransferFault fault = TransferFault::unreachable;
    std::string text;
    bool has_begun = false;  ///< of an answer something has come
};

/// When a call ends although nothing has come.
struct CallEnd {
    std::chrono::steady_clock::time_point latest =
        std::chrono::steady_clock::time_point::max();  ///< beside the timeout
    Cancellation* cancellation = nullptr;  ///< null: only then; outlives the call
    /// Asked once, before an answer gets longer than long_answer_bytes; may wait for its turn. False: the time is over.
    std::function<bool()> may_be_long{};
};

/// What an answer may have without asking CallEnd::may_be_long.
inline constexpr std::size_t long_answer_bytes = 262'144;

/// For one thread at a time.
class HttpClient {
public:
    /// Opens nothing yet. `stopping` outlives it; it becomes true when what runs should end soon.
    HttpClient(HttpSettings settings, const std::atomic<bool>& stopping);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// Waits for the answer, whatever its status, but for 3xx. Where a kept connection turns out dead, what only reads
    /// is sent again on a new one; a change is TransferFault::cut_short, for it may have been done.
    boost::system::result<client::Response, TransferError> send(const client::Request& request,
                                                                const CallEnd& end = {});

    /// How many connections it has opened.
    std::size_t connections() const noexcept { return connections_; }

private:
    class Exchange;
    struct State;

    /// Says to curl what is sent; all of it outlives the transfer. `lines` and `exchange` as curl takes them.
    void prepare(const client::Request& request, const void* lines, void* exchange);

    const HttpSettings settings_;
    const std::unique_ptr<State> state_;
    std::size_t connections_ = 0;
};

}  // namespace uag::outbound
