#include "adapters/outbound/http_client.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/client/findings.hpp"
#include "adapters/client/sender.hpp"
#include "adapters/http/method.hpp"
#include "adapters/outbound/curl.hpp"
#include "core/base/secret.hpp"
#include "core/base/text.hpp"

namespace uag::outbound {
namespace {

constexpr std::size_t most_field_bytes = 65'536;

// "https://host:port" of a base URL; empty where it is none that can be used.
std::string origin_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos) return {};
    const std::string_view name = url.substr(0, scheme);
    if (!ascii_iequals(name, "http") && !ascii_iequals(name, "https")) return {};
    const std::size_t end = url.find_first_of("/?#", scheme + 3);
    const std::string_view host = url.substr(scheme + 3, end == std::string_view::npos ? end : end - scheme - 3);
    const bool is_usable = !host.empty() && host.find('@') == std::string_view::npos &&
                           url.find_first_of("?#") == std::string_view::npos && client::is_field_value(url);
    return is_usable ? std::string(url.substr(0, end)) : std::string();
}

// A field's line as curl takes it; what it would add of its own is switched off by a name alone.
bool append_line(curl::List& list, const std::string& line) {
    curl_slist* const longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) return false;
    if (!list) list.reset(longer);  // else it is the list that it was
    return true;
}

// curl's copies of the lines, before they are given back.
void wipe_lines(const curl::List& list) {
    for (curl_slist* line = list.get(); line != nullptr; line = line->next)
        wipe(line->data, std::string_view(line->data).size());
}

bool is_tls_fault(CURLcode code) {
    constexpr std::array codes{
        CURLE_SSL_CONNECT_ERROR,        CURLE_SSL_CERTPROBLEM,  CURLE_SSL_CIPHER,           CURLE_SSL_CACERT_BADFILE,
        CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_SHUTDOWN_FAILED,  CURLE_SSL_INVALIDCERTSTATUS,
        CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_USE_SSL_FAILED,   CURLE_SSL_ENGINE_INITFAILED};
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace

struct HttpClient::State {
    State(const HttpSettings& settings, const std::atomic<bool>& stopping)
        : transfer(settings.ca_file, settings.timeout, stopping) {}

    static std::unique_ptr<State> make(const HttpSettings& settings, const std::atomic<bool>& stopping) {
        curl::initialize();
        return std::make_unique<State>(settings, stopping);
    }

    curl::Transfer transfer;
    std::array<char, CURL_ERROR_SIZE> reason{};
};

// What curl calls back for one request and its answer.
class HttpClient::Exchange {
public:
    Exchange(const client::Request& request, std::size_t answer_bytes, const CallEnd& end)
        : request_(request), answer_bytes_(answer_bytes), end_(end) {}

    static std::size_t read(char* to, std::size_t size, std::size_t count, void* self) {
        auto& exchange = *static_cast<Exchange*>(self);
        const std::string_view rest = std::string_view(exchange.request_.body).substr(exchange.sent_);
        const std::size_t taken = std::min(size * count, rest.size());
        std::copy_n(rest.begin(), taken, to);
        exchange.sent_ += taken;
        return taken;
    }

    // Asked for where the body has to be sent again.
    static int seek(void* self, curl_off_t offset, int origin) {
        auto& exchange = *static_cast<Exchange*>(self);
        if (!exchange.request_.only_reads || origin != SEEK_SET || offset != 0) return CURL_SEEKFUNC_FAIL;
        exchange.sent_ = 0;
        return CURL_SEEKFUNC_OK;
    }

    static std::size_t write(char* data, std::size_t size, std::size_t count, void* self) {
        auto& exchange = *static_cast<Exchange*>(self);
        const std::size_t bytes = size * count;
        if (bytes > exchange.answer_bytes_ - exchange.response.body.size()) {
            exchange.is_too_large = true;
            return 0;
        }
        std::string& body = exchange.response.body;
        const bool gets_long = body.size() <= long_answer_bytes && bytes > long_answer_bytes - body.size();
        if (gets_long && exchange.end_.may_be_long && !exchange.end_.may_be_long()) {
            exchange.is_too_late = true;
            return 0;
        }
        // At once: growing would hold twice as much, and what is not written to is not there yet.
        if (gets_long) body.reserve(exchange.answer_bytes_);
        body.append(data, bytes);
        return bytes;
    }

    static std::size_t field(char* data, std::size_t size, std::size_t count, void* self) {
        auto& exchange = *static_cast<Exchange*>(self);
        const std::string_view line = trim({data, size * count});
        // Another head: the last one was that of a 1xx.
        if (line.starts_with("HTTP/")) exchange.response.fields.clear();
        exchange.field_bytes_ += line.size();
        if (exchange.field_bytes_ > most_field_bytes) {
            exchange.is_too_large = true;
            return 0;
        }
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && !line.starts_with("HTTP/"))
            exchange.response.fields.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
        return size * count;
    }

    client::Response response;
    bool is_too_large = false;
    bool is_too_late = false;

    bool has_begun() const { return field_bytes_ != 0 || !response.body.empty(); }

private:
    const client::Request& request_;
    const std::size_t answer_bytes_;
    const CallEnd& end_;
    std::size_t sent_ = 0;
    std::size_t field_bytes_ = 0;
};

HttpClient::HttpClient(HttpSettings settings, const std::atomic<bool>& stopping)
    : settings_(std::move(settings)), state_(State::make(settings_, stopping)) {
    curl::Transfer& transfer = state_->transfer;
    transfer.set(CURLOPT_ERRORBUFFER, state_->reason.data());
    transfer.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_timeout.count()));
    transfer.set(CURLOPT_PROTOCOLS_STR, "http,https");
    transfer.set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    transfer.set(CURLOPT_HTTP09_ALLOWED, 0L);
    transfer.set(CURLOPT_PROXY, "");
    transfer.set(CURLOPT_FOLLOWLOCATION, 0L);
    transfer.set(CURLOPT_PATH_AS_IS, 1L);
    transfer.set(CURLOPT_USERAGENT, "useragentd");
    transfer.set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(settings_.answer_bytes));
    if (!settings_.certificate_file.empty()) transfer.set(CURLOPT_SSLCERT, settings_.certificate_file.c_str());
    if (!settings_.key_file.empty()) transfer.set(CURLOPT_SSLKEY, settings_.key_file.c_str());
    transfer.set(CURLOPT_READFUNCTION, &Exchange::read);
    transfer.set(CURLOPT_SEEKFUNCTION, &Exchange::seek);
    transfer.set(CURLOPT_WRITEFUNCTION, &Exchange::write);
    transfer.set(CURLOPT_HEADERFUNCTION, &Exchange::field);
}

HttpClient::~HttpClient() = default;

namespace {

// The lines of a request's head; nothing where there is no memory.
curl::List lines_of(const client::Request& request, bool relays) {
    curl::List list;
    bool is_whole = append_line(list, "Expect:");  // it would cost a round trip
    for (const std::string_view own : {"Accept", "Content-Type"})
        if (request.field(own).empty()) is_whole = is_whole && append_line(list, std::string(own) + ':');
    if (relays && request.field("User-Agent").empty()) is_whole = is_whole && append_line(list, "User-Agent:");
    for (const auto& [name, value] : request.fields) {
        std::string line;
        line.reserve(name.size() + value.size() + 2);
        ((line += name) += value.empty() ? ";" : ": ") += value;
        is_whole = is_whole && append_line(list, line);
        wipe(line);
    }
    if (!is_whole) wipe_lines(list);
    return is_whole ? std::move(list) : nullptr;
}

TransferError fault_of(CURLcode code, const std::string& server, std::string_view reason, const HttpSettings& settings,
                       bool has_connected, bool is_cancelled) {
    const auto error = [&](TransferFault fault, const std::string& text) {
        return TransferError{fault, server + ' ' + text, false};
    };
    const std::string why = client::shown(reason.empty() ? curl_easy_strerror(code) : reason);
    const auto in_ms = [](std::chrono::milliseconds time) { return std::to_string(time.count()) + " ms"; };
    // What the files of the settings hold, and what TLS 1.3 says only after the handshake.
    if (code == CURLE_SSL_CERTPROBLEM) return error(TransferFault::tls, "cannot be shown our certificate: " + why);
    if (reason.find(" alert ") != std::string_view::npos)
        return error(TransferFault::tls, "does not take us, or our certificate, over TLS: " +
                                             client::shown(reason.substr(reason.rfind(':') + 1)));
    if (is_tls_fault(code)) return error(TransferFault::tls, "is not trusted over TLS: " + why);
    switch (code) {
        case CURLE_URL_MALFORMAT: return error(TransferFault::bad_address, "is no address that can be called: " + why);
        case CURLE_UNSUPPORTED_PROTOCOL:
        case CURLE_WEIRD_SERVER_REPLY: return error(TransferFault::not_http, "does not speak HTTP/1.1: " + why);
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_FAIL_REWIND:
            return error(TransferFault::cut_short, "has closed the connection without an answer");
        case CURLE_PARTIAL_FILE:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR: return error(TransferFault::cut_short, "has cut the connection short: " + why);
        case CURLE_FILESIZE_EXCEEDED:
            return error(TransferFault::too_large,
                         "answers with more than " + std::to_string(settings.answer_bytes) + " bytes");
        case CURLE_OPERATION_TIMEDOUT:
            return has_connected ? error(TransferFault::too_slow, "has not answered within " + in_ms(settings.timeout))
                                 : error(TransferFault::too_slow,
                                         "has taken no connection within " + in_ms(settings.connect_timeout));
        case CURLE_ABORTED_BY_CALLBACK:
            if (is_cancelled) return error(TransferFault::abandoned, "is not waited for: whoever asked has gone");
            return error(TransferFault::stopped, "is not waited for: the service stops");
        default: return error(TransferFault::unreachable, "cannot be reached: " + why);
    }
}

// At least a millisecond: none at all would be no limit.
std::chrono::milliseconds time_left(std::chrono::milliseconds most, const CallEnd& end) {
    if (end.latest == std::chrono::steady_clock::time_point::max()) return most;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end.latest - std::chrono::steady_clock::now());
    return std::clamp(left, std::chrono::milliseconds(1), most);
}

}  // namespace

void HttpClient::prepare(const client::Request& request, const void* lines, void* exchange) {
    curl::Transfer& transfer = state_->transfer;
    std::string url = settings_.base_url;
    url.reserve(url.size() + 1 + request.path.size());
    if (!url.ends_with('/')) url += '/';
    url += request.path;
    transfer.set(CURLOPT_URL, url.c_str());
    wipe(url);
    transfer.set(CURLOPT_HTTPHEADER, lines);
    const bool is_head = http::read_method(request.method).head;
    const bool says_length = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    const bool has_body = !is_head && (says_length || !request.body.empty());
    transfer.set(has_body ? CURLOPT_POST : CURLOPT_HTTPGET, 1L);
    transfer.set(CURLOPT_NOBODY, is_head ? 1L : 0L);  // after a switch to GET, which takes it back
    const bool is_usual = is_head || request.method == (has_body ? "POST" : "GET");
    transfer.set(CURLOPT_CUSTOMREQUEST, is_usual ? nullptr : request.method.c_str());
    if (has_body) transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    // Without a body to send again curl asks nobody before it repeats a request on a new connection.
    transfer.set(CURLOPT_FRESH_CONNECT, !request.only_reads && request.body.empty() ? 1L : 0L);
    for (const CURLoption data : {CURLOPT_READDATA, CURLOPT_SEEKDATA, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA})
        transfer.set(data, exchange);
}

boost::system::result<client::Response, TransferError> HttpClient::send(const client::Request& request,
                                                                        const CallEnd& end) {
    const std::string server = origin_of(settings_.base_url);
    if (server.empty())
        return TransferError{TransferFault::bad_address, "'" + client::shown(settings_.base_url) +
                                                             "' is no address of a server over http or https"};
    for (const auto& [name, value] : request.fields)
        if (!client::is_field_value(value))
            return TransferError{TransferFault::bad_address, server + " is sent no field that has control characters"};
    const curl::List lines = lines_of(request, settings_.relays);
    if (!lines) return TransferError{TransferFault::unreachable, server + " is not called: there is no memory"};

    Exchange exchange(request, settings_.answer_bytes, end);
    prepare(request, lines.get(), &exchange);
    state_->reason.front() = '\0';
    curl::Transfer& transfer = state_->transfer;
    transfer.set(CURLOPT_TIMEOUT_MS, static_cast<long>(time_left(settings_.timeout, end).count()));
    const CURLcode code = transfer.run(end.cancellation);
    wipe_lines(lines);
    connections_ += static_cast<std::size_t>(transfer.info(CURLINFO_NUM_CONNECTS));
    if (exchange.is_too_large)
        return TransferError{TransferFault::too_large,
                             server + " answers with more than " + std::to_string(settings_.answer_bytes) + " bytes",
                             true};
    if (exchange.is_too_late)
        return TransferError{TransferFault::too_slow, server + " answers at length while others do", true};
    if (code != CURLE_OK) {
        TransferError error = fault_of(code, server, state_->reason.data(), settings_, transfer.has_connected(),
                                       end.cancellation != nullptr && end.cancellation->is_cancelled());
        error.has_begun = exchange.has_begun();
        return error;
    }
    exchange.response.status = static_cast<unsigned>(transfer.status());
    if (!settings_.relays && exchange.response.status >= 300 && exchange.response.status < 400)
        return TransferError{TransferFault::redirect,
                             server + " answers with a redirect to '" +
                                 client::shown(exchange.response.field("Location")) + "', which is not followed",
                             true};
    return std::move(exchange.response);
}

}  // namespace uag::outbound
