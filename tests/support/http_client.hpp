// A blocking HTTP client on a raw socket: sends exactly the bytes it is given, reads one answer at a time.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace uag::test {

struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields;   ///< names as sent
    std::string body;

    /// All values of the field (any case), joined with "; "; empty if there is none.
    std::string field(std::string_view name) const;
};

/// One connection. Reads wait for at most ten seconds.
class HttpClient {
public:
    explicit HttpClient(std::uint16_t port, const std::string& address = "127.0.0.1");
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    void send(std::string_view bytes);
    /// The next answer; nothing if the server closed the connection first.
    std::optional<HttpAnswer> receive(bool has_body = true);
    /// True if the server has closed and nothing more can be read.
    bool closed();
    /// No more requests from us.
    void finish_sending();

private:
    bool fill();
    int fd_ = -1;
    std::string buffer_;
};

/// One request on a connection of its own. Throws std::runtime_error if there is no answer.
HttpAnswer converse(std::uint16_t port, std::string_view bytes);

/// A POST with Host, Content-Length and these further field lines ("Name: value\r\n" each).
std::string post(std::string_view path, std::string_view content_type, std::string_view body,
                 std::string_view more_fields = {});
std::string get(std::string_view path, std::string_view more_fields = {});

}  // namespace uag::test
