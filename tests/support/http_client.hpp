// A blocking HTTP client on a raw socket: sends exactly the bytes it is given, reads one answer at a time.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ssl_st;
struct ssl_session_st;

namespace uag::test {

struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields;   ///< names as sent
    std::string body;

    /// All values of the field (any case), joined with "; "; empty if there is none.
    std::string field(std::string_view name) const;
};

/// What a client offers in a TLS handshake. The server's certificate is not judged.
struct TlsOffer {
    int oldest = 0;  ///< TLS1_2_VERSION, ...; 0: OpenSSL's
    int newest = 0;
    std::string suites;                             ///< of TLS 1.2; empty: OpenSSL's
    std::vector<std::string> protocols;             ///< ALPN
    std::shared_ptr<ssl_session_st> session{};      ///< to be resumed
};

/// One connection. Reads wait for at most ten seconds.
class HttpClient {
public:
    /// `from` is the own address; empty: the system's choice.
    explicit HttpClient(std::uint16_t port, const std::string& address = "127.0.0.1", const std::string& from = {});
    /// Over TLS. Throws std::runtime_error with OpenSSL's reason if no connection comes about.
    HttpClient(std::uint16_t port, const TlsOffer& offer);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    void send(std::string_view bytes);
    /// The next answer; nothing if the server closed the connection first.
    std::optional<HttpAnswer> receive(bool has_body = true);
    /// The next bytes, whatever they are: at least `size`, fewer if the server closed first.
    std::string receive_bytes(std::size_t size);
    /// True if the server has closed and nothing more can be read.
    bool closed();
    /// No more requests from us.
    void finish_sending();

    std::string tls_version() const;       ///< "TLSv1.3"
    std::string tls_suite() const;         ///< OpenSSL's name
    std::string tls_protocol() const;      ///< chosen by ALPN; empty: none
    std::string certificate_name() const;  ///< of its subject
    bool resumed() const;
    /// What a later connection may resume; TLS 1.3 gives it with the first answer.
    std::shared_ptr<ssl_session_st> session() const;

private:
    bool fill();
    int fd_ = -1;
    std::shared_ptr<ssl_st> tls_;   ///< null: plain
    std::string buffer_;
};

/// One request on a connection of its own. Throws std::runtime_error if there is no answer.
HttpAnswer converse(std::uint16_t port, std::string_view bytes);

/// A POST with Host, Content-Length and these further field lines ("Name: value\r\n" each).
std::string post(std::string_view path, std::string_view content_type, std::string_view body,
                 std::string_view more_fields = {});
std::string get(std::string_view path, std::string_view more_fields = {});

}  // namespace uag::test
