#include "server/http/admissions.hpp"

namespace uag::http {

std::optional<Cause> Admissions::enter(const Peer& peer, const Limits& limits) {
    const std::scoped_lock lock(mutex_);
    const auto at = by_source_.find(peer.source);
    if (!peer.is_proxy && at != by_source_.end() && at->second >= limits.connections_per_address)
        return Cause::too_many_of_one;
    if (total_.load() >= limits.connections + spare) return Cause::too_many;
    if (!peer.is_proxy) ++by_source_[peer.source];
    ++total_;
    return std::nullopt;
}

void Admissions::leave(const Peer& peer, bool displaced) {
    const std::scoped_lock lock(mutex_);
    const auto at = by_source_.find(peer.source);
    if (!peer.is_proxy && at != by_source_.end() && --at->second == 0) by_source_.erase(at);
    if (displaced) --displaced_;
    --total_;
}

bool Admissions::is_over(const Limits& limits) {
    const std::scoped_lock lock(mutex_);
    return total_.load() > limits.connections + displaced_;
}

bool Admissions::claim_displacement(const Limits& limits) {
    const std::scoped_lock lock(mutex_);
    if (total_.load() <= limits.connections + displaced_) return false;
    ++displaced_;
    return true;
}

void Admissions::give_back_claim() {
    const std::scoped_lock lock(mutex_);
    --displaced_;
}

}  // namespace uag::http
