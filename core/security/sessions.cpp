#include "core/security/sessions.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/this_coro.hpp>

#include "core/base/failures.hpp"
#include "core/base/text.hpp"
#include "core/security/access.hpp"
#include "core/security/stored_sessions.hpp"

namespace uag {
namespace {

TimePoint time_point(std::int64_t ms) { return TimePoint{std::chrono::milliseconds{ms}}; }
std::int64_t milliseconds(TimePoint time) { return time.time_since_epoch().count(); }

// A web session is a ticket that a browser holds.
bool slides(SessionKind kind) { return kind != SessionKind::access_token; }

// A step back by less is not worth a change of everything; and noting the time more often would cost every call a write
// to memory that all threads share.
constexpr std::int64_t clock_grain_ms = 100;

std::int32_t most_of(SessionKind kind, const SessionQuotas& quotas) {
    switch (kind) {
        case SessionKind::ticket: return quotas.tickets;
        case SessionKind::web: return quotas.web_sessions;
        case SessionKind::access_token: break;
    }
    return quotas.access_tokens;
}

Task<void> extend_in_background(Store& store, Digest key, TimePoint expires, TimePoint used) {
    auto extend = [&](Rows& rows) { return extend_session(rows, key, expires, used); };
    // A failed renewal costs the holder at most one step of the sliding time; the next use tries again.
    co_await write_rows(store, extend);
}

}  // namespace

Sessions::Sessions(const SessionSettings& settings, Store& store, const Clock& clock, Random& random)
    : settings_(settings), store_(store), clock_(clock), random_(random), latest_ms_(milliseconds(clock.now())) {}

// The clock is read last: a thread that is held up in between must not take its old time for a step.
bool Sessions::is_clock_back() {
    std::int64_t latest = latest_ms_.load();
    const std::int64_t now = milliseconds(clock_.now());
    if (now >= latest + clock_grain_ms) latest_ms_.compare_exchange_strong(latest, now);
    return now + clock_grain_ms <= latest || step_ms_.load() != 0;
}

Task<Result<void>> Sessions::settle() {
    std::int64_t latest = latest_ms_.load();
    const std::int64_t now = milliseconds(clock_.now());
    // One of many calls takes the step.
    if (now + clock_grain_ms <= latest && latest_ms_.compare_exchange_strong(latest, now)) step_ms_ += latest - now;
    const std::int64_t step = step_ms_.exchange(0);
    if (step == 0) co_return Result<void>{};
    auto move = [step](Rows& rows) { return set_back(rows, std::chrono::milliseconds(step)); };
    Result<void> moved = co_await write_rows(store_, move);
    if (!moved.has_value()) step_ms_ += step;
    forget_all();
    co_return moved;
}

Task<Result<void>> Sessions::begin() {
    auto look = [](Rows& rows) { return rows.latest_session_use(); };
    const Result<TimePoint> latest = co_await read_rows(store_, look);
    if (!latest.has_value()) co_return latest.error();
    latest_ms_ = std::max(latest_ms_.load(), milliseconds(*latest));
    co_return co_await settle();
}

void Sessions::start_over() {
    latest_ms_ = milliseconds(clock_.now());
    step_ms_ = 0;
    forget_all();
}

Task<Result<NewSession>> Sessions::issue(SessionKind kind, const Identity& identity, std::string source,
                                         TimePoint not_after, std::string device) {
    if (is_clock_back()) {
        const Result<void> settled = co_await settle();
        if (!settled.has_value()) co_return settled.error();
    }
    NewSession made;
    made.text = make_session_text(kind, random_);
    const TimePoint now = clock_.now();
    SessionRecord record;
    record.key = *session_key(kind, made.text.reveal());
    record.kind = kind;
    record.associate_id = identity.associate.id;
    record.issued = now;
    record.ends = std::min(not_after, now + (slides(kind) ? settings_.ticket_longest : settings_.token_time));
    record.expires = slides(kind) ? std::min(now + settings_.ticket_idle, record.ends) : record.ends;
    record.source = std::move(source);
    record.device = std::move(device);
    SessionTerms terms;
    terms.most = most_of(kind, settings_.quotas);
    if (identity.password) terms.revision = identity.password->revision;
    auto add = [&](Rows& rows) { return add_session(rows, record, terms); };
    const Result<std::vector<Digest>> ended = co_await write_rows(store_, add);
    if (!ended.has_value()) co_return ended.error();
    made.ended = ended->size();
    if (!ended->empty()) ++endings_;
    for (const Digest& key : *ended) drop(key);
    co_return made;
}

Task<Result<std::shared_ptr<const Session>>> Sessions::resolve(SessionKind kind, std::string_view text) {
    const std::optional<Digest> key = session_key(kind, trim(text));
    if (!key) co_return not_authenticated();
    if (is_clock_back()) {
        const Result<void> settled = co_await settle();
        if (!settled.has_value()) co_return settled.error();
    }
    const TimePoint now = clock_.now();
    std::shared_ptr<Session> session = find_cached(*key);
    if (!session) {
        const std::uint64_t as_of = endings_.load();
        auto find = [&key](Rows& rows) { return session_with_identity(rows, *key); };
        auto found = co_await read_rows(store_, find);
        if (!found.has_value()) co_return found.error();
        if (!found->has_value() || (*found)->first.kind != kind) co_return not_authenticated();
        session = std::make_shared<Session>();
        session->record = std::move((*found)->first);
        session->identity = std::make_shared<const Identity>(std::move((*found)->second));
        session->caller = caller_of(*session->identity);
        session->caller.session = *key;
        session->caller.good_until = session->record.ends;
        session->expires_ms = milliseconds(session->record.expires);
        session->stored_ms = milliseconds(session->record.expires);
        session->stored_use_ms = milliseconds(session->record.last_used);
        if (!is_alive(*session, now)) co_return not_authenticated();
        keep(session, as_of);
    }
    if (!is_alive(*session, now)) {
        drop(*key);
        co_return not_authenticated();
    }
    if (const std::optional<TimePoint> expires = move_expiry(*session, now)) {
        const auto executor = co_await boost::asio::this_coro::executor;
        boost::asio::co_spawn(executor, extend_in_background(store_, *key, *expires, now), boost::asio::detached);
    }
    co_return std::shared_ptr<const Session>(std::move(session));
}

std::shared_ptr<const Session> Sessions::resolve_at_once(SessionKind kind, std::string_view text) {
    const std::optional<Digest> key = session_key(kind, trim(text));
    if (!key || is_clock_back()) return nullptr;
    std::shared_ptr<Session> session = find_cached(*key);
    if (!session) return nullptr;
    const TimePoint now = clock_.now();
    if (!is_alive(*session, now)) return nullptr;
    const TimePoint expires = moved_expiry(*session, now);
    if (is_to_be_written(*session, expires, now)) return nullptr;
    session->expires_ms = milliseconds(expires);
    return session;
}

void Sessions::forget_associate(std::int32_t associate_id, const std::optional<Digest>& keep_key) {
    ++endings_;
    for (Shard& shard : shards_) {
        const std::scoped_lock lock(shard.mutex);
        std::erase_if(shard.sessions, [&](const auto& entry) {
            return entry.second->record.associate_id == associate_id && entry.first != keep_key;
        });
    }
}

void Sessions::forget_all() {
    ++endings_;
    for (Shard& shard : shards_) {
        const std::scoped_lock lock(shard.mutex);
        shard.sessions.clear();
    }
}

Sessions::Shard& Sessions::shard_of(const Digest& key) {
    return shards_[std::to_integer<std::size_t>(key.back()) % shards_.size()];
}

std::shared_ptr<Session> Sessions::find_cached(const Digest& key) {
    Shard& shard = shard_of(key);
    const std::scoped_lock lock(shard.mutex);
    const auto at = shard.sessions.find(key);
    return at == shard.sessions.end() ? nullptr : at->second;
}

void Sessions::keep(const std::shared_ptr<Session>& session, std::uint64_t as_of) {
    Shard& shard = shard_of(session->record.key);
    const std::scoped_lock lock(shard.mutex);
    if (endings_.load() != as_of) return;
    // Which one goes does not matter much: a holder who comes back costs one read.
    if (shard.sessions.size() >= settings_.cached / shards_.size()) shard.sessions.erase(shard.sessions.begin());
    shard.sessions.insert_or_assign(session->record.key, session);
}

void Sessions::drop(const Digest& key) {
    Shard& shard = shard_of(key);
    const std::scoped_lock lock(shard.mutex);
    shard.sessions.erase(key);
}

bool Sessions::is_alive(const Session& session, TimePoint now) const {
    return now < time_point(session.expires_ms.load()) && now < session.record.ends &&
           may_log_in(*session.identity, now);
}

std::optional<TimePoint> Sessions::move_expiry(Session& session, TimePoint now) const {
    const TimePoint moved = moved_expiry(session, now);
    session.expires_ms = milliseconds(moved);
    std::int64_t stored_use = session.stored_use_ms.load();
    if (!is_to_be_written(session, moved, now)) return std::nullopt;
    // One of many uses at the same moment writes it; the others see it done.
    if (!session.stored_use_ms.compare_exchange_strong(stored_use, milliseconds(now))) return std::nullopt;
    session.stored_ms = milliseconds(moved);
    return moved;
}

// An access token's does not slide.
TimePoint Sessions::moved_expiry(const Session& session, TimePoint now) const {
    if (!slides(session.record.kind)) return session.record.expires;
    return std::min(now + settings_.ticket_idle, session.record.ends);
}

// The last move, to the longest time, is written however small it is.
bool Sessions::is_to_be_written(const Session& session, TimePoint expires, TimePoint now) const {
    const TimePoint stored_use = time_point(session.stored_use_ms.load());
    return now - stored_use >= settings_.renewal_step ||
           (expires == session.record.ends && expires > time_point(session.stored_ms.load()));
}

}  // namespace uag
