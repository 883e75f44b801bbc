// The coroutine type of core operations. The executor is the concrete one of an I/O thread: no type erasure on the way.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

namespace uag {

using Executor = boost::asio::io_context::executor_type;

/// A core operation in flight. It runs on the I/O thread that awaits it and never blocks that thread.
template <class T> using Task = boost::asio::awaitable<T, Executor>;

}  // namespace uag
