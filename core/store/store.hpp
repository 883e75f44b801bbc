// The store's port. One test suite (tests/store) is its contract; every store passes it.
//
// Every function may fail with errc::storage (the database cannot answer now; nothing has changed). A change is
// acknowledged only when it is on disk, and is one transaction: all of it or nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/base/async.hpp"
#include "core/base/error.hpp"
#include "core/store/records.hpp"
#include "core/store/rows.hpp"

namespace uag {

class Store {
public:
    virtual ~Store() = default;

    /// By associate id; nothing if there is none. Deleted and retired associates are found too.
    virtual Task<Result<std::optional<Identity>>> find_identity(std::int32_t associate_id) = 0;
    /// By folded associate name.
    virtual Task<Result<std::optional<Identity>>> find_identity_by_name(std::string folded_name) = 0;
    /// By what a person types to log in: folded associate name, else folded user name, else an e-mail address that
    /// exactly one associate has. Where an old database has somebody's address as another's name, the name wins.
    virtual Task<Result<std::optional<Identity>>> find_identity_for_login(std::string folded_login) = 0;
    /// As Rows::associates_called.
    virtual Task<Result<std::vector<std::int32_t>>> associates_called(std::string folded) = 0;
    virtual Task<Result<PasswordRules>> password_rules() = 0;

    /// The keys of sessions that ended for it. errc::not_found if the associate does not exist, errc::session if
    /// `expected_revision` is no longer the stored one. An expiry after the end is cut to it.
    virtual Task<Result<std::vector<Digest>>> add_session(SessionRecord session) = 0;
    /// The session and its associate in one snapshot; nothing if the session is not stored (any more).
    virtual Task<Result<std::optional<std::pair<SessionRecord, Identity>>>> find_session(Digest key) = 0;
    /// Moves expiry and last use forward, never back, and the expiry never past the session's end. Unknown sessions
    /// are ignored.
    virtual Task<Result<void>> extend_session(Digest key, TimePoint expires, TimePoint used) = 0;
    /// Ends the sessions whose expiry or end is not after `now`; how many.
    virtual Task<Result<std::int32_t>> remove_expired_sessions(TimePoint now) = 0;

    /// The parameters of the stored Argon2id hashes ("m=19456,t=2,p=1"), each once.
    virtual Task<Result<std::vector<std::string>>> password_costs() = 0;

    /// The latest use of a session: no clock that goes right says an earlier time.
    virtual Task<Result<TimePoint>> latest_use() = 0;
    /// The wall clock was set back by so much: what is counted from a moment (sessions, links and the requests for them,
    /// expiry of generated passwords, external tokens, unlock marks) moves with it, so that nothing lasts longer.
    virtual Task<Result<void>> set_back(std::chrono::milliseconds by) = 0;

    /// Replaces the hash of the same password; sessions go on. False if `expected` is no longer the stored one.
    virtual Task<Result<bool>> rehash_password(std::int32_t associate_id, std::string expected, std::string phc) = 0;
    /// Stamps the associate's last log-in and keeps the event.
    virtual Task<Result<void>> record_login(std::int32_t associate_id, TimePoint when, AuditEvent event) = 0;

    /// In order of last activity, oldest first.
    virtual Task<Result<std::vector<FailureRecord>>> load_failures() = 0;
    /// Inserts or replaces by key; a record without failures and without a last success is removed instead.
    virtual Task<Result<void>> save_failures(std::vector<FailureRecord> failures) = 0;
    /// Forgets every counter of this folded account name and leaves an unlock_mark; how many.
    virtual Task<Result<std::int32_t>> clear_failures(std::string account) = 0;

    /// Errors as add_associate's, and errc::not_found for an unknown right; nothing is stored then. Where a role
    /// or group of the same name is stored under another id, the seed's associates get that one.
    virtual Task<Result<SeedCounts>> load_seed(Seed seed) = 0;
    /// The new id. errc::validation (with `messages`) if a name or the id is in use, the name is empty or the role
    /// is not one for the user's type; errc::not_found if the role, a group or the person does not exist.
    virtual Task<Result<std::int32_t>> add_associate(NewAssociate associate) = 0;
    /// In order of id.
    virtual Task<Result<std::vector<AssociateSummary>>> list_associates() = 0;

    /// Runs `work` over one snapshot, on a thread of the store's: it must not wait for anything but the rows, and what
    /// it refers to must live until this returns.
    virtual Task<Result<void>> read_rows(std::function<Result<void>(Rows&)> work) = 0;
    /// The same for work that may look at every row: apart from other reads, so that it keeps none of them waiting, and
    /// with a limit to its steps beyond which it ends as errc::invalid_argument. Lists have turns by associate, whoever
    /// asks for how many; errc::overloaded if too many of `asked_by` wait.
    virtual Task<Result<void>> list_rows(std::int32_t asked_by, std::function<Result<void>(Rows&)> work) = 0;
    /// The same as one transaction that nothing else writes beside. An error of `work` undoes all of it.
    virtual Task<Result<void>> write_rows(std::function<Result<void>(Rows&)> work) = 0;

    /// A number that another process's changes have raised; caches older than it must be dropped.
    virtual Task<Result<std::int64_t>> generation() = 0;
};

/// `work(rows)` over one snapshot; its result.
template <class Work> Task<std::invoke_result_t<Work&, Rows&>> read_rows(Store& store, Work work) {
    std::optional<std::invoke_result_t<Work&, Rows&>> answer;
    std::function<Result<void>(Rows&)> job = [&](Rows& rows) -> Result<void> {
        answer.emplace(work(rows));
        if (!answer->has_value()) return answer->error();
        return {};
    };
    Result<void> done = co_await store.read_rows(std::move(job));
    if (!done.has_value()) co_return done.error();
    co_return std::move(*answer);
}

/// The same by Store::list_rows.
template <class Work>
Task<std::invoke_result_t<Work&, Rows&>> list_rows(Store& store, std::int32_t asked_by, Work work) {
    std::optional<std::invoke_result_t<Work&, Rows&>> answer;
    std::function<Result<void>(Rows&)> job = [&](Rows& rows) -> Result<void> {
        answer.emplace(work(rows));
        if (!answer->has_value()) return answer->error();
        return {};
    };
    Result<void> done = co_await store.list_rows(asked_by, std::move(job));
    if (!done.has_value()) co_return done.error();
    co_return std::move(*answer);
}

}  // namespace uag
