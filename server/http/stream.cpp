#include "server/http/stream.hpp"

#include <algorithm>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "server/http/awaited.hpp"

namespace uag::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t lingered_bytes = std::size_t{4} << 20;
constexpr std::chrono::seconds linger_time{2};

}  // namespace

Stream::Stream(Socket& socket, TlsContext tls, TimedConnection& timed) : socket_(socket), timed_(timed) {
    if (tls != nullptr) tls_.emplace(socket, std::move(tls));
    error_code ignored;
    socket_.non_blocking(true, ignored);
}

Task<Transferred> Stream::read_some(asio::mutable_buffer room) {
    if (tls_) return tls_->read_some(room);
    return socket_.async_read_some(room, awaited);
}

Task<Transferred> Stream::write(Buffers buffers) {
    if (tls_) return tls_->write(buffers);
    return asio::async_write(socket_, buffers, awaited);
}

bool Stream::write_at_once(Buffers buffers) {
    unsent_ = buffers;
    if (tls_) return false;
    error_code error;
    std::size_t sent = socket_.write_some(buffers, error);
    for (asio::const_buffer& part : unsent_) {
        const std::size_t gone = std::min(sent, part.size());
        part += gone;
        sent -= gone;
    }
    return !error && asio::buffer_size(unsent_) == 0;
}

Task<void> Stream::linger(std::span<char> room) {
    timed_.wait_until(std::chrono::steady_clock::now() + linger_time);
    if (tls_) {
        co_await tls_->shutdown();
        if (timed_.timed_out) co_return;
    }
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    std::size_t left = lingered_bytes;
    while (left != 0) {
        const auto [error, size] = co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), awaited);
        if (error) break;
        left -= std::min(left, size);
    }
}

}  // namespace uag::http
