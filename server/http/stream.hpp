// The bytes of one connection, with or without TLS.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <optional>
#include <span>

#include "server/http/timeouts.hpp"
#include "server/http/tls_stream.hpp"

namespace uag::http {

/// One operation at a time. The socket and what watches it outlive this.
class Stream {
public:
    using Buffers = std::array<boost::asio::const_buffer, 2>;

    /// TLS if `tls` is not null: then handshake() comes first.
    Stream(Socket& socket, TlsContext tls, TimedConnection& timed);

    bool is_tls() const { return tls_.has_value(); }
    Task<std::tuple<boost::system::error_code>> handshake() { return tls_->handshake(); }
    Task<Transferred> read_some(boost::asio::mutable_buffer room);
    /// Writes both to their end.
    Task<Transferred> write(Buffers buffers);
    /// Hands the socket as much as it takes at once; true if that was all. The rest is for write_rest(), and so is an
    /// error: a socket that failed fails again. TLS takes nothing at once.
    bool write_at_once(Buffers buffers);
    Task<Transferred> write_rest() { return write(unsent_); }
    /// Closes so that what was written arrives: a reset because of unread bytes would overtake it. Reads into `room` and
    /// forgets.
    Task<void> linger(std::span<char> room);

private:
    Socket& socket_;
    TimedConnection& timed_;
    std::optional<TlsStream> tls_;
    Buffers unsent_;
};

}  // namespace uag::http
