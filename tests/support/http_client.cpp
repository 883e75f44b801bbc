#include "support/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

#include "core/base/text.hpp"

namespace uag::test {

std::string HttpAnswer::field(std::string_view name) const {
    std::string all;
    for (const auto& [key, value] : fields) {
        if (!ascii_iequals(key, name)) continue;
        if (!all.empty()) all += "; ";
        all += value;
    }
    return all;
}

HttpClient::HttpClient(std::uint16_t port, const std::string& address, const std::string& from) {
    fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience{10, 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (!from.empty()) {
        sockaddr_in own{};
        own.sin_family = AF_INET;
        ::inet_pton(AF_INET, from.c_str(), &own.sin_addr);
        if (::bind(fd_, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0) {
            ::close(fd_);
            throw std::runtime_error("cannot bind");
        }
    }
    sockaddr_in peer{};
    peer.sin_family = AF_INET;
    peer.sin_port = htons(port);
    ::inet_pton(AF_INET, address.c_str(), &peer.sin_addr);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&peer), sizeof peer) != 0) {
        ::close(fd_);
        throw std::runtime_error("cannot connect");
    }
}

HttpClient::HttpClient(std::uint16_t port, const TlsOffer& offer) : HttpClient(port) {
    const std::shared_ptr<SSL_CTX> context(::SSL_CTX_new(::TLS_client_method()), ::SSL_CTX_free);
    ::SSL_CTX_set_security_level(context.get(), 0);  // what is too old must be refused by the server
    ::SSL_CTX_set_min_proto_version(context.get(), offer.oldest);
    ::SSL_CTX_set_max_proto_version(context.get(), offer.newest);
    if (!offer.suites.empty() && ::SSL_CTX_set_cipher_list(context.get(), offer.suites.c_str()) != 1)
        throw std::runtime_error("unknown suites");
    std::string protocols;
    for (const std::string& name : offer.protocols) protocols.append(1, static_cast<char>(name.size())).append(name);
    ::SSL_CTX_set_alpn_protos(context.get(), reinterpret_cast<const unsigned char*>(protocols.data()),
                              static_cast<unsigned>(protocols.size()));
    tls_.reset(::SSL_new(context.get()), ::SSL_free);
    if (offer.session) ::SSL_set_session(tls_.get(), offer.session.get());
    ::SSL_set_fd(tls_.get(), fd_);
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
    ::ERR_clear_error();
    if (::SSL_connect(tls_.get()) == 1) return;
    const char* const reason = ::ERR_reason_error_string(::ERR_peek_error());
    throw std::runtime_error(reason == nullptr ? "closed" : reason);
}

std::string HttpClient::tls_version() const { return ::SSL_get_version(tls_.get()); }

std::string HttpClient::tls_suite() const { return ::SSL_get_cipher_name(tls_.get()); }

std::string HttpClient::tls_protocol() const {
    const unsigned char* name = nullptr;
    unsigned size = 0;
    ::SSL_get0_alpn_selected(tls_.get(), &name, &size);
    return {reinterpret_cast<const char*>(name), size};
}

std::string HttpClient::certificate_name() const {
    const std::shared_ptr<X509> certificate(::SSL_get1_peer_certificate(tls_.get()), ::X509_free);
    char name[256] = "";
    if (certificate)
        ::X509_NAME_get_text_by_NID(::X509_get_subject_name(certificate.get()), NID_commonName, name, sizeof name);
    return name;
}

bool HttpClient::resumed() const { return ::SSL_session_reused(tls_.get()) == 1; }

std::shared_ptr<ssl_session_st> HttpClient::session() const {
    return {::SSL_get1_session(tls_.get()), ::SSL_SESSION_free};
}

HttpClient::~HttpClient() {
    if (tls_) {  // else OpenSSL takes the session for a broken one
        ::SSL_set_quiet_shutdown(tls_.get(), 1);
        ::SSL_shutdown(tls_.get());
    }
    tls_.reset();
    ::close(fd_);
}

void HttpClient::send(std::string_view bytes) {
    if (tls_) {
        if (!bytes.empty()) ::SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size()));
        return;
    }
    while (!bytes.empty()) {
        const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // the answer, or its absence, tells
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

void HttpClient::finish_sending() { ::shutdown(fd_, SHUT_WR); }

bool HttpClient::fill() {
    char chunk[16384];
    ssize_t got = -1;
    // A child that is stopped interrupts who waits.
    do got = tls_ ? ::SSL_read(tls_.get(), chunk, sizeof chunk) : ::recv(fd_, chunk, sizeof chunk, 0);
    while (got < 0 && !tls_ && errno == EINTR);
    if (got <= 0) return false;
    buffer_.append(chunk, static_cast<std::size_t>(got));
    return true;
}

bool HttpClient::closed() { return buffer_.empty() && !fill(); }

std::string HttpClient::receive_bytes(std::size_t size) {
    while (buffer_.size() < size && fill()) {
    }
    return std::exchange(buffer_, {});
}

std::optional<HttpAnswer> HttpClient::receive(bool has_body) {
    std::size_t end = 0;
    while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
        if (!fill()) return std::nullopt;
    HttpAnswer answer;
    const std::string head = buffer_.substr(0, end);
    buffer_.erase(0, end + 4);
    answer.status = std::atoi(head.c_str() + 9);
    for (std::size_t at = head.find("\r\n"); at != std::string::npos;) {
        const std::size_t next = head.find("\r\n", at + 2);
        const std::string line = head.substr(at + 2, next == std::string::npos ? next : next - at - 2);
        const std::size_t colon = line.find(':');
        answer.fields.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        at = next;
    }
    if (answer.status == 100) return receive(has_body);
    const std::size_t length = has_body ? std::strtoul(answer.field("Content-Length").c_str(), nullptr, 10) : 0;
    while (buffer_.size() < length)
        if (!fill()) return std::nullopt;
    answer.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return answer;
}

HttpAnswer converse(std::uint16_t port, std::string_view bytes) {
    HttpClient client(port);
    client.send(bytes);
    std::optional<HttpAnswer> answer = client.receive();
    if (!answer) throw std::runtime_error("the server closed without an answer");
    return std::move(*answer);
}

std::string post(std::string_view path, std::string_view content_type, std::string_view body,
                 std::string_view more_fields) {
    std::string request = "POST ";
    request.append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    if (!content_type.empty()) request.append("Content-Type: ").append(content_type).append("\r\n");
    request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n");
    request.append(more_fields).append("\r\n").append(body);
    return request;
}

std::string get(std::string_view path, std::string_view more_fields) {
    std::string request = "GET ";
    request.append(path).append(" HTTP/1.1\r\nHost: localhost\r\n").append(more_fields).append("\r\n");
    return request;
}

}  // namespace uag::test
