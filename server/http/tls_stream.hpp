// One TLS connection over a socket. Keeps Asio's TLS templates out of everybody else's compilation.
#pragma once

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <memory>
#include <tuple>

#include "core/base/async.hpp"
#include "server/http/tls_context.hpp"

namespace uag::http {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
/// What a read or a write came to, and how many bytes it moved.
using Transferred = std::tuple<boost::system::error_code, std::size_t>;

/// One operation at a time. Ends waiting operations when the socket is cancelled or closed.
class TlsStream {
public:
    /// The socket outlives the stream.
    TlsStream(Socket& socket, TlsContext context);
    ~TlsStream();
    TlsStream(const TlsStream&) = delete;
    TlsStream& operator=(const TlsStream&) = delete;

    Task<std::tuple<boost::system::error_code>> handshake();
    Task<Transferred> read_some(boost::asio::mutable_buffer buffer);
    /// Writes both to their end.
    Task<Transferred> write(std::array<boost::asio::const_buffer, 2> buffers);
    /// Says that no more will come (RFC 8446 6.1) and waits until the peer has said so too.
    Task<std::tuple<boost::system::error_code>> shutdown();

private:
    struct Stream;
    const TlsContext context_;
    const std::unique_ptr<Stream> stream_;
};

}  // namespace uag::http
