// Makes the request of a step for one target, out of what the step says and what the same target has answered before:
// `${step.Path}` is a value of an earlier answer, `${run.name}` of the run, `${target.user}` of the target.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "adapters/client/call_result.hpp"
#include "core/base/secret.hpp"
#include "server/compare/suite.hpp"

namespace uag::compare {

/// What references of one target lead to.
struct Scope {
    std::string
        run_name{};  ///< `${run.name}`: what a run calls its objects; letters, digits, '-'; may differ by target
    Secret run_password{};   ///< `${run.password}`: a strong password of this run
    Secret run_other_password{};  ///< `${run.other_password}`
    std::string user{};      ///< `${target.user}`: the name of the target's own log-in
    Secret password{};       ///< `${target.password}`
    /// Kept answers by Step::save; each outlives the scope. One that is null or no success leads nowhere.
    std::map<std::string, const client::CallResult*, std::less<>> answers{};
};

/// An object of the operation's request type; wipe_secrets() it once it is done with. errc::invalid_argument with one
/// sentence that says suite, step and which reference leads nowhere, or which member cannot take what it leads to; it
/// never quotes a value.
Result<Object> make_request(const Suite& suite, const Step& step, const Scope& scope);

/// What an identity of the kinds log_in and ticket shows.
struct Credentials {
    std::string user{};
    Secret password{};
    Secret ticket{};
};
/// Errors as above, with the identity in place of the step.
Result<Credentials> make_credentials(const Suite& suite, const Identity& identity, const Scope& scope);

}  // namespace uag::compare
