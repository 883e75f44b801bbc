// One client's connection through the relay, and the connection to the target that belongs to it.
#pragma once

#include <array>
#include <atomic>
#include <string>

#include "adapters/outbound/http_client.hpp"
#include "server/http/request_reader.hpp"
#include "server/http/router.hpp"
#include "server/recording/relay.hpp"

namespace uag::recording {

/// What all sessions share; outlives them.
struct SharedRelay {
    const RelaySettings& settings;
    Writer& writer;
    const Clock& clock;
    const http::Router& words;
    http::MemoryBudget& memory;
    const Bell& stop_bell;
    const Bell& crowd_bell;
    const Bell& cut_bell;
    const std::atomic<bool>& cut;
};

class RelaySession {
public:
    RelaySession(SharedRelay shared, Connection connection, std::uint32_t number);

    /// Until either side has had enough.
    void run();

private:
    enum class Read : std::uint8_t { complete, closed, refused };

    Read read_request();
    bool say_continue() const;
    bool serve_one();
    void keep_partial();
    client::Request taken_request();
    client::Response passed_on(const client::Request& request, Finished& finished);
    client::Response own_answer(unsigned status, const std::string& problem) const;
    bool answer(const client::Response& answer, bool is_head, bool closes) const;
    bool is_stopping() const;

    const SharedRelay shared_;
    const Connection connection_;
    const std::uint32_t number_;
    http::RequestReader reader_;
    outbound::HttpClient target_;
    std::string base_path_;
};

}  // namespace uag::recording
