// Services that repeat themselves, and targets of a comparison that they are.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/compare/player.hpp"
#include "support/gateway_process.hpp"

namespace uag::test {

/// `serve --deterministic` with the demo associates.
class RepeatingGateway {
public:
    RepeatingGateway();
    std::uint16_t port() const { return gateway_.port(); }
    /// As at its beginning.
    void reset() const;

private:
    GatewayProcess gateway_;
};

/// ADM0's, with a ticket. `face` as in `--target`; throws std::runtime_error if there is none.
compare::Target target_at(std::string name, std::string_view face, std::uint16_t port);

/// Plays the suites by the one player; throws std::runtime_error with what kept it from playing to the end, but for
/// `may_have_problems`.
compare::Report play_suites(const std::vector<compare::Target>& targets, const std::vector<compare::Suite>& suites,
                            bool may_have_problems = false);

/// What differs at the case's last target, a line each: path, aspect and both values.
std::string differences_in(const compare::Case& played);

}  // namespace uag::test
