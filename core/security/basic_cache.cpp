#include "core/security/basic_cache.hpp"

#include <algorithm>
#include <array>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"

namespace uag {
namespace {

constexpr std::size_t mac_key_bytes = 32;

// With its length before it, so that no two lists of parts give the same bytes.
void add_part(std::string& joined, std::string_view part) {
    const auto size = static_cast<std::uint64_t>(part.size());
    joined.append(reinterpret_cast<const char*>(&size), sizeof size);
    joined += part;
}

}  // namespace

BasicCache::BasicCache(const BasicCacheSettings& settings, const Clock& clock, Random& random)
    : settings_(settings), clock_(clock) {
    std::array<std::byte, mac_key_bytes> key{};
    random.fill(key);
    key_ = Secret(as_text(key));
    wipe(key.data(), key.size());
}

Digest BasicCache::key_of(std::string_view name, std::string_view password, std::string_view source) const {
    const std::string account = folded_name(name);
    const std::array<std::string_view, 3> parts{source, account, password};
    std::string joined;
    // At once: no copy of the password is left behind in memory that was given back.
    joined.reserve(parts.size() * sizeof(std::uint64_t) + source.size() + account.size() + password.size());
    for (const std::string_view part : parts) add_part(joined, part);
    const Digest digest = hmac_sha256(key_.reveal(), joined);
    wipe(joined);
    return digest;
}

std::shared_ptr<const ProvenPassword> BasicCache::find(const Digest& key) const {
    const TimePoint now = clock_.now();
    std::shared_ptr<const ProvenPassword> entry;
    {
        const std::scoped_lock lock(mutex_);
        const auto at = entries_.find(key);
        if (at == entries_.end()) return nullptr;
        entry = at->second;
    }
    if (!is_fresh(*entry, now) || !may_log_in(entry->judged, now)) return nullptr;
    return entry;
}

void BasicCache::keep(const Digest& key, const Identity& identity, Caller caller, std::uint64_t as_of) {
    if (settings_.time.count() == 0 || settings_.entries == 0) return;
    const auto entry = std::make_shared<ProvenPassword>();
    entry->caller = std::move(caller);
    entry->account = fold(identity.associate.name);
    entry->judged.associate = identity.associate;
    entry->judged.password = identity.password;
    if (entry->judged.password) entry->judged.password->phc.clear();
    entry->proven = clock_.now();
    const std::scoped_lock lock(mutex_);
    if (endings_.load() != as_of) return;
    make_room(entry->proven);
    entries_.insert_or_assign(key, entry);
}

void BasicCache::forget_associate(std::int32_t associate_id) {
    ++endings_;
    const std::scoped_lock lock(mutex_);
    std::erase_if(entries_, [&](const auto& entry) { return entry.second->caller.associate_id == associate_id; });
}

void BasicCache::forget_all() {
    ++endings_;
    const std::scoped_lock lock(mutex_);
    entries_.clear();
}

// A clock that was set back does not lengthen anything.
bool BasicCache::is_fresh(const ProvenPassword& entry, TimePoint now) const {
    return entry.proven <= now && now - entry.proven < settings_.time;
}

// Looks at all of them: whoever comes here has just paid a hash, which costs a hundred times as much.
void BasicCache::make_room(TimePoint now) {
    std::erase_if(entries_, [&](const auto& entry) { return !is_fresh(*entry.second, now); });
    if (entries_.size() < settings_.entries) return;
    entries_.erase(std::ranges::min_element(entries_, {}, [](const auto& entry) { return entry.second->proven; }));
}

}  // namespace uag
