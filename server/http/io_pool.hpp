// The I/O threads' contexts. They outlive everything that completes into them (store, hash pool, connections).
#pragma once

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <thread>
#include <vector>

#include "server/http/connection.hpp"

namespace uag::http {

/// One I/O thread with its context and the timeouts of its connections.
struct IoWorker {
    boost::asio::io_context io{1};
    Timeouts timeouts;
    std::thread thread;
};

class IoPool {
public:
    /// `threads` workers, at least one. The threads start with Server::run.
    explicit IoPool(unsigned threads) {
        for (unsigned i = 0; i < std::max(threads, 1U); ++i) workers_.push_back(std::make_unique<IoWorker>());
    }
    std::vector<std::unique_ptr<IoWorker>>& workers() { return workers_; }
    IoWorker& first() { return *workers_.front(); }

private:
    std::vector<std::unique_ptr<IoWorker>> workers_;
};

}  // namespace uag::http
