// The ids by which answers and the log name requests.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

#include "core/base/random.hpp"

namespace uag::http {

/// A random prefix and a count. next() is safe from any thread.
class RequestIds {
public:
    /// `random` outlives this. Throws std::runtime_error if the generator fails, as start_over() does.
    explicit RequestIds(Random& random);

    /// Makes `id` the next id: 25 characters.
    void next(std::string& id);
    /// With a new prefix; no request may be under way on another thread.
    void start_over();

private:
    Random& random_;
    std::string prefix_;
    std::atomic<std::uint32_t> count_{0};
};

}  // namespace uag::http
