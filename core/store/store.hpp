// The store's port: three ways to its rows. One test suite (tests/store) is its contract; every store passes it.
//
// Every way may fail with errc::storage (the database cannot answer now; nothing has changed) and errc::overloaded. `work`
// runs on a thread of the store's: it must not wait for anything but the rows, and what it refers to must live until the
// way returns. An error of it is the way's.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <type_traits>
#include <utility>

#include "core/base/async.hpp"
#include "core/base/error.hpp"
#include "core/store/rows.hpp"

namespace uag {

using RowsWork = std::function<Result<void>(Rows&)>;

class Store {
public:
    virtual ~Store() = default;

    /// Over one snapshot.
    virtual Task<Result<void>> read(RowsWork work) = 0;
    /// The same for work that may look at every row: apart from other reads, so that it keeps none of them waiting, and
    /// with a limit to its steps beyond which it ends as errc::invalid_argument. Lists have turns by associate, whoever
    /// asks for how many; errc::overloaded if too many of `asked_by` wait.
    virtual Task<Result<void>> list(std::int32_t asked_by, RowsWork work) = 0;
    /// As one transaction that nothing else writes beside: all of it or, after an error, nothing. Returns when it is on
    /// disk.
    virtual Task<Result<void>> write(RowsWork work) = 0;

    /// A number that another process's changes have raised; caches older than it must be dropped.
    virtual Task<Result<std::int64_t>> generation() = 0;
};

/// `work` whose result goes to `answer`.
template <class Work> RowsWork answering(Work& work, std::optional<std::invoke_result_t<Work&, Rows&>>& answer) {
    return [&work, &answer](Rows& rows) -> Result<void> {
        answer.emplace(work(rows));
        if (!answer->has_value()) return answer->error();
        return {};
    };
}

/// Store::read; the result of `work(rows)`.
template <class Work> Task<std::invoke_result_t<Work&, Rows&>> read_rows(Store& store, Work work) {
    std::optional<std::invoke_result_t<Work&, Rows&>> answer;
    Result<void> done = co_await store.read(answering(work, answer));
    if (!done.has_value()) co_return done.error();
    co_return std::move(*answer);
}

/// Store::list, likewise.
template <class Work>
Task<std::invoke_result_t<Work&, Rows&>> list_rows(Store& store, std::int32_t asked_by, Work work) {
    std::optional<std::invoke_result_t<Work&, Rows&>> answer;
    Result<void> done = co_await store.list(asked_by, answering(work, answer));
    if (!done.has_value()) co_return done.error();
    co_return std::move(*answer);
}

/// Store::write, likewise.
template <class Work> Task<std::invoke_result_t<Work&, Rows&>> write_rows(Store& store, Work work) {
    std::optional<std::invoke_result_t<Work&, Rows&>> answer;
    Result<void> done = co_await store.write(answering(work, answer));
    if (!done.has_value()) co_return done.error();
    co_return std::move(*answer);
}

}  // namespace uag
