#include "server/http/connection.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>

#include "core/agent/operations.hpp"
#include "server/http/compression.hpp"
#include "server/http/request_log.hpp"
#include "server/http/request_reader.hpp"
#include "server/http/response.hpp"
#include "server/http/stream.hpp"
#include "server/http/traceparent.hpp"
#include "server/log/log.hpp"

namespace uag::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using Phase = RequestReader::Phase;
using Step = RequestReader::Step;

constexpr Refusal done_untold{
    500, "The change was made, but the service has no memory for its answer at the moment. Read what is stored now."};
// The tree and the request of a usual call: a hundred and some values.
constexpr std::size_t parsed_free = 65536;

class HttpSession final : public CallerWatch {
public:
    HttpSession(Socket& socket, const Peer& peer, TlsContext tls, Service& service, TimedConnection& timed)
        : socket_(socket),
          peer_(peer),
          service_(service),
          timed_(timed),
          stream_(socket, std::move(tls), timed),
          reader_(service.limits, service.memory),
          parsed_memory_(service.memory, parsed_free),
          answer_memory_(service.memory),
          acknowledgement_(service.acknowledgements) {}
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;

    Task<void> run() {
        if (stream_.is_tls()) {
            const bool agreed = co_await handshake();
            if (!agreed) co_return;
        }
        for (std::uint32_t served = 0; co_await serve_one(served + 1 == service_.limits.requests_per_connection);
             ++served) {
        }
    }

    void begin(std::function<void()> on_gone) override { timed_.on_gone = std::move(on_gone); }
    void end() noexcept override { timed_.on_gone = nullptr; }

private:
    enum class Read : std::uint8_t { complete, closed, refused };

    Task<bool> serve_one(bool last) {
        begin_request();
        const Read read = co_await read_request();
        if (read == Read::closed) co_return false;
        started_ = now_;
        service_.request_ids.next(request_id_);
        if (read == Read::refused) {
            log(nullptr, nullptr);
            forget_request();
            if (!send_at_once(true, false)) co_await send_rest();
            co_await linger();
            co_return false;
        }
        timed_.answering = true;
        HttpRequest request = make_request();
        bool close = last || !framing().keep_alive;
        const bool head_only = read_method(framing().method).head;
        http10_ = framing().http10;
        {
            const Exchange exchange = service_.router.open(request, route_, reply_);
            std::optional<Outcome> outcome;
            if (parsed_memory_.reach(held_bytes(exchange))) {
                CallExchange* const call = call_in(exchange);
                if (call != nullptr) {
                    call->call().trace = traceparent_of(reader_.fields());
                    outcome.emplace(co_await service_.calls.run_watched(call->call(), *this));
                } else if (PageExchange* const page = page_in(exchange))
                    co_await page->run();
                service_.router.answer(exchange, request, route_, outcome ? &*outcome : nullptr, reply_);
                compress(request, reply_);
                const bool asks =
                    call != nullptr ? only_reads(*call->call().operation) : request.method != Method::post;
                const bool changed = !asks && (!outcome || outcome->response.has_value());
                hold_answer(changed);
            } else {
                refuse_answer(out_of_memory);
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
        timed_.answering = false;
        timed_.waits_since = now_;
        if (close && written) co_await linger();
        co_return written && !close;
    }

    Task<bool> handshake() {
        timed_.idle = false;
        timed_.wait_until(now_ + service_.limits.header_time);
        const auto [error] = co_await stream_.handshake();
        now_ = std::chrono::steady_clock::now();
        if (!error) co_return true;
        if (timed_.displaced) co_return false;
        service_.counters.add(timed_.timed_out ? Cause::handshake_slow : Cause::handshake_failed);
        const std::string what = timed_.timed_out ? "timed out" : error.message();
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
        if (!changed) return refuse_answer(out_of_memory);
        if (!acknowledgement_.reach(size)) refuse_answer(done_untold);
    }

    void refuse_answer(Refusal why) {
        service_.counters.add(Cause::no_memory);
        empty_wiped(reply_.body);
        reply_.reset();
        service_.router.refuse(framing(), route_, why.status, why.problem, reply_);
    }

    // Requests that wait in the buffer have come before the answers to those before them.
    bool pipelines_too_much() {
        if (++since_read_ < service_.limits.pipelined_requests || reader_.unread_bytes() == 0) return false;
        service_.counters.add(Cause::pipelined);
        return true;
    }

    void begin_request() {
        reply_.reset();
        forget_request();
        reader_.begin();
    }

    const Framing& framing() const { return reader_.framing(); }

    HttpRequest make_request() {
        route_ = match_route(framing().path);
        HttpRequest request;
        request.method = read_method(framing().method).method;
        request.path = framing().path;
        request.query = framing().query;
        request.headers = reader_.fields();
        request.body = {reader_.body().data(), reader_.body().size()};
        if (peer_.is_proxy) sender_ = service_.proxies.sender_behind(peer_.address, reader_.fields());
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
        base_url_ += !sender_.scheme.empty() ? std::string_view(sender_.scheme) : stream_.is_tls() ? "https" : "http";
        base_url_ += "://";
        base_url_ += !sender_.host.empty() ? std::string_view(sender_.host) : framing().host;
    }

    // There are tickets and passwords in it.
    void forget_request() {
        reader_.forget();
        parsed_memory_.release();
        sender_ = Sender{};
        route_ = Route{};
    }

    void log(const Exchange* exchange, const Outcome* outcome) {
        now_ = std::chrono::steady_clock::now();
        RequestLog line;
        line.id = request_id_;
        line.trace = traceparent_of(reader_.fields());
        line.peer = sender_address();
        line.status = reply_.status;
        line.took = std::chrono::duration_cast<std::chrono::microseconds>(now_ - started_);
        if (exchange == nullptr || call_in(*exchange) == nullptr)
            line.protocol = protocol_of(route_, framing().content_type);
        log_exchange(line, exchange, outcome, framing().problem);
    }

    Read refused() {
        service_.counters.add(Cause::refused);
        if (framing().status == out_of_memory.status) service_.counters.add(Cause::no_memory);
        route_ = match_route(framing().path);
        service_.router.refuse(framing(), route_, framing().status, framing().problem, reply_);
        return Read::refused;
    }

    Task<Transferred> read_some() {
        const std::span<char> room = reader_.room();
        return stream_.read_some(asio::buffer(room.data(), room.size()));
    }

    // Takes what read_some() came to. False: the peer is gone or the deadline has passed.
    bool took(error_code error, std::size_t size) {
        now_ = std::chrono::steady_clock::now();
        since_read_ = 0;
        if (error || timed_.displaced) return false;
        reader_.commit(size);
        return true;
    }

    Task<Read> read_request() {
        timed_.idle = reader_.phase() == Phase::idle;
        if (timed_.idle) {
            timed_.wait_until(now_ + service_.limits.idle_time);
            // Whoever is ready is served first: meanwhile the next request may come, and nobody is asked in vain.
            co_await asio::post(socket_.get_executor(), asio::use_awaitable_t<Executor>{});
            const auto [error, size] = co_await read_some();
            if (!took(error, size)) {
                if (timed_.timed_out) service_.counters.add(Cause::idle);
                co_return Read::closed;
            }
            timed_.idle = false;
        }
        const SteadyTime begun = now_;
        timed_.wait_until(begun + service_.limits.header_time);
        std::optional<SteadyTime> body_begun;
        std::size_t received = 0;
        while (true) {
            const Step step = reader_.read();
            if (step == Step::complete) co_return Read::complete;
            if (step == Step::refused) co_return refused();
            if (step == Step::say_continue) {
                const bool said = co_await say_continue();
                if (!said) co_return Read::closed;
                continue;
            }
            const bool in_body = reader_.phase() == Phase::body;
            if (in_body && !body_begun) body_begun = now_;
            if (in_body) timed_.wait_until(body_deadline(service_.limits, begun, *body_begun, received));
            const auto [error, size] = co_await read_some();
            // What comes at the deadline itself is read, and comes too late nevertheless.
            if (!took(error, size) || timed_.timed_out) co_return gone(in_body ? Cause::body_slow : Cause::header_slow);
            if (in_body) received += size;
        }
    }

    Task<bool> say_continue() {
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        const auto [error, size] = co_await stream_.write({asio::buffer(go_on), asio::const_buffer()});
        co_return !error;
    }

    Read gone(Cause cause) {
        if (!timed_.timed_out) return Read::closed;
        timed_.timed_out = false;
        service_.counters.add(cause);
        reader_.refuse({408, "The request came too slowly."});
        return refused();
    }

    // Hands the socket as much of the answer as it takes now; true if that was all, as it nearly always is.
    bool send_at_once(bool close, bool head_only) {
        head_.clear();
        reply_.headers.insert(reply_.headers.end(), service_.answer_fields.begin(), service_.answer_fields.end());
        const std::string_view connection = close ? "close" : http10_ ? "keep-alive" : "";
        write_head(reply_, service_.clock.now(), request_id_, connection, head_);
        const std::string_view content = head_only ? std::string_view() : reply_.content();
        return stream_.write_at_once({asio::buffer(head_), asio::buffer(content)});
    }

    // From here on it is the peer that is waited for: whoever does not take its answer can be displaced.
    Task<bool> send_rest() {
        timed_.wait_until(now_ + service_.limits.write_time);
        timed_.waits_since = now_;
        timed_.answering = false;
        const auto [error, size] = co_await stream_.write_rest();
        now_ = std::chrono::steady_clock::now();
        if (timed_.displaced) co_return false;
        if (error && timed_.timed_out) service_.counters.add(Cause::answer_slow);
        co_return !error;
    }

    Task<void> linger() {
        reader_.drop_unread();
        co_await stream_.linger(reader_.room());
    }

    Socket& socket_;
    const Peer& peer_;
    Service& service_;
    TimedConnection& timed_;
    Stream stream_;
    RequestReader reader_;
    HeldMemory parsed_memory_;
    HeldMemory answer_memory_;
    HeldMemory acknowledgement_;
    Sender sender_;  // of this request; empty unless a trusted proxy says
    bool http10_ = false;  // this request
    std::uint32_t since_read_ = 0;  // requests since the last read
    Route route_;  // of the request's path
    HttpReply reply_;
    std::string head_;
    std::string base_url_;
    std::string request_id_;
    SteadyTime started_;
    // After the last step that may have taken time: a clock costs as much as a step that does not.
    SteadyTime now_ = std::chrono::steady_clock::now();
};

}  // namespace

Task<bool> serve_connection(Socket socket, Peer peer, TlsContext tls, Service& service, Timeouts& timeouts) {
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    const Timeouts::Entry entry = timeouts.add(socket);
    std::string problem;
    try {
        HttpSession session(socket, peer, std::move(tls), service, *entry);
        co_await session.run();
    } catch (const std::exception& exception) {
        problem = exception.what();
    }
    if (!problem.empty()) log_event(LogLevel::error, "connection_failed", {{"what", std::string_view(problem)}});
    const bool displaced = entry->displaced;
    if (displaced) service.counters.add(Cause::displaced);
    timeouts.remove(entry);
    co_return displaced;
}

}  // namespace uag::http
