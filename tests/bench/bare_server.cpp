#include "bench/bare_server.hpp"

#include <unistd.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "core/base/async.hpp"

namespace uag::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Socket = asio::basic_stream_socket<tcp, Executor>;
constexpr auto awaited = asio::as_tuple(asio::use_awaitable_t<Executor>{});

Task<void> serve(Socket socket, const std::string& answer) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    boost::beast::flat_buffer buffer;
    buffer.reserve(8192);
    while (true) {
        http::request_parser<http::string_body> parser;
        const auto [read_error, read] = co_await http::async_read(socket, buffer, parser, awaited);
        if (read_error) co_return;
        const auto [write_error, written] = co_await asio::async_write(socket, asio::buffer(answer), awaited);
        if (write_error) co_return;
    }
}

Task<void> accept(asio::basic_socket_acceptor<tcp, Executor>& acceptor, const std::string& answer) {
    while (true) {
        Socket socket(acceptor.get_executor());
        const auto [error] = co_await acceptor.async_accept(socket, awaited);
        if (!error) asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), answer), asio::detached);
    }
}

}  // namespace

void run_bare_server(const std::string& answer, int ready) {
    asio::io_context io(1);
    asio::basic_socket_acceptor<tcp, Executor> acceptor(io.get_executor());
    acceptor.open(tcp::v4());
    acceptor.bind(tcp::endpoint(asio::ip::address_v4::loopback(), 0));
    acceptor.listen();
    const std::uint16_t port = acceptor.local_endpoint().port();
    if (::write(ready, &port, sizeof port) != sizeof port) return;
    asio::co_spawn(io.get_executor(), accept(acceptor, answer), asio::detached);
    io.run();
}

}  // namespace uag::bench
