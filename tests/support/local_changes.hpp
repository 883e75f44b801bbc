// Changes under the core's rules over a store alone, as a command makes them: seeding, and what tests do in between.
#pragma once

#include "core/agent/changes.hpp"
#include "core/agent/seeding.hpp"
#include "support/run_task.hpp"
#include "support/seeded_random.hpp"

namespace uag::test {

class LocalChanges {
public:
    LocalChanges(Store& store, const Clock& clock)
        : audit_(clock, sink_),
          sessions_(SessionSettings{}, store, clock, random_),
          basic_(BasicCacheSettings{}, clock, random_),
          remembered_(sessions_, basic_),
          names_(store),
          changes_(store, clock, audit_, remembered_, names_) {
        context.caller.name = "os:test";
        context.caller.rights = {true, true, true};
        context.operation = "test";
    }

    /// `work(Change&)` as one transaction; its result.
    template <class Work> auto run(Work work) { return run_task(changes_.run(context, std::move(work))); }

    /// Loads the seed and leaves no event of it.
    Result<SeedCounts> load(const Seed& seed) {
        return run([&](Change& change) {
            auto counts = load_seed(change, seed);
            change.nothing_new();
            return counts;
        });
    }

    Context context;

private:
    struct NoSink final : AuditSink {
        void tell(const AuditEvent&) noexcept override {}
    };

    NoSink sink_;
    SeededRandom random_;
    AuditLog audit_;
    Sessions sessions_;
    BasicCache basic_;
    Remembered remembered_;
    NameCache names_;
    Changes changes_;
};

}  // namespace uag::test
