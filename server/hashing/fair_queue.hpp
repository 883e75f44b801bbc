// A bounded queue whose places and turns are shared by source. One round gives each source that waits one turn.
// Not safe from several threads at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace uag {

/// From whom a job is.
struct FairShare {
    std::string source;         ///< who shares turns
    std::int32_t failures = 0;  ///< rounds that it waits longer; not negative
    bool is_known = false;      ///< its source may go first once a round
};

/// A source's first job has its turn in the next round, each further one a round later. A known source, while none of
/// its jobs waits, goes before the round in which it comes, once in that round. Failures delay a job by as many rounds,
/// but not the ones behind it. So whoever is in and need not make room is served after a bounded number of jobs: those
/// that come later have later rounds, but for one of each known source.
///
/// Who gets a place when none is free depends on the rounds that a job had to wait when it came (1 for the first of a
/// source, plus failures, less 2 for a known source that goes first): the newest one of those with most makes room for
/// a job with fewer; a job with as many or more gets none.
template <class Job> class FairQueue {
public:
    /// At least one place.
    explicit FairQueue(std::size_t places) : places_(std::max<std::size_t>(places, 1)) {}

    /// The job that has no place after this: `job` itself, or the one that made room for it.
    std::optional<Job> add(Job job, FairShare share) {
        const auto own = sources_.find(share.source);
        const bool goes_first = share.is_known && own == sources_.end() && !went_first_.contains(share.source);
        std::int64_t turn = goes_first ? round_ - 1 : round_ + 1;
        if (own != sources_.end()) turn = std::max(turn, own->second.last_turn + 1);
        const std::int64_t rounds = turn - round_ + share.failures;
        std::optional<Job> displaced;
        if (jobs_.size() >= places_) {
            const auto last = std::prev(by_rounds_.end());
            if (last->first.first <= rounds) return job;
            displaced = remove(jobs_.find(last->second));
        }
        if (goes_first) went_first_.insert(share.source);
        Source& source = sources_[share.source];
        ++source.waiting;
        source.last_turn = std::max(turn, round_);  // going first is one job's, not that of those behind it
        const Place place{turn + share.failures, ++arrivals_};
        by_rounds_.emplace(Place{rounds, arrivals_}, place);
        jobs_.emplace(place, Waiting{std::move(job), std::move(share.source), turn, rounds});
        return displaced;
    }

    /// The next job; there must be one.
    Job take() {
        const auto next = jobs_.begin();
        if (next->second.turn > round_) {
            round_ = next->second.turn;
            went_first_.clear();
        }
        return remove(next);
    }

    std::size_t size() const { return jobs_.size(); }
    bool empty() const { return jobs_.empty(); }

private:
    /// A number of rounds, then the order of arrival.
    using Place = std::pair<std::int64_t, std::uint64_t>;
    struct Waiting {
        Job job;
        std::string source;
        std::int64_t turn;
        std::int64_t rounds;
    };
    struct Source {
        std::size_t waiting = 0;
        std::int64_t last_turn = 0;
    };

    Job remove(typename std::map<Place, Waiting>::iterator at) {
        Waiting& waiting = at->second;
        const auto source = sources_.find(waiting.source);
        // The last one of several went before its turn: the next one of the source comes where it was.
        if (waiting.turn > round_ && waiting.turn == source->second.last_turn) --source->second.last_turn;
        if (--source->second.waiting == 0) sources_.erase(source);
        by_rounds_.erase(Place{waiting.rounds, at->first.second});
        Job job = std::move(waiting.job);
        jobs_.erase(at);
        return job;
    }

    const std::size_t places_;
    std::int64_t round_ = 0;  // the latest turn that was taken
    std::uint64_t arrivals_ = 0;
    std::map<Place, Waiting> jobs_;  // by turn and failures: the order in which they are taken
    std::map<Place, Place> by_rounds_;  // by the rounds each had to wait when it came
    std::unordered_map<std::string, Source> sources_;  // of those that wait
    std::unordered_set<std::string> went_first_;  // known sources, in this round
};

}  // namespace uag
