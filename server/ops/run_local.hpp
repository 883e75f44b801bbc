// Runs one store task to its end for a command, on an io_context that lives as long as the task.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <optional>
#include <utility>

#include "core/base/async.hpp"

namespace uag {

/// Blocks until the task has ended; rethrows what it threw.
template <class T>
T run_local(Task<T> task) {
    boost::asio::io_context io(1);
    std::optional<T> result;
    std::exception_ptr failure;
    const auto done = [&](std::exception_ptr error, T value) {
        failure = error;
        result.emplace(std::move(value));
    };
    boost::asio::co_spawn(io.get_executor(), std::move(task), done);
    io.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
}

inline void run_local(Task<void> task) {
    boost::asio::io_context io(1);
    std::exception_ptr failure;
    const auto done = [&](std::exception_ptr error) { failure = error; };
    boost::asio::co_spawn(io.get_executor(), std::move(task), done);
    io.run();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace uag
