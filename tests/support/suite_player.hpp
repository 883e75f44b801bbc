// Plays suites of `compare` against a service without sockets, through the client side of one face.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/client/call_result.hpp"
#include "adapters/compare/face.hpp"
#include "server/compare/suite.hpp"
#include "support/gateway_fixture.hpp"

namespace uag::test {

struct PlayedStep {
    const compare::Step* step = nullptr;
    bool is_applicable = true;
    std::optional<client::CallResult> result;  ///< none: nothing was called
    std::string complaint;  ///< empty: it came to what the suite expects
};

struct PlayedSuite {
    std::vector<PlayedStep> steps;
    std::string complaints() const;  ///< a line each
};

/// As the target's own log-in: ADM0 of samples/demo.toml.
PlayedSuite play_suite(const compare::Suite& suite, GatewayFixture& gateway, compare::Face face,
                       std::string_view run_name);

/// What differs between two plays of a suite, a line each: step, path, and both values.
struct Play {
    const PlayedSuite& played;
    compare::Face face;
    std::string_view run_name;
};
std::string differences(const Play& left, const Play& right);

/// "success", "access_denied", "unreadable".
std::string outcome_of(const client::CallResult& result);

}  // namespace uag::test
