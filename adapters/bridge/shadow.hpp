// Asks the server behind beside the core here, and counts where their answers differ. Reads only, sampled, bounded; the
// client waits for none of it.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

#include "adapters/bridge/identity.hpp"
#include "core/call/call_runner.hpp"

namespace uag::bridge {

struct ShadowSettings {
    std::uint32_t percent = 100;  ///< of the calls that can be asked there
    std::uint32_t under_way = 8;  ///< at a time; others are left out
    std::string user{};  ///< asks where the caller shows no name and password; empty: nobody does
    Secret password{};
};

/// What shadowing has come to since the last look.
struct ShadowCounts {
    std::uint64_t agreed = 0;
    std::uint64_t differed = 0;
    std::uint64_t left_out = 0;  ///< not sampled, too many under way, or nobody to ask as
    std::uint64_t unanswered = 0;  ///< by the server behind
    struct Path {
        std::string operation;
        std::string path;  ///< "GetUser.Person.Emails[].Value", "$outcome"; never a value
        std::string what;  ///< "value", "presence", ...
        std::uint64_t count = 0;
    };
    std::vector<Path> paths{};  ///< at most so many; of further ones only `differed` tells
    bool empty() const { return agreed + differed + left_out + unanswered == 0; }
};

class Shadow {
public:
    Shadow(ShadowSettings settings, Upstream& upstream, Identities& identities, Random& random);

    /// Runs a call that only reads by `local`, which it hands on whatever it comes to, and now and then asks the server
    /// behind for the same afterwards.
    Task<Outcome> run(Call& call, CallRunner& local);

    ShadowCounts take_counts();

private:
    struct State;
    struct Question;

    bool is_sampled();
    std::unique_ptr<Question> question_for(const Call& call) const;
    static Task<void> ask(std::shared_ptr<State> state, std::unique_ptr<Question> question);

    const ShadowSettings settings_;
    const std::shared_ptr<State> state_;
};

}  // namespace uag::bridge
