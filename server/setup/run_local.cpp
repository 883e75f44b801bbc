#include "server/setup/run_local.hpp"

#include <boost/asio/co_spawn.hpp>
#include <exception>

namespace uag {

void run_local(Task<void> task) {
    boost::asio::io_context io(1);
    std::exception_ptr failure;
    const auto done = [&](std::exception_ptr error) { failure = error; };
    boost::asio::co_spawn(io.get_executor(), std::move(task), done);
    io.run();
    if (failure) std::rethrow_exception(failure);
}

}  // namespace uag
