#include "server/http/tls_stream.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

// The one place that compiles Asio's TLS (BOOST_ASIO_SEPARATE_COMPILATION).
#include <boost/asio/ssl/impl/src.hpp>

#include "server/http/awaited.hpp"

namespace uag::http {
namespace {

namespace asio = boost::asio;

}  // namespace

struct TlsStream::Stream {
    asio::ssl::stream<Socket&> tls;
};

TlsStream::TlsStream(Socket& socket, TlsContext context)
    : context_(std::move(context)), stream_(new Stream{asio::ssl::stream<Socket&>(socket, *context_)}) {}

TlsStream::~TlsStream() = default;

Task<std::tuple<boost::system::error_code>> TlsStream::handshake() {
    return stream_->tls.async_handshake(asio::ssl::stream_base::server, awaited);
}

Task<Transferred> TlsStream::read_some(asio::mutable_buffer buffer) {
    return stream_->tls.async_read_some(buffer, awaited);
}

Task<Transferred> TlsStream::write(std::array<asio::const_buffer, 2> buffers) {
    return asio::async_write(stream_->tls, buffers, awaited);
}

Task<std::tuple<boost::system::error_code>> TlsStream::shutdown() { return stream_->tls.async_shutdown(awaited); }

}  // namespace uag::http
