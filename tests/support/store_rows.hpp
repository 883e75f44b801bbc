// A store's rows as tests read, write and plant them: through the port alone, and without the rules of the core.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/agent/seeding.hpp"
#include "core/store/store.hpp"
#include "support/run_task.hpp"

namespace uag::test {

/// The value of a task's Result; a failure ends the test.
template <class T> T value_of(Task<Result<T>> task) {
    Result<T> result = run_task(std::move(task));
    if (!result) FAIL(result.error().public_text.english() << " / " << result.error().detail);
    return std::move(*result);
}

inline void done(Task<Result<void>> task) {
    const Result<void> result = run_task(std::move(task));
    if (!result) FAIL(result.error().public_text.english() << " / " << result.error().detail);
}

inline void value_of(Task<Result<void>> task) { done(std::move(task)); }

/// Its value; a failure ends the test.
template <class T> T value_of(Result<T> outcome) {
    if (!outcome) FAIL(outcome.error().public_text.english() << " / " << outcome.error().detail);
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
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

template <class Work> auto try_read(Store& store, Work work) { return run_task(read_rows(store, std::move(work))); }
template <class Work> auto try_write(Store& store, Work work) { return run_task(write_rows(store, std::move(work))); }
template <class Work> auto rows_read(Store& store, Work work) { return value_of(try_read(store, std::move(work))); }
template <class Work> auto rows_written(Store& store, Work work) { return value_of(try_write(store, std::move(work))); }

/// Stores the associate with its person, groups and password just as they are given; its id.
Result<std::int32_t> plant_associate(Rows& rows, const NewAssociate& associate, Stamp stamp = {});
/// Stores every row of the seed just as it is given, but a functional right whose code is there.
Result<void> plant(Rows& rows, const Seed& seed, Stamp stamp = {});

// The same, and what tests ask for most, as transactions of their own.
Task<Result<std::int32_t>> plant_associate(Store& store, NewAssociate associate, Stamp stamp = {});
Task<Result<void>> plant(Store& store, Seed seed, Stamp stamp = {});
Task<Result<std::optional<Identity>>> identity_of(Store& store, std::int32_t associate_id);
Task<Result<std::optional<Identity>>> identity_called(Store& store, std::string folded_name);
Task<Result<std::vector<AssociateSummary>>> associates_of(Store& store);
Task<Result<void>> put_password(Store& store, std::int32_t associate_id, std::string phc, Stamp stamp = {});
Task<Result<void>> put_session(Store& store, SessionRecord session);
Task<Result<std::optional<SessionRecord>>> stored_session(Store& store, Digest key);
Task<Result<std::vector<FailureRecord>>> failures_of(Store& store);
Task<Result<void>> put_failures(Store& store, std::vector<FailureRecord> failures);

/// A row of its own.
inline Result<void> add_event(Rows& rows, const AuditEvent& event) { return rows.insert_event(event, std::nullopt); }

/// One without limits.
inline PasswordRecord password_record(std::string phc, bool must_change = false) {
    PasswordRecord record;
    record.phc = std::move(phc);
    record.must_change = must_change;
    return record;
}

}  // namespace uag::test
