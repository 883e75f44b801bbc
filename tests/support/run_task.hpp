// Runs one core operation to its end on an io_context of its own.
#pragma once

#include "server/setup/run_local.hpp"

namespace uag::test {

template <class T> T run_task(Task<T> task) { return run_local(std::move(task)); }

}  // namespace uag::test
