// Where a protocol adapter's call goes: the core itself, or who stands in front of it. No adapter knows which.
#pragma once

#include "core/base/async.hpp"
#include "core/call/call.hpp"

namespace uag {

class CallRunner {
public:
    virtual ~CallRunner() = default;
    /// Runs the call to its end. Never throws.
    virtual Task<Outcome> run(Call& call) = 0;
};

}  // namespace uag
