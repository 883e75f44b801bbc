#include "core/security/throttle.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/encoding.hpp"
#include "core/base/text.hpp"
#include "core/security/stored_failures.hpp"
#include "core/security/throttle_key.hpp"

namespace uag {
namespace {

using std::chrono::seconds;

// A source that logged the account in within this time keeps its own counter for it.
constexpr std::chrono::days trust_time{30};

// Saving every log-in of a busy pair would be a write each; the 30 days do not need to be that exact.
constexpr std::chrono::hours trust_refresh{1};

// No associate has a longer name; what people send is bounded by the request only.
constexpr std::size_t longest_account = 256;

constexpr std::size_t fewest_counters = 4;

constexpr std::chrono::milliseconds smallest_step{100};

std::string bounded_account(std::string_view name) {
    if (name.size() <= longest_account && is_utf8(name) && name.find('\0') == std::string_view::npos)
        return std::string(name);
    return "#" + hex_encode(sha256(name));
}

// A source has no bar in it, so the two parts cannot run into each other.
std::string pair_key(std::string_view account, std::string_view source) {
    std::string key("p|");
    key += source;
    key += '|';
    key += account;
    return key;
}

std::string source_of_pair(std::string_view key) {
    key.remove_prefix(std::min<std::size_t>(key.size(), 2));
    return std::string(key.substr(0, key.find('|')));
}

std::uint32_t unix_seconds(TimePoint time) {
    return static_cast<std::uint32_t>(std::chrono::floor<seconds>(time).time_since_epoch().count());
}

}  // namespace

Error too_many_attempts(errc code, seconds retry_after) {
    Error error = fail(code, "Too many failed attempts. Try again later.");
    error.retry_after = retry_after;
    return error;
}

std::string source_key(std::string_view source) {
    std::string key("s|");
    key += source;
    return key;
}

struct Throttle::Counter {
    FailureRecord record;
    std::vector<std::uint32_t> recent;  // a source's failures within the window, seconds since 1970, oldest first
};

Throttle::Throttle(const ThrottleSettings& settings, const Clock& clock)
    : settings_(settings), clock_(clock), now_(clock.now()) {}
Throttle::~Throttle() = default;

// For a step too small to count the time stands still.
void Throttle::look_at_clock() {
    const TimePoint now = clock_.now();
    if (now + smallest_step <= now_) move_back(now_ - now);
    now_ = std::max(now_, now);
}

void Throttle::move_back(std::chrono::milliseconds step) {
    const std::uint32_t before = unix_seconds(now_);
    now_ -= step;
    const std::uint32_t by = before - unix_seconds(now_);
    for (Counters* const list : {&ordinary_, &trusted_}) {
        for (Counter& counter : *list) {
            FailureRecord& record = counter.record;
            for (TimePoint* const time : {&record.last_failure, &record.blocked_until, &record.last_success})
                if (*time != TimePoint{}) *time -= step;
            for (std::uint32_t& when : counter.recent) when -= std::min(when, by);
            mark_changed(record.key);
        }
    }
    for (auto& [source, successes] : successes_) successes.last -= step;
}

// What was stored before the clock was set back, while nobody looked: a time in the future counts as now.
FailureRecord Throttle::judged_by_clock(FailureRecord record) {
    if (record.last_failure <= now_ && record.last_success <= now_) return record;
    if (record.last_failure > now_) {
        if (record.blocked_until != TimePoint{}) record.blocked_until -= record.last_failure - now_;
        record.last_failure = now_;
    }
    record.last_success = std::min(record.last_success, now_);
    mark_changed(record.key);
    return record;
}

ThrottleDecision Throttle::check(std::string_view folded_account, std::string_view source) {
    const std::scoped_lock lock(mutex_);
    look_at_clock();
    const Counter* const by_source = find(source_key(source));
    const std::int32_t failures = current_failures(by_source);
    const bool known = is_known(source);
    const seconds source_left = left(by_source);
    if (source_left > seconds{0}) return {ThrottleDecision::Kind::source_blocked, source_left, failures, known};
    const Counter* const by_pair = find(pair_key(bounded_account(folded_account), source));
    const seconds pair_left = left(by_pair);
    if (pair_left > seconds{0}) return {ThrottleDecision::Kind::pair_blocked, pair_left, failures, known};
    return {ThrottleDecision::Kind::pass, seconds{0}, failures, known};
}

ThrottleStart Throttle::failed(std::string_view folded_account, std::string_view source) {
    const std::scoped_lock lock(mutex_);
    look_at_clock();
    const std::string account = bounded_account(folded_account);
    const std::string key = pair_key(account, source);
    FailureRecord& record = touch(key, account).record;
    const TimePoint now = now_;
    record.failures = std::min(record.failures, std::numeric_limits<std::int32_t>::max() - 1) + 1;
    record.last_failure = now;
    if (record.failures >= settings_.pair_stop) {
        record.blocked_until = now + settings_.stop_time;
    } else if (record.failures >= settings_.pair_free) {
        record.blocked_until = now + pause(std::int64_t{record.failures} - std::max(settings_.pair_free, 1));
    }
    mark_changed(key);
    ThrottleStart start;
    start.stopped = record.failures >= settings_.pair_stop;
    start.pair = !start.stopped && record.failures == std::max(settings_.pair_free, 1);
    start.source = count_source(source);
    return start;
}

ThrottleStart Throttle::turned_away(std::string_view source) {
    const std::scoped_lock lock(mutex_);
    look_at_clock();
    ThrottleStart start;
    start.source = count_source(source);
    return start;
}

// A source has two states: below the limit its failures within the window are counted one by one; over it the
// number goes on growing, whatever the window says, until the source has been quiet for a window after its
// last pause. Whether it has just gone over.
bool Throttle::count_source(std::string_view source) {
    const std::string key = source_key(source);
    Counter& counter = touch(key, {});
    FailureRecord& record = counter.record;
    const TimePoint now = now_;
    const std::int32_t limit = std::max(settings_.source_free, 1);
    record.last_failure = now;
    const bool was_over = is_over_limit(record);
    if (was_over) {
        record.failures = std::min(record.failures, std::numeric_limits<std::int32_t>::max() - 1) + 1;
    } else {
        std::erase_if(counter.recent, [&](std::uint32_t when) { return is_past(when); });
        counter.recent.push_back(unix_seconds(now));
        record.failures = static_cast<std::int32_t>(counter.recent.size());
        record.blocked_until = TimePoint{};
    }
    if (record.failures >= limit) {
        counter.recent = {};
        record.blocked_until = now + pause(std::int64_t{record.failures} - limit);
    }
    const bool is_over = record.failures >= limit;
    mark_changed(key);
    return is_over && !was_over;
}

bool Throttle::is_over_limit(const FailureRecord& source) const {
    return source.failures >= std::max(settings_.source_free, 1) &&
           now_ < source.blocked_until + settings_.source_window;
}

bool Throttle::is_past(std::uint32_t when) const {
    return std::int64_t{unix_seconds(now_)} - std::int64_t{when} >= settings_.source_window.count();
}

std::int32_t Throttle::current_failures(const Counter* source) const {
    if (source == nullptr) return 0;
    if (is_over_limit(source->record)) return source->record.failures;
    const auto past =
        std::count_if(source->recent.begin(), source->recent.end(), [&](std::uint32_t when) { return is_past(when); });
    return static_cast<std::int32_t>(source->recent.size()) - static_cast<std::int32_t>(past);
}

void Throttle::succeeded(std::string_view folded_account, std::string_view source) {
    const std::scoped_lock lock(mutex_);
    look_at_clock();
    const std::string account = bounded_account(folded_account);
    const std::string key = pair_key(account, source);
    const TimePoint now = now_;
    const Counter* const known = find(key);
    const bool is_news =
        known == nullptr || known->record.failures != 0 || now - known->record.last_success >= trust_refresh;
    if (!is_news) return;
    FailureRecord record;
    record.key = key;
    record.account = account;
    record.last_failure = known != nullptr ? known->record.last_failure : TimePoint{};
    record.last_success = now;
    forget(key);
    add(Counter{std::move(record), {}});
    mark_changed(key);
}

void Throttle::unlock(std::string_view folded_account) {
    const std::scoped_lock lock(mutex_);
    const std::string account = bounded_account(folded_account);
    if (!account.empty()) forget_account(account);
}

void Throttle::unlocked(std::string_view folded_account, TimePoint when) {
    const std::scoped_lock lock(mutex_);
    look_at_clock();
    const std::string account = bounded_account(folded_account);
    if (account.empty() || when > now_ + smallest_step || !is_news(account, when)) return;
    unlocks_[account] = when;
    forget_account(account);
}

bool Throttle::is_news(const std::string& account, TimePoint unlocked) const {
    const auto known = unlocks_.find(account);
    return known == unlocks_.end() || known->second < unlocked;
}

void Throttle::forget_account(const std::string& account) {
    std::vector<std::string> keys;
    for (const Counters* const list : {&ordinary_, &trusted_})
        for (const Counter& counter : *list)
            if (counter.record.account == account) keys.push_back(counter.record.key);
    for (const std::string& key : keys) {
        forget(key);
        mark_changed(key);
    }
}

void Throttle::start_over() {
    const std::scoped_lock lock(mutex_);
    ordinary_.clear();
    trusted_.clear();
    by_key_.clear();
    successes_.clear();
    changed_.clear();
    unlocks_.clear();
    has_loaded_ = false;
    now_ = clock_.now();
}

void Throttle::load(const std::vector<FailureRecord>& records) {
    const std::scoped_lock lock(mutex_);
    look_at_clock();
    std::vector<Counter> kept;
    std::unordered_map<std::string, std::vector<std::uint32_t>> recent;
    std::unordered_map<std::string, TimePoint> unlocked;
    std::unordered_set<std::string_view> unlocked_since;
    for (const FailureRecord& record : records) {
        // A mark of the future would forgive what is still to come.
        if (!record.key.starts_with(unlock_mark) || record.last_failure > now_ + smallest_step) continue;
        unlocked[record.account] = record.last_failure;
        if (has_loaded_ && is_news(record.account, record.last_failure)) unlocked_since.insert(record.account);
    }
    const auto is_forgiven = [&](const FailureRecord& record) {
        if (record.failures == 0) return false;
        const std::string& whose = record.account.empty() ? record.key : record.account;
        const auto mark = unlocked.find(whose);
        return mark != unlocked.end() && (record.last_failure <= mark->second || unlocked_since.contains(whose));
    };
    for (Counters* const list : {&ordinary_, &trusted_}) {
        for (Counter& counter : *list) {
            const std::string& key = counter.record.key;
            if (is_forgiven(counter.record)) {
                mark_changed(key);
            } else if (changed_.contains(key)) {
                kept.push_back(std::move(counter));
            } else if (!counter.recent.empty()) {
                recent.emplace(key, std::move(counter.recent));
            }
        }
        list->clear();
    }
    by_key_.clear();
    successes_.clear();
    // What was counted on top of what is forgiven must not be read again either: it is later than the mark.
    for (const FailureRecord& record : records)
        if (!record.key.starts_with(unlock_mark) && is_forgiven(record)) mark_changed(record.key);
    unlocks_ = unlocked;
    has_loaded_ = true;
    // In the order of the list each will stand in, so that every one is added at a front.
    std::vector<std::pair<TimePoint, const FailureRecord*>> order;
    order.reserve(records.size());
    for (const FailureRecord& record : records) {
        if (changed_.contains(record.key) || record.key.starts_with(unlock_mark)) continue;
        const TimePoint last_use = std::max(record.last_failure, record.last_success);
        order.emplace_back(is_trusted(record) ? record.last_success : last_use, &record);
    }
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [when, record] : order) {
        if (by_key_.contains(record->key)) continue;
        Counter counter{judged_by_clock(*record), {}};
        if (record->account.empty() && record->failures > 0 && record->failures < settings_.source_free) {
            // Only their number is saved. Unless this process saw them itself, all count as at the last one's
            // time.
            const auto own = recent.find(record->key);
            const bool same = own != recent.end() && own->second.size() == static_cast<std::size_t>(record->failures);
            counter.recent = same ? std::move(own->second)
                                  : std::vector<std::uint32_t>(static_cast<std::size_t>(record->failures),
                                                               unix_seconds(counter.record.last_failure));
        }
        add(std::move(counter));
    }
    for (Counter& counter : kept) add(std::move(counter));
}

std::vector<FailureRecord> Throttle::take_changes() {
    const std::scoped_lock lock(mutex_);
    look_at_clock();
    std::vector<FailureRecord> changes;
    changes.reserve(changed_.size());
    for (const std::string& key : changed_) {
        const Counter* const counter = find(key);
        FailureRecord gone;
        gone.key = key;
        changes.push_back(counter != nullptr ? counter->record : std::move(gone));
    }
    changed_.clear();
    return changes;
}

Throttle::Counter* Throttle::find(const std::string& key) {
    const auto place = by_key_.find(key);
    return place == by_key_.end() ? nullptr : &*place->second.at;
}

const Throttle::Counter* Throttle::find(const std::string& key) const {
    const auto place = by_key_.find(key);
    return place == by_key_.end() ? nullptr : &*place->second.at;
}

// The counter of a failure, moved to the front of its list, or to the other list when its trust has run out.
Throttle::Counter& Throttle::touch(const std::string& key, std::string_view account) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) {
        Counter counter;
        counter.record.key = key;
        counter.record.account = account;
        add(std::move(counter));
        return *find(key);
    }
    Place& place = found->second;
    // The trusted stay in the order of their log-ins: that is how they run out.
    if (is_trusted(place.at->record)) return *place.at;
    if (place.list == &trusted_) uncount_success(key);
    ordinary_.splice(ordinary_.begin(), *place.list, place.at);
    place.list = &ordinary_;
    return *place.at;
}

void Throttle::add(Counter counter) {
    Counters& list = is_trusted(counter.record) ? trusted_ : ordinary_;
    auto at = list.begin();
    if (&list == &trusted_) {
        const TimePoint when = counter.record.last_success;
        at = std::find_if(list.begin(), list.end(),
                          [&](const Counter& other) { return other.record.last_success <= when; });
        count_success(counter.record);
    }
    std::string key = counter.record.key;
    const auto inserted = list.insert(at, std::move(counter));
    by_key_.insert_or_assign(std::move(key), Place{&list, inserted});
    make_room();
}

void Throttle::forget(const std::string& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    if (found->second.list == &trusted_) uncount_success(key);
    found->second.list->erase(found->second.at);
    by_key_.erase(found);
}

void Throttle::make_room() {
    const std::size_t most = std::max(settings_.max_counters, fewest_counters);
    while (by_key_.size() > most) {
        const bool trust_ran_out = !trusted_.empty() && !is_trusted(trusted_.back().record);
        // The counters of those who fail now need some room too, or nothing would be counted any more.
        const bool others_are_few = ordinary_.size() <= std::max<std::size_t>(most / 4, 2);
        Counters& list = trust_ran_out || others_are_few ? trusted_ : ordinary_;
        const std::string key = list.back().record.key;
        forget(key);
        mark_changed(key);
    }
}

// Only pairs are ever trusted: a source's own counter has no success.
void Throttle::count_success(const FailureRecord& record) {
    Successes& source = successes_[source_of_pair(record.key)];
    ++source.pairs;
    source.last = std::max(source.last, record.last_success);
}

void Throttle::uncount_success(const std::string& key) {
    const auto source = successes_.find(source_of_pair(key));
    if (--source->second.pairs == 0) successes_.erase(source);
}

bool Throttle::is_known(std::string_view source) const {
    const auto found = successes_.find(std::string(source));
    return found != successes_.end() && now_ - found->second.last < trust_time;
}

bool Throttle::is_trusted(const FailureRecord& record) const {
    const TimePoint when = record.last_success;
    return when != TimePoint{} && now_ - when < trust_time;
}

void Throttle::mark_changed(const std::string& key) {
    // Nobody may be taking the changes; then the oldest state in the store is a smaller harm than memory
    // without end.
    const std::size_t most = 2 * std::max(settings_.max_counters, fewest_counters);
    if (changed_.size() >= most && !changed_.contains(key)) changed_.erase(changed_.begin());
    changed_.insert(key);
}

seconds Throttle::pause(std::int64_t doublings) const {
    seconds length = std::max(settings_.first_pause, seconds{1});
    for (std::int64_t i = 0; i < doublings && length < settings_.longest_pause; ++i) length *= 2;
    return std::min(length, std::max(settings_.longest_pause, seconds{1}));
}

seconds Throttle::left(const Counter* counter) const {
    if (counter == nullptr) return seconds{0};
    const FailureRecord& record = counter->record;
    const auto rest = std::min(record.blocked_until - now_, record.blocked_until - record.last_failure);
    return std::chrono::ceil<seconds>(rest);
}

}  // namespace uag
