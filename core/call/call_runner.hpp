// Where a protocol adapter's call goes: the core itself, or who stands in front of it. No adapter knows which.
#pragma once

#include "core/base/async.hpp"
#include "core/call/call.hpp"
#include "core/call/caller_watch.hpp"

namespace uag {

class CallRunner {
public:
    virtual ~CallRunner() = default;
    /// Runs the call to its end. Never throws.
    virtual Task<Outcome> run(Call& call) = 0;
    /// The same of a call whose caller can be seen going away, for who has something to spare then. `watch` outlives it.
    virtual Task<Outcome> run_watched(Call& call, CallerWatch& watch) {
        static_cast<void>(watch);
        return run(call);
    }
};

}  // namespace uag
