#include "adapters/bridge/held_sessions.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace uag::bridge {
namespace {

std::string of_id(std::int32_t id) { return "id " + std::to_string(id); }
std::string of_name(const std::string& account) { return "name " + account; }
std::string of_ticket(const Digest& key) {
    return "ticket " + std::string(reinterpret_cast<const char*>(key.data()), key.size());
}

}  // namespace

HeldSessions::HeldSessions(std::size_t most, Random& random) : most_(most) {
    std::array<std::byte, 32> key{};
    random.fill(key);
    mac_key_ = Secret(as_text(key));
    wipe(key.data(), key.size());
}

Digest HeldSessions::key_of(std::initializer_list<std::string_view> parts) const {
    std::size_t size = 0;
    for (const std::string_view part : parts) size += part.size() + sizeof size;
    std::string joined;
    joined.reserve(size);  // at once: no copy of a password is left behind
    for (const std::string_view part : parts) {
        const std::size_t length = part.size();
        joined.append(reinterpret_cast<const char*>(&length), sizeof length);
        joined += part;
    }
    const Digest digest = hmac_sha256(mac_key_.reveal(), joined);
    wipe(joined);
    return digest;
}

std::optional<HeldSession> HeldSessions::find(const Digest& key, TimePoint now) {
    const std::scoped_lock lock(mutex_);
    const auto found = sessions_.find(key);
    if (found == sessions_.end()) return std::nullopt;
    HeldSession& session = found->second;
    by_use_.erase({session.used, key});
    if (now >= session.ends) {
        sessions_.erase(found);
        return std::nullopt;
    }
    HeldSession as_it_was = session;
    session.used = now;
    by_use_.emplace(now, key);
    return as_it_was;
}

std::optional<HeldSession> HeldSessions::look_at(const Digest& key) const {
    const std::scoped_lock lock(mutex_);
    const auto found = sessions_.find(key);
    if (found == sessions_.end()) return std::nullopt;
    return found->second;
}

void HeldSessions::replace(const Digest& key, Secret proof, TimePoint begun) {
    const std::scoped_lock lock(mutex_);
    const auto found = sessions_.find(key);
    if (found == sessions_.end()) return;
    found->second.proof = std::move(proof);
    found->second.begun = begun;
}

void HeldSessions::keep(const Digest& key, HeldSession session) {
    const std::scoped_lock lock(mutex_);
    if (most_ == 0) return;
    if (const auto found = sessions_.find(key); found != sessions_.end()) {
        by_use_.erase({found->second.used, key});
    } else if (sessions_.size() == most_) {
        sessions_.erase(by_use_.begin()->second);
        by_use_.erase(by_use_.begin());
    }
    by_use_.emplace(session.used, key);
    sessions_.insert_or_assign(key, std::move(session));
}

void HeldSessions::forget(const Digest& key) {
    const std::scoped_lock lock(mutex_);
    const auto found = sessions_.find(key);
    if (found == sessions_.end()) return;
    by_use_.erase({found->second.used, key});
    sessions_.erase(found);
}

void HeldSessions::end_named(const std::string& whose, const Ending& ending) {
    if (const auto before = endings_.find(whose); before != endings_.end())
        by_ending_.erase({before->second.when, whose});
    endings_.insert_or_assign(whose, ending);
    by_ending_.emplace(ending.when, whose);
    if (endings_.size() <= most_) return;
    endings_.erase(by_ending_.begin()->second);
    by_ending_.erase(by_ending_.begin());
}

void HeldSessions::end(const Digest& key, TimePoint now) {
    forget(key);
    const std::scoped_lock lock(mutex_);
    end_named(of_ticket(key), {now});
}

bool HeldSessions::has_ended(const Digest& key, std::int32_t id, const std::string& account, TimePoint issued) const {
    const std::scoped_lock lock(mutex_);
    if (endings_.contains(of_ticket(key))) return true;
    for (const std::string& whose : {of_id(id), of_name(account)}) {
        const auto found = endings_.find(whose);
        if (found == endings_.end() || found->second.kept == key) continue;
        if (issued < found->second.when) return true;
    }
    return false;
}

void HeldSessions::end_associate(std::int32_t id, const std::string& account, TimePoint now,
                                 const std::optional<Digest>& kept) {
    const std::scoped_lock lock(mutex_);
    if (id != 0) end_named(of_id(id), {now, kept});
    if (!account.empty()) end_named(of_name(account), {now, kept});
    std::erase_if(sessions_, [&](const auto& entry) {
        const HeldSession& session = entry.second;
        if (kept == entry.first) return false;
        const bool is_theirs =
            (id != 0 && session.associate_id == id) || (!account.empty() && session.account == account);
        if (is_theirs) by_use_.erase({session.used, entry.first});
        return is_theirs;
    });
}

std::vector<Digest> HeldSessions::begun_before(TimePoint when, std::size_t most) const {
    const std::scoped_lock lock(mutex_);
    std::vector<Digest> keys;
    for (const auto& [key, session] : sessions_) {
        if (keys.size() == most) break;
        if (session.renews && session.begun < when) keys.push_back(key);
    }
    return keys;
}

}  // namespace uag::bridge
