#include "support/openid_provider.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>

#include "support/must.hpp"

namespace uag::test {
namespace {

using Certificate = std::shared_ptr<X509>;

// Signed by the issuer, or by itself where there is none.
Certificate certificate(EVP_PKEY* key, const char* name, X509* issuer, EVP_PKEY* issuer_key,
                        const std::vector<std::pair<int, std::string>>& extensions) {
    Certificate made(X509_new(), X509_free);
    X509_set_version(made.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), issuer == nullptr ? 1 : 2);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 24 * 3600);
    X509_set_pubkey(made.get(), key);
    X509_NAME* const subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509* const signer = issuer == nullptr ? made.get() : issuer;
    X509_set_issuer_name(made.get(), X509_get_subject_name(signer));
    for (const auto& [kind, value] : extensions) {
        X509V3_CTX context;
        X509V3_set_ctx(&context, signer, made.get(), nullptr, nullptr, 0);
        X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
        must(extension != nullptr, "certificate extension");
        X509_add_ext(made.get(), extension, -1);
        X509_EXTENSION_free(extension);
    }
    must(X509_sign(made.get(), issuer_key, EVP_sha256()) > 0, "certificate");
    return made;
}

std::string pem_of(X509* certificate) {
    BIO* const bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate);
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string pem(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return pem;
}

std::string header_of(const std::string& head, std::string_view name) {
    std::size_t at = 0;
    while ((at = head.find("\r\n", at)) != std::string::npos) {
        at += 2;
        const std::size_t end = head.find("\r\n", at);
        const std::string line = head.substr(at, end - at);
        if (line.size() > name.size() && line[name.size()] == ':' &&
            std::equal(name.begin(), name.end(), line.begin(),
                       [](char a, char b) { return std::tolower(a) == std::tolower(b); }))
            return line.substr(line.find_first_not_of(' ', name.size() + 1));
    }
    return {};
}

// The next request of the connection; nothing if it ended.
bool read_request(SSL* tls, OpenIdRequest& request) {
    std::string bytes;
    std::size_t head_end = std::string::npos;
    std::size_t body_size = 0;
    char buffer[4096];
    for (;;) {
        if (head_end == std::string::npos) {
            head_end = bytes.find("\r\n\r\n");
            if (head_end != std::string::npos) {
                const std::string length = header_of(bytes.substr(0, head_end + 2), "Content-Length");
                body_size = length.empty() ? 0 : std::stoul(length);
            }
        }
        if (head_end != std::string::npos && bytes.size() >= head_end + 4 + body_size) break;
        const int count = SSL_read(tls, buffer, sizeof buffer);
        if (count <= 0) return false;
        bytes.append(buffer, static_cast<std::size_t>(count));
    }
    const std::string head = bytes.substr(0, head_end + 2);
    const std::size_t space = head.find(' ');
    request.method = head.substr(0, space);
    request.path = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
    request.authorization = header_of(head, "Authorization");
    request.body = bytes.substr(head_end + 4, body_size);
    return true;
}

}  // namespace

TlsIdentity make_tls_identity(const std::string& host) {
    const TestKey authority_key = make_p256_key();
    const TestKey key = make_p256_key();
    const Certificate authority =
        certificate(authority_key.get(), "Test authority", nullptr, authority_key.get(),
                    {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign"}});
    const bool is_address = host.find_first_not_of("0123456789.") == std::string::npos;
    const Certificate own = certificate(key.get(), "Test provider", authority.get(), authority_key.get(),
                                        {{NID_subject_alt_name, (is_address ? "IP:" : "DNS:") + host}});
    return {pem_of(authority.get()), pem_of(own.get()), private_pem(key.get())};
}

OpenIdServer::OpenIdServer(const std::string& host) {
    std::signal(SIGPIPE, SIG_IGN);  // a client may hang up in the middle of an answer
    const TlsIdentity identity = make_tls_identity(host);
    authority_ = identity.authority;
    const auto reader = [](const std::string& pem) {
        return std::shared_ptr<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    };
    const Certificate own(PEM_read_bio_X509(reader(identity.certificate).get(), nullptr, nullptr, nullptr), X509_free);
    const TestKey key(PEM_read_bio_PrivateKey(reader(identity.key).get(), nullptr, nullptr, nullptr), FreeTestKey{});
    tls_ = SSL_CTX_new(TLS_server_method());
    must(SSL_CTX_use_certificate(tls_, own.get()) == 1 && SSL_CTX_use_PrivateKey(tls_, key.get()) == 1, "TLS");

    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    must(::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 && ::listen(listener_, 16) == 0,
         "listen");
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    issuer_ = "https://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
    on("/.well-known/openid-configuration", OpenIdReply{200, discovery()});
    thread_ = std::thread([this] { run(); });
}

OpenIdServer::~OpenIdServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
    SSL_CTX_free(tls_);
}

void OpenIdServer::on(const std::string& path, std::function<OpenIdReply(const OpenIdRequest&)> reply) {
    const std::scoped_lock lock(mutex_);
    replies_[path] = std::move(reply);
}

void OpenIdServer::on(const std::string& path, OpenIdReply reply) {
    on(path, [reply](const OpenIdRequest&) { return reply; });
}

std::string OpenIdServer::discovery(const std::string& more) const {
    return "{\"issuer\":\"" + issuer_ + "\",\"token_endpoint\":\"" + issuer_ + "/token\",\"registration_endpoint\":\"" +
           issuer_ + "/register\",\"jwks_uri\":\"" + issuer_ + "/jwks\"" + more + "}";
}

std::vector<OpenIdRequest> OpenIdServer::requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
}

std::size_t OpenIdServer::count(std::string_view path) const {
    const std::scoped_lock lock(mutex_);
    return static_cast<std::size_t>(
        std::count_if(requests_.begin(), requests_.end(), [&](const auto& each) { return each.path == path; }));
}

void OpenIdServer::run() {
    while (!stopping_) {
        const int socket = ::accept(listener_, nullptr, nullptr);
        if (socket < 0) return;
        serve(socket);
        ::close(socket);
    }
}

OpenIdReply OpenIdServer::answer(const OpenIdRequest& request) {
    std::function<OpenIdReply(const OpenIdRequest&)> reply;
    {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(request);
        const auto at = replies_.find(request.path);
        if (at != replies_.end()) reply = at->second;
    }
    return reply ? reply(request) : OpenIdReply{404, "{}"};
}

void OpenIdServer::serve(int socket) {
    SSL* const tls = SSL_new(tls_);
    SSL_set_fd(tls, socket);
    OpenIdRequest request;
    if (SSL_accept(tls) == 1 && read_request(tls, request)) {
        const OpenIdReply reply = answer(request);
        std::string text = "HTTP/1.1 " + std::to_string(reply.status) +
                           " Status\r\nContent-Type: application/json\r\nConnection: close\r\n";
        if (!reply.location.empty()) text += "Location: " + reply.location + "\r\n";
        text += "Content-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n" + reply.body;
        char end = 0;
        if (reply.silent)
            SSL_read(tls, &end, 1);  // until the client gives up
        else
            SSL_write(tls, text.data(), static_cast<int>(text.size()));
        SSL_shutdown(tls);
    }
    SSL_free(tls);
}

}  // namespace uag::test
