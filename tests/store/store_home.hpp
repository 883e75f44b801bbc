// Where the store suite gets its stores from. A home is an empty place in which a store can be opened again
// and again; another kind of store joins the suite by adding its home to UAG_STORE_HOMES.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "adapters/sqlite/store.hpp"
#include "core/base/text.hpp"
#include "core/store/store.hpp"
#include "support/manual_clock.hpp"
#include "support/run_task.hpp"
#include "support/temp_dir.hpp"

namespace uag::test {

/// What a test may ask of a store beyond the port.
struct StoreOptions {
    bool announce = false;
    std::size_t max_waiting = 4096;
    std::function<void(std::size_t changes)> on_commit;
};

class SqliteHome {
public:
    std::unique_ptr<Store> open(const StoreOptions& options = {}) {
        SqliteSettings settings;
        settings.path = path();
        settings.create = true;
        settings.announce = options.announce;
        settings.max_waiting = options.max_waiting;
        settings.on_commit = options.on_commit;
        settings.clock = &clock;
        auto store = open_sqlite_store(settings);
        if (!store) FAIL(store.error().detail);
        return std::move(*store);
    }
    std::string path() const { return folder.file("users.db"); }

    TempDir folder;
    ManualClock clock;
};

#define UAG_STORE_HOMES uag::test::SqliteHome

/// A password change as a transaction of its own.
inline Task<Result<PasswordChangeResult>> change_password(Store& store, PasswordChange change) {
    PasswordChangeResult result{};
    std::function<Result<void>(Rows&)> work = [&](Rows& rows) -> Result<void> {
        const Result<PasswordChangeResult> changed = rows.change_password(change);
        if (!changed.has_value()) return changed.error();
        result = *changed;
        return {};
    };
    const Result<void> written = co_await store.write_rows(std::move(work));
    if (!written.has_value()) co_return written.error();
    co_return result;
}

/// The value of a task's Result; a failure ends the test.
template <class T> T value_of(Task<Result<T>> task) {
    Result<T> result = run_task(std::move(task));
    if (!result) FAIL(result.error().public_text << " / " << result.error().detail);
    return std::move(*result);
}

inline void done(Task<Result<void>> task) {
    const Result<void> result = run_task(std::move(task));
    if (!result) FAIL(result.error().public_text << " / " << result.error().detail);
}

/// What `work(rows)` gives as it is run by Store::read_rows or write_rows; their own error if they fail.
template <class Work>
auto run_rows(Store& store, Task<Result<void>> (Store::*run)(std::function<Result<void>(Rows&)>), Work work) {
    using Outcome = std::invoke_result_t<Work&, Rows&>;
    std::optional<Outcome> outcome;
    std::function<Result<void>(Rows&)> job = [&](Rows& rows) -> Result<void> {
        outcome.emplace(work(rows));
        if (!outcome->has_value()) return outcome->error();
        return {};
    };
    const Result<void> finished = run_task((store.*run)(std::move(job)));
    if (!finished) outcome.emplace(finished.error());
    return std::move(*outcome);
}

template <class Work> auto try_write(Store& store, Work work) {
    return run_rows(store, &Store::write_rows, std::move(work));
}

/// Its value; a failure ends the test.
template <class T> T value_of(Result<T> outcome) {
    if (!outcome) FAIL(outcome.error().public_text << " / " << outcome.error().detail);
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

template <class Work> auto rows_read(Store& store, Work work) {
    return value_of(run_rows(store, &Store::read_rows, std::move(work)));
}

template <class Work> auto rows_written(Store& store, Work work) {
    return value_of(run_rows(store, &Store::write_rows, std::move(work)));
}

/// Every role that is not deleted with its rights' code names, in order of id.
inline std::vector<NewRole> roles_of(Store& store) {
    return rows_read(store, [](Rows& rows) -> Result<std::vector<NewRole>> {
        const auto rights = rows.functional_rights();
        const auto roles = rows.roles();
        if (!rights || !roles) return rights ? roles.error() : rights.error();
        std::vector<NewRole> found;
        for (const RoleRecord& record : *roles) {
            const auto entry = rows.role(record.id);
            if (!entry) return entry.error();
            if (record.deleted) continue;
            NewRole& role = found.emplace_back();
            role.role = record;
            for (const auto& right : *rights)
                if (std::ranges::count((*entry)->functional_rights, right.id) != 0)
                    role.functional_rights.push_back(right.code);
            std::ranges::sort(role.functional_rights);
        }
        std::ranges::sort(found, {}, [](const NewRole& role) { return role.role.id; });
        return found;
    });
}

/// Every group, deleted ones too, in order of rank, then id.
inline std::vector<GroupRecord> groups_of(Store& store) {
    return rows_read(store, [](Rows& rows) { return rows.groups(); });
}

/// The error of a task's Result; success ends the test.
template <class T> Error error_of(Task<Result<T>> task) {
    Result<T> result = run_task(std::move(task));
    if (result) FAIL("an error was expected");
    return result.error();
}

template <class Outcome> void check_refused(const Outcome& outcome, errc code) {
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == code);
}

using Ids = std::vector<std::int32_t>;

template <class Record> Ids ids_of(const std::vector<Record>& records) {
    Ids ids;
    for (const Record& record : records) ids.push_back(record.id);
    return ids;
}

/// A right, roles 11..15 (two for employees, one of each other type) and groups 11..13, beside what is built
/// in.
inline Seed basic_seed() {
    Seed seed;
    seed.rights = {{103, "zoom", "Zoom"}};
    seed.roles = {{{11, "Administrators", "All of it", RoleType::employee}, {"zoom", "admin-users", "admin-all"}},
                  {{12, "Staff", "", RoleType::employee}, {}},
                  {{13, "Customers", "", RoleType::external_user}, {}},
                  {{14, "Visitors", "", RoleType::anonymous}, {}},
                  {{15, "Programs", "", RoleType::system}, {"admin-all"}}};
    seed.groups = {{11, "Board", "Those on top", 5}, {12, "Sales", "", 3}, {13, "Support", "", 4}};
    return seed;
}

/// An internal associate of role Staff and group Sales.
inline NewAssociate employee(std::string name) {
    NewAssociate added;
    added.associate.name = std::move(name);
    added.associate.role_id = 12;
    added.associate.group_id = 12;
    return added;
}

inline NewAssociate employee_with_email(std::string name, std::string email) {
    NewAssociate added = employee(std::move(name));
    added.person.emplace();
    added.person->email = std::move(email);
    return added;
}

inline NewAssociate employee_with_password(std::string name, std::string phc) {
    NewAssociate added = employee(std::move(name));
    added.phc = std::move(phc);
    return added;
}

/// A store with the basic seed in it.
template <class Home> struct StoreFixture {
    explicit StoreFixture(const StoreOptions& options = {}) : store(home.open(options)) {
        value_of(store->load_seed(basic_seed()));
    }
    std::int32_t add(const NewAssociate& associate) { return value_of(store->add_associate(associate)); }
    TimePoint now() const { return home.clock.now(); }

    Home home;
    std::unique_ptr<Store> store;
};

/// A log-in of the associate, as audited.
inline AuditEvent login_event(std::int32_t associate_id, TimePoint when) {
    AuditEvent event;
    event.when = when;
    event.kind = AuditKind::login;
    event.operation = "AuthenticateUsernamePassword";
    event.actor_id = associate_id;
    return event;
}

inline Digest key_of(std::uint8_t number) {
    Digest key{};
    key.fill(std::byte{number});
    return key;
}

/// A ticket that expires after an hour and ends after a day.
inline SessionRecord session_of(std::uint8_t number, std::int32_t associate_id, TimePoint now) {
    SessionRecord session;
    session.key = key_of(number);
    session.associate_id = associate_id;
    session.issued = now;
    session.expires = now + std::chrono::hours{1};
    session.ends = now + std::chrono::hours{24};
    session.source = "192.0.2.1";
    return session;
}

}  // namespace uag::test
