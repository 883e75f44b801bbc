// Runs one store task to its end for a command, on an io_context that lives as long as the task.
#pragma once

#include <optional>
#include <utility>

#include "core/base/async.hpp"

namespace uag {

/// Blocks until the task has ended; rethrows what it threw.
void run_local(Task<void> task);

template <class T> Task<void> keep_result(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await std::move(task));
}

template <class T> T run_local(Task<T> task) {
    std::optional<T> result;
    run_local(keep_result(std::move(task), result));
    return std::move(*result);
}

}  // namespace uag
