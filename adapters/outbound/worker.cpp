#include "adapters/outbound/worker.hpp"

namespace uag {
namespace {

Error too_many(MessageId whom) {
    Error error = fail(errc::overloaded, sentence("Too many calls wait for {0}; try again later.", {whom}));
    error.retry_after = std::chrono::seconds(1);
    return error;
}

}  // namespace

Worker::Worker(MessageId whom, unsigned threads, std::size_t waiting, std::atomic<bool>& stopping)
    : whom_(whom), queue_(waiting), stopping_(stopping) {
    const auto work = [this] {
        while (const Waiting next = queue_.take_one()) {
            static_cast<void>(next.job->run());
            next.job->complete();
        }
    };
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back(work);
}

Worker::~Worker() {
    stopping_ = true;
    const auto left = queue_.stop_and_empty();
    for (std::thread& thread : threads_) thread.join();
    for (const Waiting& waiting : left) refuse(*waiting.job, fail(errc::server, "The service is stopping."));
}

Error Worker::error_of_exception(std::string what) {
    return fail(errc::server, "The service cannot ask another server now.", std::move(what));
}

void Worker::push(Waiting waiting) {
    if (const auto refused = queue_.push(std::move(waiting))) refuse(*refused->job, too_many(whom_));
}

void Worker::give_up(const void* name, Error error) {
    const Waiting given_up = queue_.take_if([name](const Waiting& waiting) { return waiting.name == name; });
    if (given_up) refuse(*given_up.job, std::move(error));
}

}  // namespace uag
