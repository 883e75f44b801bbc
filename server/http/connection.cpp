#include "server/http/connection.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/error.hpp>
#include <exception>
#include <optional>

#include "core/agent/operations.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"
#include "server/http/compression.hpp"
#include "server/http/inflate.hpp"
#include "server/http/request_log.hpp"
#include "server/http/request_parser.hpp"
#include "server/http/response.hpp"
#include "server/http/traceparent.hpp"
#include "server/http/wire.hpp"
#include "server/log/log.hpp"

namespace uag::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;
constexpr std::size_t read_size = 8192;
constexpr std::string_view busy = "The service is busy; try again in a moment.";
constexpr std::string_view done_untold =
    "The change was made, but the service has no memory for its answer at the moment. Read what is stored now.";
// The tree and the request of a usual call: a hundred and some values.
constexpr std::size_t parsed_free = 65536;

class Conversation {
public:
    Conversation(Socket& socket, const Peer& peer, TlsContext tls, Service& service, Watched& watched)
        : socket_(socket),
          peer_(peer),
          service_(service),
          watched_(watched),
          wire_(socket, std::move(tls), watched),
          body_memory_(service.memory),
          parsed_memory_(service.memory, parsed_free),
          answer_memory_(service.memory),
          acknowledgement_(service.acknowledgements) {
        buffer_.reserve(read_size);
    }

    ~Conversation() {
        forget_request();
        consume_wiped(buffer_, buffer_.size());
    }
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    Task<void> run() {
        if (wire_.is_tls()) {
            const bool agreed = co_await shake_hands();
            if (!agreed) co_return;
        }
        for (std::uint32_t served = 0; co_await serve_one(served + 1 == service_.limits.requests_per_connection);
             ++served) {
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
            empty_wiped(body_);
            body_memory_.release();
            if (!send_at_once(true, false)) co_await send_rest();
            co_await linger();
            co_return false;
        }
        watched_.answering = true;
        HttpRequest request = make_request();
        bool close = last || !framing_.keep_alive;
        const bool head_only = read_method(framing_.method).head;
        {
            const Exchange exchange = service_.router.open(request, route_, reply_);
            std::optional<Outcome> outcome;
            if (parsed_memory_.reach(held_bytes(exchange))) {
                CallExchange* const call = call_in(exchange);
                if (call != nullptr)
                    outcome.emplace(co_await service_.gateway.run(call->call()));
                else if (PageExchange* const page = page_in(exchange))
                    co_await page->run();
                service_.router.answer(exchange, request, route_, outcome ? &*outcome : nullptr, reply_);
                compress(request, reply_);
                const bool asks =
                    call != nullptr ? only_reads(*call->call().operation) : request.method != Method::post;
                const bool changed = !asks && (!outcome || outcome->response.has_value());
                hold_answer(changed);
            } else {
                refuse_answer(503, busy);
            }
            log(&exchange, outcome ? &*outcome : nullptr);
        }
        forget_request();
        close = close || service_.draining.load() || pipelines_too_much();
        bool written = send_at_once(close, head_only);
        if (!written) written = co_await send_rest();
        empty_wiped(reply_.body);
        answer_memory_.release();
        acknowledgement_.release();
        watched_.answering = false;
        watched_.waits_since = now_;
        if (close && written) co_await linger();
        co_return written && !close;
    }

    Task<bool> shake_hands() {
        watched_.idle = false;
        watched_.wait_until(now_ + service_.limits.header_time);
        const auto [error] = co_await wire_.shake_hands();
        now_ = std::chrono::steady_clock::now();
        if (!error) co_return true;
        if (watched_.displaced) co_return false;
        service_.causes.add(watched_.timed_out ? Cause::handshake_slow : Cause::handshake_failed);
        const std::string what = watched_.timed_out ? "timed out" : error.message();
        log_event(LogLevel::debug, "tls_handshake_failed",
                  {{"peer", std::string_view(peer_.text)}, {"what", std::string_view(what)}});
        co_return false;
    }

    // An answer waits for its peer as long as this likes. What was only asked for can be asked for again, and is not kept
    // where there is no memory for it; for the answer to a change some is set aside, and when that is gone too, it is told
    // at least that the change was made.
    void hold_answer(bool changed) {
        const std::size_t size = reply_.body.capacity();
        if (answer_memory_.reach(size)) return;
        if (!changed) return refuse_answer(503, busy);
        if (!acknowledgement_.reach(size)) refuse_answer(500, done_untold);
    }

    void refuse_answer(unsigned status, std::string_view problem) {
        service_.causes.add(Cause::no_memory);
        empty_wiped(reply_.body);
        reply_.reset();
        service_.router.refuse(framing_, route_, status, problem, reply_);
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
        parser_.emplace(fields_, body_);
        parser_->header_limit(static_cast<std::uint32_t>(service_.limits.head.header_bytes));
        parser_->body_limit(service_.limits.body_bytes);
        framing_ = Framing{};
    }

    HttpRequest make_request() {
        route_ = match_route(framing_.path);
        HttpRequest request;
        request.method = read_method(framing_.method).method;
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
        base_url_ += !sender_.scheme.empty() ? std::string_view(sender_.scheme) : wire_.is_tls() ? "https" : "http";
        base_url_ += "://";
        base_url_ += !sender_.host.empty() ? std::string_view(sender_.host) : framing_.host;
    }

    // What framing_ and fields_ look into holds tickets and passwords.
    void forget_request() {
        empty_wiped(head_text_);
        empty_wiped(body_);
        body_memory_.release();
        parsed_memory_.release();
        fields_.clear();
        sender_ = Sender{};
        const bool http10 = framing_.http10;
        framing_ = Framing{};
        framing_.http10 = http10;
        route_ = Route{};
    }

    void log(const Exchange* exchange, const Outcome* outcome) {
        now_ = std::chrono::steady_clock::now();
        RequestLog line;
        line.id = request_id_;
        line.trace = traceparent_of(fields_);
        line.peer = sender_address();
        line.status = reply_.status;
        line.took = std::chrono::duration_cast<std::chrono::microseconds>(now_ - started_);
        if (exchange == nullptr || call_in(*exchange) == nullptr)
            line.protocol = protocol_of(route_, framing_.content_type);
        log_exchange(line, exchange, outcome, framing_.problem);
    }

    Read refuse(unsigned status, std::string_view problem) {
        service_.causes.add(Cause::refused);
        framing_.problem = problem;
        route_ = match_route(framing_.path);
        service_.router.refuse(framing_, route_, status, problem, reply_);
        return Read::refused;
    }

    Task<Transferred> read_some() { return wire_.read_some(buffer_.prepare(read_size)); }

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
            watched_.wait_until(now_ + service_.limits.idle_time);
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
        watched_.wait_until(begun + service_.limits.header_time);
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
            if (text.find('\0') != std::string_view::npos || has_bare_lf(text))
                co_return refuse_partial(400, "The head is malformed.");
            const auto [error, size] = co_await read_some();
            // What comes at the deadline itself is read, and comes too late nevertheless.
            if (!took(error, size) || watched_.timed_out) co_return gone(Cause::header_slow);
        }
        head_text_.assign(text_of(buffer_).substr(0, end + 4));
        consume_wiped(buffer_, head_text_.size());
        framing_ = judge_head(head_text_, service_.limits.head);
        use_plain_path();
        if (framing_.status != 0) co_return refuse(framing_.status, framing_.problem);
        if (framing_.content_length.value_or(0) > service_.limits.body_bytes)
            co_return refuse(413, "The body is too large.");
        error_code error;
        parser_->put(asio::buffer(head_text_), error);
        if (error || !parser_->is_header_done()) co_return refuse_parse(error);
        if (framing_.repeats_list) join_lists(fields_, joined_);
        parser_->feed(buffer_, error);
        if (error) co_return refuse_parse(error);
        if (!parser_->is_done() && framing_.expects_continue) {
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            const auto [failed, size] = co_await wire_.write({asio::buffer(go_on), asio::const_buffer()});
            if (failed) co_return Read::closed;
        }
        const SteadyTime body_begun = now_;
        std::size_t received = 0;
        if (!fits()) co_return Read::refused;
        while (!parser_->is_done()) {
            watched_.wait_until(body_deadline(service_.limits, begun, body_begun, received));
            const auto [failed, size] = co_await read_some();
            if (!took(failed, size) || watched_.timed_out) co_return gone(Cause::body_slow);
            received += size;
            parser_->feed(buffer_, error);
            if (error) co_return refuse_parse(error);
            if (!fits()) co_return Read::refused;
            // What stays unread here is a chunk's head or the trailers.
            if (buffer_.size() > service_.limits.head.header_bytes)
                co_return refuse(431, "The trailer fields are too large.");
        }
        if (parser_->trailers() > service_.limits.head.header_fields) co_return refuse(431, "Too many trailer fields.");
        if (parser_->has_forbidden_trailer()) co_return refuse(400, "This field may not stand in a trailer.");
        co_return decode_body();
    }

    void use_plain_path() {
        if (framing_.path.find("//") == std::string_view::npos) return;
        path_ = without_empty_segments(framing_.path);
        framing_.path = path_;
    }

    // What comes behind this sees the body as if it had come without a coding; of one that is not read here the
    // adapters say so.
    Read decode_body() {
        const auto field =
            std::ranges::find_if(fields_, [](const auto& one) { return ascii_iequals(one.first, "Content-Encoding"); });
        if (field == fields_.end()) return Read::complete;
        const Coding coding = find_coding(field->second);
        if (coding == Coding::other) return Read::complete;
        fields_.erase(field);
        if (coding == Coding::none || body_.empty()) return Read::complete;
        switch (inflate_body(body_, coding, service_.limits.body_bytes, body_memory_)) {
            case Inflated::done: return Read::complete;
            case Inflated::too_large: return refuse(413, "The body is too large once it is decompressed.");
            case Inflated::malformed: return refuse(400, "The body cannot be decompressed.");
            case Inflated::no_memory: break;
        }
        service_.causes.add(Cause::no_memory);
        return refuse(503, busy);
    }

    // The memory of the body as far as it has come, so that nobody holds any with an announcement; of one in chunks also
    // a chunk's head or the trailers that are not read yet, and what all of them took so far.
    bool fits() {
        if (!body_memory_.reach(body_.capacity())) {
            service_.causes.add(Cause::no_memory);
            refuse(503, busy);
            return false;
        }
        if (!framing_.chunked) return true;
        if (!parser_->is_done() && has_bare_lf(text_of(buffer_))) {
            refuse(400, "A line does not end with CR LF.");
            return false;
        }
        const std::size_t allowed =
            service_.limits.head.header_bytes + chunk_framing_bytes + chunk_framing_per_byte * body_.size();
        if (parser_->fed() - body_.size() <= allowed) return true;
        refuse(413, "The body comes in too much chunk framing.");
        return false;
    }

    Read refuse_partial(unsigned status, std::string_view problem) {
        head_text_.assign(text_of(buffer_).substr(0, service_.limits.head.header_bytes));
        framing_.path = path_of_partial_head(head_text_);
        use_plain_path();
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
        if (wire_.is_tls() && !service_.hsts.empty())
            reply_.headers.emplace_back("Strict-Transport-Security", service_.hsts);
        const std::string_view connection = close ? "close" : framing_.http10 ? "keep-alive" : "";
        write_head(reply_, request_id_, connection, head_);
        const std::string_view content = head_only ? std::string_view() : reply_.content();
        return wire_.write_at_once({asio::buffer(head_), asio::buffer(content)});
    }

    // From here on it is the peer that is waited for: whoever does not take its answer can be displaced.
    Task<bool> send_rest() {
        watched_.wait_until(now_ + service_.limits.write_time);
        watched_.waits_since = now_;
        watched_.answering = false;
        const auto [error, size] = co_await wire_.write_rest();
        now_ = std::chrono::steady_clock::now();
        if (watched_.displaced) co_return false;
        if (error && watched_.timed_out) service_.causes.add(Cause::answer_slow);
        co_return !error;
    }

    Task<void> linger() {
        consume_wiped(buffer_, buffer_.size());
        const asio::mutable_buffer room = buffer_.prepare(read_size);
        co_await wire_.linger({static_cast<char*>(room.data()), room.size()});
    }

    Socket& socket_;
    const Peer& peer_;
    Service& service_;
    Watched& watched_;
    Wire wire_;
    HeldMemory body_memory_;
    HeldMemory parsed_memory_;
    HeldMemory answer_memory_;
    HeldMemory acknowledgement_;
    Sender sender_;  // of this request; empty unless a trusted proxy says
    std::uint32_t since_read_ = 0;  // requests since the last read
    ReadBuffer buffer_;
    std::string head_text_;  // what framing_ and fields_ look into; the buffer's copy is consumed
    Framing framing_;
    std::string path_;  // framing_.path, where the target has empty segments
    Route route_;  // of that path
    HeaderFields fields_;
    std::vector<std::string> joined_;  // values of fields_ that came in several lines
    std::string body_;
    std::optional<RequestParser> parser_;
    HttpReply reply_;
    std::string head_;
    std::string base_url_;
    std::string request_id_;
    SteadyTime started_;
    // After the last step that may have taken time: a clock costs as much as a step that does not.
    SteadyTime now_ = std::chrono::steady_clock::now();
};

}  // namespace

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
    if (!problem.empty()) log_event(LogLevel::error, "connection_failed", {{"what", std::string_view(problem)}});
    const bool displaced = entry->displaced;
    if (displaced) service.causes.add(Cause::displaced);
    watch.remove(entry);
    co_return displaced;
}

}  // namespace uag::http
