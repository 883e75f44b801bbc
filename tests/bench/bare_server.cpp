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
#include <boost/beast/http/write.hpp>
#include <sstream>

#include "core/base/async.hpp"

namespace uag::bench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using Socket = asio::basic_stream_socket<tcp, Executor>;
constexpr auto awaited = asio::as_tuple(asio::use_awaitable_t<Executor>{});

// An answer in the form that its server needs.
struct Field {
    http::field id;
    std::string name;
    std::string value;
};
struct Ordinary {
    std::vector<Field> fields;
    std::string body;
};
struct Prebuilt {
    std::string bytes;
};

http::response<http::string_body> make_response(const Ordinary& answer, unsigned version, bool keep_alive) {
    http::response<http::string_body> response(http::status::ok, version);
    for (const Field& field : answer.fields) response.insert(field.id, field.name, field.value);
    response.body() = answer.body;
    response.keep_alive(keep_alive);
    response.prepare_payload();
    return response;
}

Task<void> serve(Socket socket, const Ordinary& answer) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    boost::beast::flat_buffer buffer;
    buffer.reserve(8192);
    while (true) {
        http::request<http::string_body> request;
        const auto [read_error, read] = co_await http::async_read(socket, buffer, request, awaited);
        if (read_error) co_return;
        const auto response = make_response(answer, request.version(), request.keep_alive());
        const auto [write_error, written] = co_await http::async_write(socket, response, awaited);
        if (write_error || !response.keep_alive()) co_return;
    }
}

Task<void> serve(Socket socket, const Prebuilt& answer) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    boost::beast::flat_buffer buffer;
    buffer.reserve(8192);
    while (true) {
        http::request_parser<http::string_body> parser;
        const auto [read_error, read] = co_await http::async_read(socket, buffer, parser, awaited);
        if (read_error) co_return;
        const auto [write_error, written] = co_await asio::async_write(socket, asio::buffer(answer.bytes), awaited);
        if (write_error) co_return;
    }
}

template <class Answer> Task<void> accept(asio::basic_socket_acceptor<tcp, Executor>& acceptor, const Answer& answer) {
    while (true) {
        Socket socket(acceptor.get_executor());
        const auto [error] = co_await acceptor.async_accept(socket, awaited);
        if (!error) asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), answer), asio::detached);
    }
}

template <class Answer> void run(const Answer& answer, int ready) {
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

Ordinary in_parts(const BareAnswer& answer) {
    Ordinary parts{{}, answer.body};
    for (const auto& [name, value] : answer.fields) parts.fields.push_back({http::string_to_field(name), name, value});
    return parts;
}

Prebuilt in_bytes(const BareAnswer& answer) {
    const auto response = make_response(in_parts(answer), 11, true);
    std::ostringstream bytes;
    bytes << response;
    return {bytes.str()};
}

}  // namespace

void run_bare_server(BareKind kind, const BareAnswer& answer, int ready) {
    if (kind == BareKind::ordinary) return run(in_parts(answer), ready);
    run(in_bytes(answer), ready);
}

}  // namespace uag::bench
