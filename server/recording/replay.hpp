// Plays the requests of a recording at servers, in the protocol that each of them speaks, and holds their answers against
// the recorded ones.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/masks.hpp"
#include "adapters/compare/pseudonyms.hpp"
#include "adapters/compare/rules.hpp"
#include "core/base/clock.hpp"
#include "server/compare/connection.hpp"
#include "server/compare/results.hpp"
#include "server/compare/suite.hpp"
#include "server/compare/targets.hpp"
#include "server/recording/counterpart.hpp"
#include "server/recording/reader.hpp"
#include "server/recording/typed.hpp"

namespace uag::recording {

class ReplayPlayer;

struct ReplayOptions {
    std::string version{};
    bool may_change = false;  ///< what changes something is played too
    bool keeps_messages = false;  ///< the report is going to be read
    std::function<void(std::size_t done, std::size_t all)> progress{};
};

class Replay {
public:
    /// All but the secrets and options outlive it. `pseudonym_key` as for compare::Pseudonyms; `asked_to_end` becomes
    /// true when nothing more is to be played.
    Replay(Reader& reader, const std::vector<compare::Target>& targets, const KnownSecrets& secrets,
           compare::Rules& rules, Secret pseudonym_key, const Clock& clock, const std::atomic<bool>& asked_to_end,
           ReplayOptions options);
    ~Replay();
    Replay(const Replay&) = delete;
    Replay& operator=(const Replay&) = delete;

    /// Once. The recording is the report's first target.
    compare::Report play();

    /// Why not all could be played, a sentence each; empty: it could.
    const std::vector<std::string>& problems() const noexcept { return problems_; }

private:
    bool log_in();
    void play_one(Recorded& recorded);
    void note_recording(const Recorded& recorded);
    void end_report();
    void problem(std::string sentence);

    Reader& reader_;
    compare::Rules& rules_;
    const Clock& clock_;
    const std::atomic<bool>& asked_to_end_;
    const ReplayOptions options_;
    compare::Pseudonyms pseudonyms_;
    const compare::Masks masks_;
    std::vector<std::unique_ptr<ReplayPlayer>> players_;  ///< a target each
    compare::Report report_;
    std::vector<std::string> problems_;
    bool is_failed_ = false;  ///< a target could not be called
};

/// What a recording would do at servers, as compare::judge_writes() takes it: a suite whose steps are the operations
/// that its index names, without those that log in.
compare::Suite effects_of(const Reader& reader);

}  // namespace uag::recording
