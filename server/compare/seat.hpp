// One target's side of a run: who is logged in there, what it has answered, and how a step is played on it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/client/call_result.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "server/compare/connection.hpp"
#include "server/compare/log_in.hpp"
#include "server/compare/run_names.hpp"
#include "server/compare/step_request.hpp"
#include "server/compare/suite.hpp"

namespace uag::compare {

/// What became of a step at one target.
struct Played {
    enum class How : std::uint8_t {
        answered,    ///< `result` is there
        written,     ///< sent to nobody: a dry run
        cannot_say,  ///< this face has no form for it, or its version has no such operation
        left_out,    ///< what it refers to is not there
        failed       ///< no answer: the target cannot be called
    };
    How how = How::failed;
    std::string why{};  ///< one phrase, but for what is answered or written
    bool is_unreachable = false;  ///< failed, and what was sent has not been done
    client::Request request{};
    std::optional<client::Request> log_in{};  ///< of a dry run: what would be sent before it, the first time
    std::shared_ptr<const client::CallResult> result{};
    std::chrono::microseconds duration{0};
    const Operation* sent{};  ///< whose request it was
    bool is_log_in = false;   ///< the log-in before the step was refused, and that is the answer
    Face request_face{};      ///< how the request was written; also below
    Face answer_face{};
};

/// For one thread at a time.
class Seat {
public:
    /// All outlive it.
    Seat(const Target& target, RunNames names, Secret made_up_ticket, Pseudonyms& pseudonyms,
         const std::atomic<bool>& stopping);

    const Target& target() const noexcept { return connection_.target(); }
    const RunNames& names() const noexcept { return names_; }
    Connection& connection() noexcept { return connection_; }
    const Evidence& own() const noexcept { return own_; }  ///< what log_in() came to

    /// The target's own log-in. Why it did not come about, one sentence without its stop; empty: it did.
    std::string log_in(OwnLogIns& log_ins);

    /// What the last suite has left is forgotten, but for the target's own log-in.
    void begin();

    /// `is_dry`: nothing is sent, nobody logs in.
    Played play(const Suite& suite, const Step& step, bool is_dry);

    /// Later steps find the answer, if the step says so.
    void keep(const Step& step, std::shared_ptr<const client::CallResult> result);

    /// The first of these kept answers that is not there, as the step that would have given it had no success; empty:
    /// all are.
    std::string_view missing(const std::vector<std::string>& needs) const;

private:
    struct Identified {
        Evidence evidence{};
        std::string why{};  ///< nobody can be identified
        Played::How how = Played::How::answered;
        std::unique_ptr<LogInCall> refused{};
        std::optional<client::Request> unsent{};  ///< of a dry run
    };
    Identified identify(const Suite& suite, const Identity& identity, bool is_dry);
    Identified log_in_as(const Suite& suite, const Identity& identity, bool is_dry);
    Played refused(const Step& step, LogInCall& call) const;

    Connection connection_;
    RunNames names_;
    Secret made_up_ticket_;
    Pseudonyms& pseudonyms_;
    Evidence own_{};
    Scope scope_{};
    std::map<std::string, std::shared_ptr<const client::CallResult>, std::less<>> kept_;
    std::map<std::string, Evidence, std::less<>> logged_in_;  ///< by the identity's name
};

}  // namespace uag::compare
