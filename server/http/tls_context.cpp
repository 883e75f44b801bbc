#include "server/http/tls_context.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/asio/ssl/context.hpp>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "adapters/files/secret_file.hpp"

namespace uag::http {
namespace {

// Forward secrecy and authenticated encryption; TLS 1.3 has no other suites.
constexpr const char* suites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* groups = "X25519:P-256:P-384";
constexpr long cached_sessions = 4096;
constexpr long session_seconds = 3600;

Error wrong(const std::string& file, const std::string& what) {
    return fail_in_english(errc::invalid_argument, file + ": " + what);
}

std::string openssl_reason() {
    const char* const reason = ::ERR_reason_error_string(::ERR_peek_last_error());
    ::ERR_clear_error();
    return reason == nullptr ? "unknown reason" : reason;
}

Result<void> check_file(const std::string& file, bool secret) {
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0)
        return wrong(file, "cannot be read: " + std::generic_category().message(errno));
    if (!S_ISREG(status.st_mode)) return wrong(file, "is not a file");
    return secret ? check_closed(file, status.st_mode, Readers::group) : Result<void>{};
}

// Nobody is asked on a terminal: a service has none.
int no_passphrase(char*, int, int, void*) { return -1; }

// RFC 7301 3.2: who offers protocols and not ours gets no connection.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* in, unsigned in_size,
                    void*) {
    constexpr std::string_view ours = "http/1.1";
    std::string_view offered(reinterpret_cast<const char*>(in), in_size);
    while (!offered.empty()) {
        const auto size = static_cast<unsigned char>(offered.front());
        const std::string_view name = offered.substr(1, size);
        if (name == ours) {
            *out = reinterpret_cast<const unsigned char*>(name.data());
            *out_size = size;
            return SSL_TLSEXT_ERR_OK;
        }
        offered.remove_prefix(std::min<std::size_t>(offered.size(), std::size_t{1} + size));
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL;
}

Result<void> configure(SSL_CTX* context) {
    ::SSL_CTX_set_options(
        context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
    ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_SERVER);
    ::SSL_CTX_sess_set_cache_size(context, cached_sessions);
    ::SSL_CTX_set_timeout(context, session_seconds);
    ::SSL_CTX_set_num_tickets(context, 1);
    ::SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    ::SSL_CTX_set_default_passwd_cb(context, no_passphrase);
    constexpr std::string_view name = "useragentd";
    const bool done = ::SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
                      ::SSL_CTX_set_cipher_list(context, suites) == 1 &&
                      ::SSL_CTX_set1_groups_list(context, groups) == 1 &&
                      ::SSL_CTX_set_session_id_context(context, reinterpret_cast<const unsigned char*>(name.data()),
                                                       static_cast<unsigned>(name.size())) == 1;
    if (!done) return fail_in_english(errc::server, "OpenSSL does not take the TLS settings: " + openssl_reason());
    return {};
}

}  // namespace

Result<TlsContext> load_tls(const TlsFiles& files) {
    if (const auto readable = check_file(files.certificate, false); !readable.has_value()) return readable.error();
    if (const auto readable = check_file(files.key, true); !readable.has_value()) return readable.error();
    ::ERR_clear_error();
    auto context = std::make_shared<boost::asio::ssl::context>(boost::asio::ssl::context::tls_server);
    SSL_CTX* const native = context->native_handle();
    if (const auto configured = configure(native); !configured.has_value()) return configured.error();
    if (::SSL_CTX_use_certificate_chain_file(native, files.certificate.c_str()) != 1)
        return wrong(files.certificate, "is not a usable PEM certificate (" + openssl_reason() + ")");
    if (::SSL_CTX_use_PrivateKey_file(native, files.key.c_str(), SSL_FILETYPE_PEM) != 1)
        return wrong(files.key, "is not the certificate's key as PEM without a passphrase (" + openssl_reason() + ")");
    return context;
}

int days_left(const TlsContext& context) {
    const X509* const certificate = ::SSL_CTX_get0_certificate(context->native_handle());
    int days = 0;
    int seconds = 0;
    ::ASN1_TIME_diff(&days, &seconds, nullptr, ::X509_get0_notAfter(certificate));
    return seconds < 0 ? days - 1 : days;
}

}  // namespace uag::http
