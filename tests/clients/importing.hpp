// What the tests of `import` share: a service with users to take, where they go, and a relay between the two.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli.hpp"
#include "core/base/text.hpp"
#include "support/fake_server.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/temp_dir.hpp"

namespace uag::test {

inline constexpr const char* admin_password = "quiet-lantern-41";

inline std::string state_of(const std::vector<std::string>& database) {
    std::vector<std::string> arguments{"export", "state", "-"};
    arguments.insert(arguments.end(), database.begin(), database.end());
    const Run exported = run(arguments);
    INFO(exported.output);
    REQUIRE(exported.code == 0);
    return exported.output;
}

/// A service whose users are to be taken.
struct SourceService {
    SourceService() {
        gateway.terminate();
        std::filesystem::remove(gateway.database());
        const Run seeded = tool({"seed", "tests/clients/import_source.toml"});
        INFO(seeded.output);
        REQUIRE(seeded.code == 0);
        gateway.start();
        folder.write("password", admin_password);
        std::filesystem::permissions(folder.file("password"), std::filesystem::perms::owner_read);
    }
    Run tool(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--config", gateway.config_file()});
        return run(arguments);
    }
    std::string from(const char* face) const {
        return std::string(face) + "@http://127.0.0.1:" + std::to_string(gateway.port());
    }
    /// Changes a user there, as one who administers users there would.
    void save(const std::string& id, const std::string& merge_patch) const {
        const std::string body = merge_patch;
        const std::string credentials = base64_encode(std::string("ADM:") + admin_password);
        const auto reply = converse(
            gateway.port(), "PATCH /api/v1/User/" + id + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " +
                                credentials + "\r\nContent-Type: application/merge-patch+json\r\nContent-Length: " +
                                std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
        INFO(reply.body);
        REQUIRE(reply.status == 200);
    }

    TempDir folder;
    GatewayProcess gateway{cheap_hash};
};

/// Where they go.
struct Taken {
    Run operator()(const SourceService& source, const char* face, std::vector<std::string> more = {}) const {
        return from(source, source.from(face), std::move(more));
    }
    Run from(const SourceService& source, const std::string& target, std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments{
            "import", "--from",  target, "--as", "ADM", "--password-file", source.folder.file("password"),
            "--db",   database()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const Run done = run(arguments);
        CHECK_FALSE(contains(done.output, admin_password));
        return done;
    }
    std::string database() const { return folder.file("taken.db"); }
    std::string state() const { return state_of({"--db", database()}); }
    Run tool(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"--db", database()});
        return run(arguments);
    }

    TempDir folder;
};

/// The state without the lines that begin so.
inline std::string without(std::string state, const std::vector<std::string>& beginnings) {
    std::string kept;
    while (!state.empty()) {
        const std::string line = state.substr(0, state.find('\n') + 1);
        state.erase(0, line.size());
        bool is_left_out = false;
        for (const std::string& beginning : beginnings) is_left_out = is_left_out || line.starts_with(beginning);
        if (!is_left_out) kept += line;
    }
    return kept;
}

inline std::string lines_with(const std::string& output, char mark) {
    std::string lines;
    for (std::size_t at = 0; at < output.size();) {
        const std::size_t end = std::min(output.find('\n', at), output.size());
        if (output[at] == mark) lines += output.substr(at, end - at) + '\n';
        at = end + 1;
    }
    return lines;
}

/// Stands before the source: hands every request on that `pass` lets through, as it has changed it; at the first other one
/// everything ends.
class Relay {
public:
    using Pass = std::function<bool(std::string& request)>;
    /// May change the body of the answer to that request.
    using Change = std::function<void(const std::string& request, std::string& body)>;
    Relay(
        std::uint16_t port, Pass pass, Change change = [](const std::string&, std::string&) {})
        : pass_(std::move(pass)),
          change_(std::move(change)),
          server_([this, port](FakeServer::Connection& connection, std::size_t) {
              HttpClient upstream(port);
              for (std::string request = connection.read_request(); !request.empty() && !has_ended_.load();
                   request = connection.read_request()) {
                  if (!pass_(request)) {
                      has_ended_.store(true);
                      return;
                  }
                  upstream.send(request);
                  auto answer = upstream.receive();
                  if (!answer) return;
                  change_(request, answer->body);
                  std::string text = "HTTP/1.1 " + std::to_string(answer->status) + " Said\r\n";
                  for (const auto& [name, value] : answer->fields)
                      if (!ascii_iequals(name, "Content-Length") && !ascii_iequals(name, "Transfer-Encoding"))
                          text += name + ": " + value + "\r\n";
                  connection.send(text + "Content-Length: " + std::to_string(answer->body.size()) + "\r\n\r\n" +
                                  answer->body);
              }
          }) {}
    std::string from(const char* face) const {
        return std::string(face) + "@http://127.0.0.1:" + std::to_string(server_.port());
    }

private:
    const Pass pass_;
    const Change change_;
    std::atomic<bool> has_ended_{false};
    FakeServer server_;
};

inline bool asks_for_user(const std::string& request, int id) {
    return contains(request, "/GetUser?userId=" + std::to_string(id) + ' ');
}

}  // namespace uag::test
