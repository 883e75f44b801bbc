// A small OpenID provider of the tests' own: HTTPS on 127.0.0.1 with a certificate authority made for it, and
// tokens that a test may bend in every way.
#pragma once

#include <openssl/types.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace uag::test {

struct FreeTestKey {
    void operator()(EVP_PKEY* key) const;
};
using TestKey = std::shared_ptr<EVP_PKEY>;

TestKey make_rsa_key();
TestKey make_p256_key();
/// PEM of the private key (PKCS #8).
std::string private_pem(EVP_PKEY* key);
/// `{"kty":…}` of the public key with this id.
std::string jwk_of(EVP_PKEY* key, const std::string& id);
/// A JWS in compact serialisation; RS256 for an RSA key, ES256 for the other, unless `algorithm` lies.
std::string sign_jws(EVP_PKEY* key, const std::string& id, const std::string& claims,
                     const std::string& algorithm = {});
/// A JWE for the RSA key: RSA-OAEP-256 and A256GCM.
std::string encrypt_jwe(EVP_PKEY* key, std::string_view plain, const std::string& algorithm = "RSA-OAEP-256");

/// What a server needs for TLS, in PEM: an authority made for it, a certificate of that for `host` and its key.
struct TlsIdentity {
    std::string authority;
    std::string certificate;
    std::string key;
};
TlsIdentity make_tls_identity(const std::string& host = "127.0.0.1");

struct OpenIdRequest {
    std::string method;
    std::string path;
    std::string authorization;
    std::string body;
};

struct OpenIdReply {
    int status = 200;
    std::string body;
    std::string location{};
    bool silent = false;  ///< never answers
};

class OpenIdServer {
public:
    /// `host` is what its certificate is for.
    explicit OpenIdServer(const std::string& host = "127.0.0.1");
    ~OpenIdServer();
    OpenIdServer(const OpenIdServer&) = delete;
    OpenIdServer& operator=(const OpenIdServer&) = delete;

    const std::string& issuer() const { return issuer_; }
    /// The authority that its certificate is of.
    const std::string& authority_pem() const { return authority_; }

    /// Answers a path this way from now on.
    void on(const std::string& path, std::function<OpenIdReply(const OpenIdRequest&)> reply);
    void on(const std::string& path, OpenIdReply reply);
    /// Discovery as it should be, with these members after the usual ones: `,"x":1`.
    std::string discovery(const std::string& more = {}) const;
    /// Every request so far.
    std::vector<OpenIdRequest> requests() const;
    std::size_t count(std::string_view path) const;

private:
    void run();
    void serve(int socket);
    OpenIdReply answer(const OpenIdRequest& request);

    std::string issuer_;
    std::string authority_;
    SSL_CTX* tls_ = nullptr;
    int listener_ = -1;
    std::atomic<bool> stopping_{false};
    mutable std::mutex mutex_;
    std::map<std::string, std::function<OpenIdReply(const OpenIdRequest&)>> replies_;
    std::vector<OpenIdRequest> requests_;
    std::thread thread_;
};

}  // namespace uag::test
