#include "server/http/connection.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_suffix.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <exception>
#include <optional>

#include "core/base/secret.hpp"
#include "server/http/compression.hpp"
#include "server/http/page_work.hpp"
#include "server/http/request_parser.hpp"
#include "server/http/response.hpp"
#include "server/http/traceparent.hpp"
#include "server/ops/log.hpp"

namespace uag::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

constexpr auto awaited = asio::as_tuple(asio::use_awaitable_t<Executor>{});
constexpr std::size_t read_size = 8192;
constexpr std::size_t kept_body_capacity = 65536;
constexpr std::size_t lingered_bytes = std::size_t{4} << 20;
constexpr std::chrono::seconds linger_time{2};

using Buffers = std::array<asio::const_buffer, 2>;
using Parts = beast::buffers_suffix<Buffers>;

std::string_view text_of(const beast::flat_buffer& buffer) {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

// Consumed bytes may hold passwords; they must not stay in the buffer.
void consume_wiped(beast::flat_buffer& buffer, std::size_t size) {
    wipe(buffer.data().data(), size);
    buffer.consume(size);
}

// Wiped as far as it was used; what was large is given back.
void empty_wiped(std::string& text) {
    wipe(text.data(), text.size());
    text.clear();
    if (text.capacity() > kept_body_capacity) std::string().swap(text);
}

// RFC 9112 2.2: some take a LF alone for the end of a line, we for a line that is not complete.
bool has_bare_lf(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        if (at == 0 || text[at - 1] != '\r') return true;
    return false;
}

class Conversation {
public:
    Conversation(Socket& socket, const Peer& peer, TlsContext tls, Service& service, Watched& watched)
        : socket_(socket), peer_(peer), service_(service), watched_(watched) {
        if (tls != nullptr) tls_.emplace(socket, std::move(tls));
        error_code ignored;
        socket_.non_blocking(true, ignored);
        buffer_.reserve(read_size);
        now_ = std::chrono::steady_clock::now();
    }

    ~Conversation() {
        forget_request();
        consume_wiped(buffer_, buffer_.size());
    }
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    Task<void> run() {
        if (tls_) {
            const bool agreed = co_await shake_hands();
            if (!agreed) co_return;
        }
        for (std::uint32_t served = 0;
             co_await serve_one(served + 1 == service_.limits.requests_per_connection); ++served) {
        }
    }

private:
    enum class Read : std::uint8_t { complete, closed, refused };

    Task<bool> serve_one(bool last) {
        begin();
        const Read read = co_await read_request();
        if (read == Read::closed) co_return false;
        started_ = now_;
        next_request_id(request_id_);
        if (read == Read::refused) {
            log(nullptr, nullptr);
            if (!send_at_once(true, false)) co_await send_rest();
            co_await linger();
            co_return false;
        }
        watched_.answering = true;
        HttpRequest request = make_request();
        bool close = last || !framing_.keep_alive;
        const bool head_only = framing_.method == "HEAD";
        {
            const std::unique_ptr<Exchange> exchange = service_.router.open(request);
            std::optional<Outcome> outcome;
            if (Call* const call = exchange->call())
                outcome.emplace(co_await service_.gateway.run(*call));
            else if (PageWork* const work = exchange->work())
                co_await work->run();
            exchange->answer(outcome ? &*outcome : nullptr, reply_);
            compress(request, reply_);
            log(exchange.get(), outcome ? &*outcome : nullptr);
        }
        forget_request();
        close = close || service_.draining.load() || pipelines_too_much();
        bool written = send_at_once(close, head_only);
        if (!written) written = co_await send_rest();
        empty_wiped(reply_.body);
        watched_.answering = false;
        watched_.waits_since = now_;
        if (close && written) co_await linger();
        co_return written && !close;
    }

    Task<bool> shake_hands() {
        watched_.idle = false;
        wait_until(now_ + service_.limits.header_time);
        const auto [error] = co_await tls_->shake_hands();
        now_ = std::chrono::steady_clock::now();
        if (!error) co_return true;
        if (watched_.displaced) co_return false;
        service_.causes.add(watched_.timed_out ? Cause::handshake_slow : Cause::handshake_failed);
        const std::string what = watched_.timed_out ? "timed out" : error.message();
        log_event(LogLevel::debug, "tls_handshake_failed",
                  {{"peer", std::string_view(peer_.text)}, {"what", std::string_view(what)}});
        co_return false;
    }

    // Requests that wait in the buffer have come before the answers to those before them.
    bool pipelines_too_much() {
        if (++since_read_ < service_.limits.pipelined_requests || buffer_.size() == 0) return false;
        service_.causes.add(Cause::pipelined);
        return true;
    }

    void begin() {
        reply_.reset();
        forget_request();
        body_wire_ = 0;
        parser_.emplace(fields_, body_);
        parser_->eager(true);
        parser_->header_limit(static_cast<std::uint32_t>(service_.limits.head.header_bytes));
        parser_->body_limit(service_.limits.body_bytes);
        framing_ = Framing{};
    }

    HttpRequest make_request() {
        HttpRequest request;
        request.method = framing_.method == "HEAD" ? std::string_view("GET") : framing_.method;
        request.path = framing_.path;
        request.query = framing_.query;
        request.headers = fields_;
        request.body = {body_.data(), body_.size()};
        if (peer_.is_proxy) sender_ = service_.proxies.sender_behind(peer_.address, fields_);
        request.origin = {sender_address(), Protocol::rest, request_id_};
        base_url_.assign(service_.public_url);
        if (base_url_.empty()) write_base_url();
        request.base_url = base_url_;
        return request;
    }

    std::string_view sender_address() const {
        return sender_.address.empty() ? std::string_view(peer_.text) : std::string_view(sender_.address);
    }

    // What a trusted proxy says of scheme and host comes first, then what we see ourselves.
    void write_base_url() {
        base_url_ += !sender_.scheme.empty() ? std::string_view(sender_.scheme) : tls_ ? "https" : "http";
        base_url_ += "://";
        base_url_ += !sender_.host.empty() ? std::string_view(sender_.host) : framing_.host;
    }

    void wait_until(SteadyTime deadline) {
        watched_.deadline = deadline;
        watched_.timed_out = false;
    }

    // What framing_ and fields_ look into holds tickets and passwords.
    void forget_request() {
        empty_wiped(head_text_);
        empty_wiped(body_);
        fields_.clear();
        sender_ = Sender{};
        const bool http10 = framing_.http10;
        framing_ = Framing{};
        framing_.http10 = http10;
    }

    void log(Exchange* exchange, const Outcome* outcome) {
        now_ = std::chrono::steady_clock::now();
        RequestLog line;
        const Call* const call = exchange == nullptr ? nullptr : exchange->call();
        line.id = request_id_;
        line.trace = traceparent_of(fields_);
        line.peer = sender_address();
        line.status = reply_.status;
        line.took = std::chrono::duration_cast<std::chrono::microseconds>(now_ - started_);
        if (exchange != nullptr) line.operation = exchange->operation();
        if (call != nullptr) {
            line.protocol = call->origin.protocol;
            line.service = name_of(call->operation->service);
            line.version = static_cast<int>(call->version);
        } else {
            line.protocol = service_.router.protocol_of(framing_.path, framing_.content_type);
        }
        // error() of a const result is a copy: it lives until the line is written.
        Error error;
        if (outcome != nullptr) {
            line.associate_id = outcome->associate_id;
            if (!outcome->response.has_value()) error = outcome->response.error();
            line.detail = error.detail;
        }
        if (outcome == nullptr) line.detail = framing_.problem;
        PageWork* const work = exchange == nullptr ? nullptr : exchange->work();
        if (work != nullptr) line.associate_id = work->associate_id();
        log_request(line);
    }

    Read refuse(unsigned status, std::string_view problem) {
        service_.causes.add(Cause::refused);
        framing_.problem = problem;
        service_.router.refuse(framing_, status, problem, reply_);
        return Read::refused;
    }

    Task<Transferred> read_some() {
        const asio::mutable_buffer room = buffer_.prepare(read_size);
        if (tls_) return tls_->read_some(room);
        return socket_.async_read_some(room, awaited);
    }

    // Takes what read_some() came to. False: the peer is gone or the deadline has passed.
    bool took(error_code error, std::size_t size) {
        now_ = std::chrono::steady_clock::now();
        since_read_ = 0;
        if (error || watched_.displaced) return false;
        buffer_.commit(size);
        return true;
    }

    Task<Read> read_request() {
        std::size_t searched = 0;
        std::size_t end = std::string_view::npos;
        if (buffer_.size() == 0) {
            watched_.idle = true;
            wait_until(now_ + service_.limits.idle_time);
            // Whoever is ready is served first: meanwhile the next request may come, and nobody is asked in
            // vain.
            co_await asio::post(socket_.get_executor(), asio::use_awaitable_t<Executor>{});
            const auto [error, size] = co_await read_some();
            if (!took(error, size)) {
                if (watched_.timed_out) service_.causes.add(Cause::idle);
                co_return Read::closed;
            }
        }
        watched_.idle = false;
        const SteadyTime begun = now_;
        wait_until(begun + service_.limits.header_time);
        while (true) {
            // RFC 9112 2.2: an empty line before the request line is skipped.
            while (text_of(buffer_).starts_with("\r\n") && searched == 0)
                buffer_.consume(2);
            const std::string_view text = text_of(buffer_);
            end = text.find("\r\n\r\n", searched);
            if (end != std::string_view::npos) break;
            searched = text.size() < 3 ? 0 : text.size() - 3;
            const std::string_view first_line = text.substr(0, text.find('\n'));
            if (first_line.size() > service_.limits.head.request_line_bytes)
                co_return refuse_partial(414, "The request line is too long.");
            if (text.size() > service_.limits.head.header_bytes)
                co_return refuse_partial(431, "The header fields are too large.");
            if (text.find('\0') != std::string_view::npos || has_bare_lf(text))
                co_return refuse_partial(400, "The head is malformed.");
            const auto [error, size] = co_await read_some();
            // What comes at the deadline itself is read, and comes too late nevertheless.
            if (!took(error, size) || watched_.timed_out) co_return gone(Cause::header_slow);
        }
        head_text_.assign(text_of(buffer_).substr(0, end + 4));
        consume_wiped(buffer_, head_text_.size());
        framing_ = judge_head(head_text_, service_.limits.head);
        if (framing_.status != 0) co_return refuse(framing_.status, framing_.problem);
        if (framing_.content_length.value_or(0) > service_.limits.body_bytes)
            co_return refuse(413, "The body is too large.");
        error_code error;
        parser_->put(asio::buffer(head_text_), error);
        if (error || !parser_->is_header_done()) co_return refuse_parse(error);
        feed(error);
        if (error) co_return refuse_parse(error);
        if (!parser_->is_done() && framing_.expects_continue) {
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [failed, size] = co_await write_all({asio::buffer(go_on), asio::const_buffer()});
            if (failed) co_return Read::closed;
        }
        const SteadyTime body_begun = now_;
        std::size_t received = 0;
        if (!chunks_are_good()) co_return Read::refused;
        while (!parser_->is_done()) {
            wait_until(body_deadline(service_.limits, begun, body_begun, received));
            const auto [failed, size] = co_await read_some();
            if (!took(failed, size) || watched_.timed_out) co_return gone(Cause::body_slow);
            received += size;
            feed(error);
            if (error) co_return refuse_parse(error);
            if (!chunks_are_good()) co_return Read::refused;
            // What stays unread here is a chunk's head or the trailers.
            if (buffer_.size() > service_.limits.head.header_bytes)
                co_return refuse(431, "The trailer fields are too large.");
        }
        if (parser_->trailers() > service_.limits.head.header_fields)
            co_return refuse(431, "Too many trailer fields.");
        if (parser_->has_forbidden_trailer()) co_return refuse(400, "This field may not stand in a trailer.");
        co_return Read::complete;
    }

    void feed(error_code& error) {
        while (!parser_->is_done() && buffer_.size() != 0) {
            const std::size_t used = parser_->put(buffer_.data(), error);
            body_wire_ += used;
            consume_wiped(buffer_, used);
            if (error == beast::http::error::need_more) error = {};
            if (error || used == 0) return;
        }
    }

    // A chunk's head or the trailers that are not read yet; and what all of them took so far.
    bool chunks_are_good() {
        if (!framing_.chunked) return true;
        if (!parser_->is_done() && has_bare_lf(text_of(buffer_))) {
            refuse(400, "A line does not end with CR LF.");
            return false;
        }
        const std::size_t allowed = service_.limits.head.header_bytes + chunk_framing_bytes +
                                    chunk_framing_per_byte * body_.size();
        if (body_wire_ - body_.size() <= allowed) return true;
        refuse(413, "The body comes in too much chunk framing.");
        return false;
    }

    Read refuse_partial(unsigned status, std::string_view problem) {
        head_text_.assign(text_of(buffer_).substr(0, service_.limits.head.header_bytes));
        framing_.path = path_of_partial_head(head_text_);
        framing_.content_type = content_type_of_partial_head(head_text_);
        return refuse(status, problem);
    }

    Read refuse_parse(error_code error) {
        if (error == beast::http::error::body_limit) return refuse(413, "The body is too large.");
        return refuse(400, "The request is malformed.");
    }

    Read gone(Cause cause) {
        if (!watched_.timed_out) return Read::closed;
        watched_.timed_out = false;
        service_.causes.add(cause);
        constexpr std::string_view problem = "The request came too slowly.";
        return framing_.path.empty() ? refuse_partial(408, problem) : refuse(408, problem);
    }

    // Hands the socket as much of the answer as it takes now; true if that was all, as it nearly always is.
    bool send_at_once(bool close, bool head_only) {
        head_.clear();
        if (tls_ && !service_.hsts.empty())
            reply_.headers.emplace_back("Strict-Transport-Security", service_.hsts);
        const std::string_view connection = close ? "close" : framing_.http10 ? "keep-alive" : "";
        write_head(reply_, request_id_, connection, head_);
        answer_ = {asio::buffer(head_), head_only ? asio::const_buffer() : asio::buffer(reply_.body)};
        if (tls_) return false;
        unsent_ = Parts(answer_);
        error_code error;
        const std::size_t sent = socket_.write_some(unsent_, error);
        unsent_.consume(sent);
        return !error && asio::buffer_size(unsent_) == 0;
    }

    // A socket that failed fails again here.
    Task<bool> send_rest() {
        wait_until(now_ + service_.limits.write_time);
        const auto [error, size] = co_await write_rest();
        now_ = std::chrono::steady_clock::now();
        if (error && watched_.timed_out) service_.causes.add(Cause::answer_slow);
        co_return !error;
    }

    Task<Transferred> write_rest() {
        if (tls_) return tls_->write(answer_);
        return asio::async_write(socket_, unsent_, awaited);
    }

    Task<Transferred> write_all(Buffers buffers) {
        if (tls_) return tls_->write(buffers);
        return asio::async_write(socket_, buffers, awaited);
    }

    // Closes so that the answer arrives: a reset because of unread bytes would overtake it.
    Task<void> linger() {
        wait_until(std::chrono::steady_clock::now() + linger_time);
        if (tls_) {
            co_await tls_->say_goodbye();
            if (watched_.timed_out) co_return;
        }
        error_code ignored;
        socket_.shutdown(Socket::shutdown_send, ignored);
        std::size_t left = lingered_bytes;
        consume_wiped(buffer_, buffer_.size());
        while (left != 0) {
            const auto [error, size] = co_await socket_.async_read_some(buffer_.prepare(read_size), awaited);
            if (error) break;
            left -= std::min(left, size);
        }
    }

    Socket& socket_;
    const Peer& peer_;
    Service& service_;
    Watched& watched_;
    std::optional<TlsStream> tls_;
    Sender sender_;  // of this request; empty unless a trusted proxy says
    std::uint32_t since_read_ = 0;  // requests since the last read
    beast::flat_buffer buffer_;
    std::string head_text_;  // what framing_ and fields_ look into; the buffer's copy is consumed
    Framing framing_;
    HeaderFields fields_;
    std::string body_;
    std::size_t body_wire_ = 0;  // what the body took so far, chunk heads and trailers included
    std::optional<RequestParser> parser_;
    HttpReply reply_;
    std::string head_;
    Buffers answer_;
    Parts unsent_;
    std::string base_url_;
    std::string request_id_;
    SteadyTime started_;
    SteadyTime
        now_;  // after the last step that may have taken time: a clock costs as much as a step that does not
};

}  // namespace

std::optional<Cause> Admissions::enter(const Peer& peer, const Limits& limits) {
    const std::scoped_lock lock(mutex_);
    const auto at = by_source_.find(peer.source);
    if (!peer.is_proxy && at != by_source_.end() && at->second >= limits.connections_per_address)
        return Cause::too_many_of_one;
    if (total_.load() >= limits.connections + spare) return Cause::too_many;
    if (!peer.is_proxy) ++by_source_[peer.source];
    ++total_;
    return std::nullopt;
}

void Admissions::leave(const Peer& peer, bool displaced) {
    const std::scoped_lock lock(mutex_);
    const auto at = by_source_.find(peer.source);
    if (!peer.is_proxy && at != by_source_.end() && --at->second == 0) by_source_.erase(at);
    if (displaced) --displaced_;
    --total_;
}

bool Admissions::is_over(const Limits& limits) {
    const std::scoped_lock lock(mutex_);
    return total_.load() > limits.connections + displaced_;
}

void Admissions::displace_one() {
    const std::scoped_lock lock(mutex_);
    ++displaced_;
}

void Watch::sweep(SteadyTime now, bool draining) {
    for (Watched& connection : connections_) {
        error_code ignored;
        const bool waits = draining && connection.idle && connection.socket.available(ignored) == 0;
        if (now < connection.deadline && !waits) continue;
        connection.timed_out = true;
        // Nothing is cancelled where bytes have just come: what waits on without a new deadline is met in the next
        // sweep.
        connection.socket.cancel(ignored);
    }
}

bool Watch::displace_longest(SteadyTime newcomer) {
    Watched* longest = nullptr;
    for (Watched& connection : connections_) {
        if (connection.answering || connection.displaced || connection.waits_since >= newcomer) continue;
        if (longest == nullptr || connection.waits_since < longest->waits_since) longest = &connection;
    }
    if (longest == nullptr) return false;
    longest->displaced = true;
    error_code ignored;
    longest->socket.close(ignored);
    return true;
}

void Watch::cut_all() {
    for (Watched& connection : connections_) {
        error_code ignored;
        connection.socket.close(ignored);
    }
}

Task<bool> serve_connection(Socket socket, Peer peer, TlsContext tls, Service& service, Watch& watch) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    const Watch::Entry entry = watch.add(socket);
    std::string problem;
    try {
        Conversation conversation(socket, peer, std::move(tls), service, *entry);
        co_await conversation.run();
    } catch (const std::exception& exception) {
        problem = exception.what();
    }
    if (!problem.empty())
        log_event(LogLevel::error, "connection_failed", {{"what", std::string_view(problem)}});
    const bool displaced = entry->displaced;
    if (displaced) service.causes.add(Cause::displaced);
    watch.remove(entry);
    co_return displaced;
}

}  // namespace uag::http
