// Database work on its way from a coroutine to a database thread and back.
#pragma once

#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

#include "adapters/sqlite/connection.hpp"
#include "core/base/bounded_queue.hpp"
#include "core/base/hand_over.hpp"

namespace uag::sqlite {

using Job = uag::Job<Connection>;
using JobQueue = BoundedQueue<ArrivalOrder<std::unique_ptr<Job>>>;
/// Lists that wait for the one thread that makes them: their turns go round by associate.
using ListQueue = BoundedQueue<RoundOrder<std::unique_ptr<Job>, std::int32_t>>;

/// errc::storage.
Error error_of_exception(std::string what);
/// Completes a job that gets no place: errc::overloaded and a second to wait.
void refuse_for_place(Job& job);

/// Queues `work(connection)` and waits for its Result, errc::overloaded where it gets no place; the coroutine goes on where
/// it ran before. The queue must outlive the wait, and the coroutine's io_context must outlive the queue's threads. `rank`
/// is what the queue's order asks for: of lists the associate.
template <class Queue, class Work, class... Rank>
Task<std::invoke_result_t<Work&, Connection&>> submit(Queue& queue, Work work, Rank... rank) {
    const auto put = [&queue, rank...](std::unique_ptr<Job> job) {
        if (const auto refused = queue.push(std::move(job), rank...)) refuse_for_place(**refused);
    };
    return hand_over<Connection>(std::move(work), put, error_of_exception);
}

}  // namespace uag::sqlite
