#include "server/http/connection.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <exception>
#include <memory_resource>
#include <optional>
#include <tuple>
#include <vector>

#include "core/base/secret.hpp"
#include "server/http/response.hpp"
#include "server/ops/log.hpp"

namespace uag::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
using FieldAllocator = std::pmr::polymorphic_allocator<char>;
using Parser = beast::http::request_parser<beast::http::string_body, FieldAllocator>;

constexpr auto awaited = asio::as_tuple(asio::use_awaitable_t<Executor>{});
constexpr std::size_t read_size = 8192;
constexpr std::size_t kept_body_capacity = 65536;
constexpr std::size_t lingered_bytes = std::size_t{4} << 20;
constexpr std::chrono::seconds linger_time{2};

std::string_view text_of(const beast::flat_buffer& buffer) {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

// Consumed bytes may hold passwords; they must not stay in the buffer.
void consume_wiped(beast::flat_buffer& buffer, std::size_t size) {
    wipe(buffer.data().data(), size);
    buffer.consume(size);
}

constexpr std::array<std::string_view, 8> forbidden_trailers{"authorization", "cookie", "host", "soapaction",
                                                             "transfer-encoding", "expect", "te", "connection"};

bool is_forbidden_in_trailer(std::string_view name) {
    const auto starts = [name](std::string_view with) { return ascii_iequals(name.substr(0, with.size()), with); };
    if (starts("content-") || starts("so-") || starts("x-")) return true;
    return std::any_of(forbidden_trailers.begin(), forbidden_trailers.end(),
                       [name](std::string_view forbidden) { return ascii_iequals(name, forbidden); });
}

void wipe_fields(beast::http::basic_fields<FieldAllocator>& fields) {
    for (const auto& field : fields) {
        const beast::string_view value = field.value();
        wipe(const_cast<char*>(value.data()), value.size());
    }
}

class Conversation {
public:
    Conversation(Socket& socket, Service& service, Watched& watched)
        : socket_(socket), service_(service), watched_(watched) {
        error_code ignored;
        const auto peer = socket_.remote_endpoint(ignored);
        address_ = peer.address().to_string();
        buffer_.reserve(read_size);
    }

    Task<void> run() {
        for (std::uint32_t served = 0; co_await serve_one(served + 1 == service_.limits.requests_per_connection); ++served) {
        }
    }

private:
    enum class Read : std::uint8_t { complete, closed, refused };

    Task<bool> serve_one(bool last) {
        reply_.reset();
        parser_.reset();
        arena_.release();
        parser_.emplace(std::piecewise_construct, std::make_tuple(), std::make_tuple(FieldAllocator(&arena_)));
        parser_->eager(true);
        parser_->header_limit(static_cast<std::uint32_t>(service_.limits.head.header_bytes));
        parser_->body_limit(service_.limits.body_bytes);
        framing_ = Framing{};
        wipe(head_text_);
        content_type_.clear();
        const Read read = co_await read_request();
        if (read == Read::closed) co_return false;
        started_ = std::chrono::steady_clock::now();
        next_request_id(request_id_);
        if (read == Read::refused) {
            log(nullptr, nullptr);
            co_await write_reply(true);
            co_await linger();
            co_return false;
        }
        co_return co_await answer(last);
    }

    Task<bool> answer(bool last) {
        auto& message = parser_->get();
        HttpRequest request;
        const bool head_only = framing_.method == "HEAD";
        request.method = head_only ? std::string_view("GET") : framing_.method;
        request.path = framing_.path;
        request.query = framing_.query;
        request.headers = headers_;
        request.body = {message.body().data(), message.body().size()};
        request.origin = {address_, Protocol::rest, request_id_};
        base_url_.assign(service_.public_url);
        if (base_url_.empty()) base_url_.append("http://").append(framing_.host);
        request.base_url = base_url_;

        bool close = last || !framing_.keep_alive;  // framing_ looks into the head, which is wiped before the answer
        {
            const std::unique_ptr<Exchange> exchange = service_.router.open(request);
            std::optional<Outcome> outcome;
            if (Call* const call = exchange->call()) outcome.emplace(co_await service_.gateway.run(*call));
            exchange->answer(outcome ? &*outcome : nullptr, reply_);
            log(exchange.get(), outcome ? &*outcome : nullptr);
        }
        wipe_fields(message);
        wipe(head_text_);
        const bool http10 = framing_.http10;
        framing_ = Framing{};
        framing_.http10 = http10;
        close = close || service_.draining.load();
        const std::size_t length = reply_.body.size();
        const bool written = co_await write_reply(close, head_only);
        wipe(reply_.body);
        if (length > kept_body_capacity) std::string().swap(reply_.body);
        if (close && written) co_await linger();
        co_return written && !close;
    }

    void log(Exchange* exchange, const Outcome* outcome) const {
        RequestLog line;
        line.protocol = service_.router.protocol_of(framing_.path, content_type_);
        line.id = request_id_;
        line.peer = address_;
        line.status = reply_.status;
        line.took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started_);
        if (exchange != nullptr) {
            line.operation = exchange->operation();
            if (const Call* const call = exchange->call()) {
                line.protocol = call->origin.protocol;
                line.service = name_of(call->operation->service);
                line.version = static_cast<int>(call->version);
            }
        }
        // error() of a const result is a copy: it lives until the line is written.
        Error error;
        if (outcome != nullptr) {
            line.associate_id = outcome->associate_id;
            if (!outcome->response.has_value()) error = outcome->response.error();
            line.detail = error.detail;
        }
        if (outcome == nullptr) line.detail = framing_.problem;
        log_request(line);
    }

    Read refuse(unsigned status, std::string_view problem) {
        framing_.problem = problem;
        service_.router.refuse(framing_.path, content_type_, status, problem, reply_);
        return Read::refused;
    }

    // Reads more into the buffer. False: the peer is gone or the deadline has passed.
    Task<bool> read_more() {
        const auto [error, size] = co_await socket_.async_read_some(buffer_.prepare(read_size), awaited);
        if (error) co_return false;
        buffer_.commit(size);
        co_return true;
    }

    Task<Read> read_request() {
        std::size_t searched = 0;
        std::size_t end = std::string_view::npos;
        if (buffer_.size() == 0) {
            watched_.idle = true;
            watched_.deadline = std::chrono::steady_clock::now() + service_.limits.idle_time;
            if (!co_await read_more()) co_return Read::closed;
        }
        watched_.idle = false;
        const SteadyTime begun = std::chrono::steady_clock::now();
        watched_.deadline = begun + service_.limits.header_time;
        while (true) {
            // RFC 9112 2.2: an empty line before the request line is skipped.
            while (text_of(buffer_).starts_with("\r\n") && searched == 0) buffer_.consume(2);
            const std::string_view text = text_of(buffer_);
            end = text.find("\r\n\r\n", searched);
            if (end != std::string_view::npos) break;
            searched = text.size() < 3 ? 0 : text.size() - 3;
            const std::string_view first_line = text.substr(0, text.find('\n'));
            if (first_line.size() > service_.limits.head.request_line_bytes)
                co_return refuse_partial(414, "The request line is too long.");
            if (text.size() > service_.limits.head.header_bytes)
                co_return refuse_partial(431, "The header fields are too large.");
            if (text.find('\0') != std::string_view::npos || text.find("\n\n") != std::string_view::npos)
                co_return refuse_partial(400, "The head is malformed.");
            if (!co_await read_more()) co_return gone(408, "The request came too slowly.");
        }
        head_text_.assign(text_of(buffer_).substr(0, end + 4));
        framing_ = judge_head(head_text_, service_.limits.head);
        content_type_.assign(framing_.content_type);
        if (framing_.status != 0) co_return refuse(framing_.status, framing_.problem);
        if (framing_.content_length.value_or(0) > service_.limits.body_bytes)
            co_return refuse(413, "The body is too large.");
        co_return co_await read_body(begun);
    }

    Task<Read> read_body(SteadyTime begun) {
        // The head alone first: trailers, which Beast puts among the fields later, must never count as fields.
        error_code error;
        parser_->eager(false);
        const std::size_t used = parser_->put(buffer_.data(), error);
        consume_wiped(buffer_, used);
        if (error) co_return refuse_parse(error);
        take_headers();
        parser_->eager(true);
        feed(error);
        if (error) co_return refuse_parse(error);
        if (!parser_->is_done() && framing_.expects_continue) {
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [failed, size] = co_await asio::async_write(socket_, asio::buffer(go_on), awaited);
            if (failed) co_return Read::closed;
        }
        watched_.deadline = begun + service_.limits.request_time;
        while (!parser_->is_done()) {
            if (!co_await read_more()) co_return gone(408, "The request came too slowly.");
            feed(error);
            if (error) co_return refuse_parse(error);
            // What stays unread here is a chunk's head or the trailers.
            if (buffer_.size() > service_.limits.head.header_bytes)
                co_return refuse(431, "The trailer fields are too large.");
        }
        if (has_too_many_trailers()) co_return refuse(431, "Too many trailer fields.");
        if (has_forbidden_trailer()) co_return refuse(400, "This field may not stand in a trailer.");
        co_return Read::complete;
    }

    void feed(error_code& error) {
        while (!parser_->is_done() && buffer_.size() != 0) {
            const std::size_t used = parser_->put(buffer_.data(), error);
            consume_wiped(buffer_, used);
            if (error == beast::http::error::need_more) error = {};
            if (error || used == 0) return;
        }
    }

    void take_headers() {
        headers_.clear();
        for (const auto& field : parser_->get()) {
            const beast::string_view name = field.name_string();
            headers_.emplace_back(std::string_view(name.data(), name.size()),
                                  std::string_view(field.value().data(), field.value().size()));
        }
    }

    bool has_too_many_trailers() const {
        const auto& fields = parser_->get();
        const auto count = static_cast<std::size_t>(std::distance(fields.begin(), fields.end()));
        return count > headers_.size() + service_.limits.head.header_fields;
    }

    // RFC 9110 6.5.1: a trailer must not say who asks, what for, or how the message is framed.
    bool has_forbidden_trailer() const {
        if (!framing_.chunked) return false;
        for (const auto& field : parser_->get()) {
            const char* const value = field.value().data();
            const bool in_head = std::any_of(headers_.begin(), headers_.end(),
                                             [value](const auto& header) { return header.second.data() == value; });
            if (!in_head && is_forbidden_in_trailer({field.name_string().data(), field.name_string().size()})) return true;
        }
        return false;
    }

    Read refuse_partial(unsigned status, std::string_view problem) {
        head_text_.assign(text_of(buffer_).substr(0, service_.limits.head.request_line_bytes));
        framing_.path = path_of_partial_head(head_text_);
        return refuse(status, problem);
    }

    Read refuse_parse(error_code error) {
        if (error == beast::http::error::body_limit) return refuse(413, "The body is too large.");
        return refuse(400, "The request is malformed.");
    }

    Read gone(unsigned status, std::string_view problem) {
        if (!watched_.timed_out) return Read::closed;
        watched_.timed_out = false;
        return framing_.path.empty() ? refuse_partial(status, problem) : refuse(status, problem);
    }

    Task<bool> write_reply(bool close, bool head_only = false) {
        head_.clear();
        const std::string_view connection = close ? "close" : framing_.http10 ? "keep-alive" : "";
        write_head(reply_, request_id_, connection, head_);
        watched_.deadline = std::chrono::steady_clock::now() + service_.limits.write_time;
        const std::array<asio::const_buffer, 2> parts{asio::buffer(head_),
                                                      head_only ? asio::const_buffer() : asio::buffer(reply_.body)};
        const auto [error, size] = co_await asio::async_write(socket_, parts, awaited);
        co_return !error;
    }

    // Closes so that the answer arrives: a reset because of unread bytes would overtake it.
    Task<void> linger() {
        error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
        watched_.deadline = std::chrono::steady_clock::now() + linger_time;
        std::size_t left = lingered_bytes;
        consume_wiped(buffer_, buffer_.size());
        while (left != 0) {
            const auto [error, size] = co_await socket_.async_read_some(buffer_.prepare(read_size), awaited);
            if (error) break;
            left -= std::min(left, size);
        }
    }

    Socket& socket_;
    Service& service_;
    Watched& watched_;
    std::string address_;
    beast::flat_buffer buffer_;
    std::array<std::byte, 4096> field_memory_{};
    std::pmr::monotonic_buffer_resource arena_{field_memory_.data(), field_memory_.size()};
    std::optional<Parser> parser_;
    std::string head_text_;       // what framing_ looks into; the buffer's copy is consumed
    Framing framing_;
    std::string content_type_;
    std::vector<std::pair<std::string_view, std::string_view>> headers_;
    HttpReply reply_;
    std::string head_;
    std::string base_url_;
    std::string request_id_;
    SteadyTime started_;
};

}  // namespace

bool Admissions::enter(const std::string& address, const Limits& limits) {
    const std::scoped_lock lock(mutex_);
    std::uint32_t& here = by_address_[address];
    if (total_.load() >= limits.connections || here >= limits.connections_per_address) {
        if (here == 0) by_address_.erase(address);
        return false;
    }
    ++here;
    ++total_;
    return true;
}

void Admissions::leave(const std::string& address) {
    const std::scoped_lock lock(mutex_);
    const auto at = by_address_.find(address);
    if (at != by_address_.end() && --at->second == 0) by_address_.erase(at);
    --total_;
}

void Watch::sweep(SteadyTime now, bool draining) {
    for (Watched& connection : connections_) {
        error_code ignored;
        const bool waits = draining && connection.idle && connection.socket.available(ignored) == 0;
        if (now < connection.deadline && !waits) continue;
        connection.timed_out = true;
        connection.deadline = now + std::chrono::hours(1);
        connection.socket.cancel(ignored);
    }
}

void Watch::cut_all() {
    for (Watched& connection : connections_) {
        error_code ignored;
        connection.socket.close(ignored);
    }
}

Task<void> serve_connection(Socket socket, Service& service, Watch& watch) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    const Watch::Entry entry = watch.add(socket);
    std::string problem;
    try {
        Conversation conversation(socket, service, *entry);
        co_await conversation.run();
    } catch (const std::exception& exception) {
        problem = exception.what();
    }
    if (!problem.empty()) log_event(LogLevel::error, "connection_failed", {{"what", std::string_view(problem)}});
    watch.remove(entry);
}

}  // namespace uag::http
