#include "server/recording/relay_session.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

#include "adapters/http/http_date.hpp"
#include "adapters/http/method.hpp"
#include "adapters/http/status.hpp"
#include "core/base/text.hpp"
#include "server/http/route.hpp"

namespace uag::recording {
namespace {

using http::RequestReader;
using outbound::TransferFault;

// RFC 9110 7.6.1, and what the two ends of a connection say of it themselves.
constexpr std::array<std::string_view, 9> hop_fields{"Connection", "Keep-Alive", "Proxy-Connection",
                                                     "TE",         "Trailer",    "Transfer-Encoding",
                                                     "Upgrade",    "Expect",     "Content-Length"};

bool is_listed(std::string_view list, std::string_view name) {
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        if (ascii_iequals(trim(list.substr(0, comma)), name)) return true;
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    }
    return false;
}

// Whether the field is of one connection only. `fields` are those it stands among.
template <class Fields> bool is_of_hop(std::string_view name, const Fields& fields) {
    const auto is_it = [&](std::string_view hop) { return ascii_iequals(hop, name); };
    if (std::ranges::any_of(hop_fields, is_it)) return true;
    return std::ranges::any_of(fields, [&](const auto& field) {
        return ascii_iequals(field.first, "Connection") && is_listed(field.second, name);
    });
}

constexpr bool has_no_content(unsigned status) { return status == 204 || status == 304; }

std::string head_of(const client::Response& answer, bool is_head, std::string_view connection) {
    std::string head = "HTTP/1.1 " + std::to_string(answer.status) + ' ';
    head += http::reason_of(answer.status);
    const bool says_length = !is_head && !has_no_content(answer.status);
    const std::string length = std::to_string(answer.body.size());
    bool has_length = false;
    for (const auto& [name, value] : answer.fields) {
        const bool is_length = ascii_iequals(name, "Content-Length");
        if (is_length ? answer.status == 204 || std::exchange(has_length, true) : is_of_hop(name, answer.fields))
            continue;
        (((head += "\r\n") += name) += ": ") += is_length && says_length ? length : value;
    }
    if (says_length && !has_length) head += "\r\nContent-Length: " + length;
    if (!connection.empty()) (head += "\r\nConnection: ") += connection;
    return head += "\r\n\r\n";
}

}  // namespace

RelaySession::RelaySession(SharedRelay shared, Connection connection, std::uint32_t number)
    : shared_(shared),
      connection_(std::move(connection)),
      number_(number),
      reader_(shared.settings.limits, shared.memory, RequestReader::As::sent),
      target_(shared.settings.target, shared.cut) {}

void RelaySession::run() {
    while (serve_one()) {
    }
}

bool RelaySession::is_stopping() const {
    // Nobody takes this ring: it is there for all.
    return connection_.wait(SteadyTime::min(), std::array{shared_.stop_bell.get()}) == Waited::told;
}

bool RelaySession::say_continue() const {
    return connection_.write("HTTP/1.1 100 Continue\r\n\r\n",
                             std::chrono::steady_clock::now() + shared_.settings.limits.write_time);
}

RelaySession::Read RelaySession::read_request() {
    const http::Limits& limits = shared_.settings.limits;
    SteadyTime begun = std::chrono::steady_clock::now();
    const std::array idle_bells{shared_.stop_bell.get(), shared_.crowd_bell.get()};
    const std::array bells{shared_.cut_bell.get()};
    bool is_idle = reader_.phase() == RequestReader::Phase::idle;
    while (true) {
        if (!is_idle) {
            const RequestReader::Step step = reader_.read();
            if (step == RequestReader::Step::complete) return Read::complete;
            if (step == RequestReader::Step::refused) return Read::refused;
            if (step == RequestReader::Step::say_continue) {
                if (!say_continue()) return Read::closed;
                continue;
            }
        }
        const bool in_body = reader_.phase() == RequestReader::Phase::body;
        const SteadyTime until = begun + (is_idle   ? limits.idle_time
                                          : in_body ? limits.request_time
                                                    : limits.header_time);
        const Waited waited = connection_.wait(until, is_idle ? std::span<const int>(idle_bells) : bells);
        if (waited == Waited::told && !is_idle) return Read::closed;
        if (waited == Waited::told) {
            // Another waits for this place, or nobody gets one any more.
            if (is_stopping() || shared_.crowd_bell.take()) return Read::closed;
            continue;
        }
        if (waited == Waited::too_long && is_idle) return Read::closed;
        if (waited == Waited::too_long) {
            reader_.refuse({408, "The request came too slowly."});
            return Read::refused;
        }
        const std::optional<std::size_t> size = connection_.read(reader_.room());
        if (!size) continue;
        if (*size == 0) return Read::closed;
        if (is_idle) begun = std::chrono::steady_clock::now();
        is_idle = false;
        reader_.commit(*size);
    }
}

client::Request RelaySession::taken_request() {
    const http::Framing& framing = reader_.framing();
    client::Request request;
    request.method = framing.method;
    request.path = framing.path.starts_with('/') ? framing.path.substr(1) : framing.path;
    if (!framing.query.empty()) (request.path += '?') += framing.query;
    for (const auto& [name, value] : reader_.fields())
        if (!is_of_hop(name, reader_.fields())) request.fields.emplace_back(name, value);
    const http::Method method = http::read_method(request.method).method;
    request.only_reads = method == http::Method::get || method == http::Method::options;
    request.body = std::move(reader_.body());
    return request;
}

client::Response RelaySession::own_answer(unsigned status, const std::string& problem) const {
    HttpReply reply;
    shared_.words.refuse(reader_.framing(), http::match_route(reader_.framing().path), status, problem, reply);
    client::Response answer;
    answer.status = reply.status;
    answer.fields.emplace_back("Date", http::format_http_date(shared_.clock.now()));
    if (!reply.content_type.empty()) answer.fields.emplace_back("Content-Type", reply.content_type);
    for (const auto& [name, value] : reply.headers) answer.fields.emplace_back(name, value);
    answer.body = std::move(reply.body);
    return answer;
}

client::Response RelaySession::passed_on(const client::Request& request, Finished& finished) {
    client::Request sent = copy_of(request);
    if (shared_.settings.own_host)
        std::erase_if(sent.fields, [](const auto& field) { return ascii_iequals(field.first, "Host"); });
    auto answer = target_.send(sent);
    if (answer.has_value()) return std::move(*answer);
    finished.own_answer = true;
    finished.notes.push_back("the target has not answered: " + answer.error().text);
    const unsigned status = answer.error().fault == TransferFault::too_slow ? 504 : 502;
    return own_answer(status, answer.error().text + '.');
}

bool RelaySession::answer(const client::Response& answer, bool is_head, bool closes) const {
    const std::string_view connection = closes ? "close" : reader_.framing().http10 ? "keep-alive" : "";
    const SteadyTime until = std::chrono::steady_clock::now() + shared_.settings.limits.write_time;
    std::string head = head_of(answer, is_head, connection);
    const bool has_content = !is_head && !has_no_content(answer.status);
    // One segment for the usual answer: two would wait for each other.
    if (has_content && answer.body.size() <= http::HeldMemory::own) {
        head += answer.body;
        const bool is_written = connection_.write(head, until);
        wipe(head);
        return is_written;
    }
    return connection_.write(head, until) && (!has_content || connection_.write(answer.body, until));
}

// A client that hangs up within its request: what has come of it is kept.
void RelaySession::keep_partial() {
    const RequestReader::Phase phase = reader_.phase();
    if (phase == RequestReader::Phase::idle) return;
    Finished finished;
    finished.number = shared_.writer.next_number();
    finished.connection = number_;
    finished.began = shared_.clock.now();
    if (phase == RequestReader::Phase::head) {
        finished.notes.emplace_back("the client has hung up within the head of its request");
        return shared_.writer.keep(finished);
    }
    const std::size_t size = reader_.body().size();
    const client::Request request = taken_request();
    finished.request = &request;
    finished.notes.push_back("the client has hung up after " + std::to_string(size) +
                             " bytes of its request's body; it was not sent on");
    shared_.writer.keep(finished);
}

bool RelaySession::serve_one() {
    reader_.begin();
    const Read read = read_request();
    if (read == Read::closed) {
        keep_partial();
        return false;
    }
    const SteadyTime begun = std::chrono::steady_clock::now();
    Finished finished;
    finished.number = shared_.writer.next_number();
    finished.connection = number_;
    finished.began = shared_.clock.now();
    const bool is_whole = read == Read::complete;
    const client::Request request = is_whole ? taken_request() : client::Request();
    const bool is_head = http::read_method(request.method).head;
    if (is_whole) finished.request = &request;
    if (!is_whole) {
        finished.own_answer = true;
        finished.notes.push_back("the request was refused: " + std::string(reader_.framing().problem));
    }
    const client::Response response =
        is_whole ? passed_on(request, finished)
                 : own_answer(reader_.framing().status, std::string(reader_.framing().problem));
    finished.answer = &response;
    finished.took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
    const bool closes = !is_whole || !reader_.framing().keep_alive || is_stopping();
    const bool is_written = answer(response, is_head, closes);
    if (!is_written) finished.notes.emplace_back("the client was gone before it had the answer");
    shared_.writer.keep(finished);
    if (is_written && closes) connection_.linger(std::chrono::steady_clock::now() + std::chrono::seconds(2));
    return is_written && !closes;
}

}  // namespace uag::recording
