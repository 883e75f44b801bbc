#include "server/compare/interrupt.hpp"

namespace uag::compare {
namespace {

std::atomic<bool> interrupt_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);

// The next one has its usual effect (SA_RESETHAND).
extern "C" void note_interrupt(int) { interrupt_asked.store(true); }

}  // namespace

Interrupt::Interrupt() {
    interrupt_asked.store(false);
    struct sigaction action{};
    action.sa_handler = &note_interrupt;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGINT, &action, &int_before_);
    ::sigaction(SIGTERM, &action, &term_before_);
    ::sigaction(SIGHUP, &action, &hup_before_);
    // Nobody reads what is said any more: the run goes on, and takes away what it has made.
    struct sigaction ignored{};
    ignored.sa_handler = SIG_IGN;
    ::sigemptyset(&ignored.sa_mask);
    ::sigaction(SIGPIPE, &ignored, &pipe_before_);
}

Interrupt::~Interrupt() {
    ::sigaction(SIGINT, &int_before_, nullptr);
    ::sigaction(SIGTERM, &term_before_, nullptr);
    ::sigaction(SIGHUP, &hup_before_, nullptr);
    ::sigaction(SIGPIPE, &pipe_before_, nullptr);
}

const std::atomic<bool>& Interrupt::asked() const noexcept { return interrupt_asked; }

}  // namespace uag::compare
