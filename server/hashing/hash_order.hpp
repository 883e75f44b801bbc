// Whose hash is next: which kind of work goes first, and within a kind which source (fair_queue.hpp).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

#include "core/base/hand_over.hpp"
#include "core/security/password_hasher.hpp"
#include "server/hashing/fair_queue.hpp"

namespace uag {

/// Changes of ticket holders, judgements of passwords and the anonymous have a queue each, so none takes another's places;
/// changes and judgements take turns and go first, but every fourth job is anonymous while one waits. An order of a
/// BoundedQueue.
class HashOrder {
public:
    using Item = std::unique_ptr<Job<PasswordHasher>>;

    /// `places` of each kind, at least one.
    explicit HashOrder(std::size_t places) : holders_(places), judgements_(places), anonymous_(places) {}

    std::optional<Item> add(Item job, HashPriority priority, FairShare share) {
        return queue_of(priority).add(std::move(job), std::move(share));
    }
    Item take() { return next_queue().take(); }
    std::size_t size() const { return holders_.size() + judgements_.size() + anonymous_.size(); }

private:
    static constexpr unsigned holders_for_one_anonymous = 3;

    FairQueue<Item>& queue_of(HashPriority priority) {
        switch (priority) {
            case HashPriority::ticket_holder: return holders_;
            case HashPriority::judgement: return judgements_;
            case HashPriority::anonymous: break;
        }
        return anonymous_;
    }

    // Something waits somewhere.
    FairQueue<Item>& next_queue() {
        const bool holder_waits = !holders_.empty() || !judgements_.empty();
        const bool both = holder_waits && !anonymous_.empty();
        const bool anonymous = !holder_waits || (both && holders_in_a_row_ >= holders_for_one_anonymous);
        holders_in_a_row_ = both && !anonymous ? holders_in_a_row_ + 1 : 0;
        if (anonymous) return anonymous_;
        judgement_was_last_ = holders_.empty() || (!judgements_.empty() && !judgement_was_last_);
        return judgement_was_last_ ? judgements_ : holders_;
    }

    FairQueue<Item> holders_;
    FairQueue<Item> judgements_;
    FairQueue<Item> anonymous_;
    unsigned holders_in_a_row_ = 0;  // they or judgements, while an anonymous job waited
    bool judgement_was_last_ = false;  // of those two
};

}  // namespace uag
