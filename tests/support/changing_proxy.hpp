// A proxy of the tests' own before a gateway, over sockets: what is asked of the User agent goes through a function, all
// else as it is.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "support/answer_mutations.hpp"
#include "support/fake_server.hpp"

namespace uag::test {

class ChangingProxy {
public:
    /// Sends a request, head and body, to the gateway.
    using Forward = std::function<RawAnswer(const std::string& request)>;
    /// `number`: of the call of the agent, counted from 0.
    using Pass = std::function<RawAnswer(std::size_t number, std::string request, const Forward& forward)>;

    /// Of the gateway at that port.
    explicit ChangingProxy(std::uint16_t port);

    std::uint16_t port() const { return server_.port(); }

    /// Counts anew. Not while somebody calls.
    void start_over(Pass pass);

private:
    void serve(FakeServer::Connection& connection);

    const std::uint16_t gateway_;
    Pass pass_;
    std::atomic<std::size_t> calls_{0};
    FakeServer server_;  // the last: it calls the others
};

/// The request with another text in its path or body, and the length that it has then. Throws std::runtime_error if there
/// is no such text.
std::string with_replaced(std::string request, std::string_view from, std::string_view to);

}  // namespace uag::test
