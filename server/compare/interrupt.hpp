// Ctrl-C, SIGTERM and SIGHUP during a run: the first asks it to clean up and end, the second of its kind ends it at once. A
// reader of its output that goes away ends nothing.
#pragma once

#include <atomic>
#include <csignal>

namespace uag::compare {

/// Catches these signals as long as it lives; what was there before comes back. One at a time in a program.
class Interrupt {
public:
    Interrupt();
    ~Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;

    /// Becomes true with the first signal.
    const std::atomic<bool>& asked() const noexcept;

private:
    struct sigaction int_before_{};
    struct sigaction term_before_{};
    struct sigaction hup_before_{};
    struct sigaction pipe_before_{};
};

}  // namespace uag::compare
