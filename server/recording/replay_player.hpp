// A recording's calls at one target: who makes them there, how they are written, and what came of each.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/compare/pseudonyms.hpp"
#include "server/compare/connection.hpp"
#include "server/compare/log_in.hpp"
#include "server/recording/counterpart.hpp"
#include "server/recording/omissions.hpp"
#include "server/recording/side.hpp"
#include "server/recording/typed.hpp"

namespace uag::recording {

/// What became of a recorded call at a target.
struct Replayed {
    enum class How : std::uint8_t {
        answered,
        cannot_say,  ///< the target's face has no form for it
        unknown,     ///< a secret is needed that nobody has told
        failed       ///< the target cannot be called
    };
    How how = How::failed;
    std::string why{};  ///< one phrase, unless it is answered
    const Operation* sent = nullptr;  ///< the call's, or that of the log-in before it, which was refused
    client::Request request{};
    std::optional<client::CallResult> result{};
    std::chrono::microseconds duration{0};
};

class ReplayPlayer {
public:
    /// All outlive it.
    ReplayPlayer(const compare::Target& target, const KnownSecrets& secrets, compare::Pseudonyms& pseudonyms,
                 const std::atomic<bool>& stopping);

    const compare::Target& target() const noexcept { return connection_.target(); }
    compare::Connection& connection() noexcept { return connection_; }
    /// Somebody in the recording has shown Basic, which is no log-in that a server would note.
    bool has_met_basic() const noexcept { return has_met_basic_; }
    Counterpart& counterpart() noexcept { return counterpart_; }
    Omissions& omissions() noexcept { return omissions_; }

    /// The target's own log-in; a phrase behind its name, or nothing.
    std::string log_in(compare::OwnLogIns& log_ins);

    /// Plays it. The recorded answer gets what its pseudonyms stand for at this target.
    Replayed play(const client::Request& recorded, RecordedSide& left);

    /// Which zone dates of the last answer are in.
    const TimeZone& zone(const RecordedSide& left) const;

private:
    /// Whom a recorded ticket was given to.
    struct Given {
        std::string user;
        std::string password;  ///< its pseudonym
        Evidence here{};       ///< what stands for the ticket at the target; none: nothing does
    };
    /// Who calls; else why nobody does, or the log-in that was refused.
    struct Identified {
        Evidence evidence{};
        Replayed::How how = Replayed::How::answered;
        std::string why{};
        std::unique_ptr<compare::LogInCall> refused{};
    };

    Identified identify(const TypedRequest& typed, const RecordedSide& left);
    Identified log_in_as(const std::string& user, const std::string& pseudonym, bool was_right);
    const Secret* password_of(const std::string& user, const std::string& pseudonym, bool was_right);
    std::optional<std::string> judge_log_in(const TypedRequest& typed, const RecordedSide& left);
    client::Written write(const TypedRequest& typed, const client::Sender& sender, RecordedSide& left) const;
    std::optional<std::string> log_in_beside(const RecordedSide& left, const TypedRequest& here);
    std::optional<std::string> ask_for_token(Evidence& evidence);
    void remember_ticket(const TypedRequest& typed, const RecordedSide& left);
    void learn_answer(const TypedRequest& typed, RecordedSide& left, const client::CallResult& right);

    compare::Connection connection_;
    compare::Pseudonyms& pseudonyms_;
    Counterpart counterpart_;
    Omissions omissions_;
    Evidence own_{};
    bool has_met_basic_ = false;
    std::map<std::pair<std::string, std::string>, Evidence> logged_in_;  ///< by user and password's pseudonym
    std::map<std::string, Given> tickets_;  ///< by recorded ticket
};

}  // namespace uag::recording
