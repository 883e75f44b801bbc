// What the tests of `compare` share: the command with who logs in, targets, and servers between it and a gateway.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli.hpp"
#include "support/fake_server.hpp"
#include "support/gateway_process.hpp"
#include "support/http_client.hpp"
#include "support/temp_dir.hpp"

namespace uag::test {

inline constexpr const char* demo_password = "Adm0-demo-only";

struct Comparing {
    Comparing() {
        folder.write("password", demo_password);
        std::filesystem::permissions(folder.file("password"), std::filesystem::perms::owner_read);
    }
    Run operator()(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), "compare");
        arguments.insert(arguments.end(), {"--user", "ADM0", "--password-file", folder.file("password")});
        return run(arguments);
    }
    TempDir folder;
};

inline std::string at(const char* face, std::uint16_t port) {
    return std::string(face) + "@http://127.0.0.1:" + std::to_string(port);
}

// What a target that answers everything so is told.
inline Run with_bad_target(const FakeServer::Serve& serve, std::uint16_t good) {
    const FakeServer bad(serve);
    return Comparing()({"--target", "good=" + at("soap84", good), "bad=" + at("rest", bad.port())});
}

inline FakeServer::Serve always(const std::string& answer) {
    return [answer](FakeServer::Connection& connection, std::size_t) {
        while (!connection.read_request().empty()) connection.send(answer);
    };
}

// Passes on what comes to a gateway, kept connections and all, as long as `goes_on` says so of each request.
inline FakeServer::Serve passing(std::uint16_t port, std::function<bool(const std::string& request)> goes_on) {
    return [port, goes_on](FakeServer::Connection& connection, std::size_t) {
        HttpClient through(port);
        for (std::string request = connection.read_request(); !request.empty(); request = connection.read_request()) {
            if (!goes_on(request)) return;
            through.send(request);
            const auto answer = through.receive();
            if (!answer) return;
            std::string text = "HTTP/1.1 " + std::to_string(answer->status) + " As It Was\r\n";
            for (const auto& [name, value] : answer->fields) text += name + ": " + value + "\r\n";
            connection.send(text + "\r\n" + answer->body);
        }
    };
}

// Whether groups of a run are there.
inline bool has_groups_of_a_run(const GatewayProcess& gateway) {
    const Run listed = run({"group", "list", "--config", gateway.config_file()});
    CHECK(listed.code == 0);
    return contains(listed.output, "cmp");
}

// A service that repeats itself.
struct Repeating {
    Repeating()
        : gateway({}, {.seeded = false, .arguments = {"--deterministic", "test", "--seed", "samples/demo.toml"}}) {}
    void reset() const {
        CHECK(converse(gateway.port(), "POST /test/reset HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").status ==
              200);
    }
    GatewayProcess gateway;
};

}  // namespace uag::test
