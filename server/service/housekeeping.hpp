// What the running service does beside requests.
#pragma once

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/gateway/core.hpp"

namespace uag {

/// Each step keeps going when the database cannot answer: the next round tries again.
class Housekeeping {
public:
    /// `storage_fails` tells from now on whether the database answered when it was asked last.
    Housekeeping(Store& store, const Clock& clock, Core& core, std::chrono::days audit_kept,
                 std::chrono::days token_life, std::atomic<bool>& storage_fails)
        : store_(store),
          clock_(clock),
          core_(core),
          audit_kept_(audit_kept),
          token_life_(token_life),
          storage_fails_(storage_fails) {}

    Task<void> load();
    /// Tells an operator who has just made the database how to go on.
    Task<void> look_for_administrator();
    /// Another process (a command beside this service) may have changed passwords, names or counters.
    Task<void> follow_generation();
    Task<void> save_failures();
    /// When nothing else of this runs any more: whatever was cut off.
    Task<void> save_last_failures();
    /// What the operator made the service do, kept with the next save_audit().
    void remember(std::string_view operation, std::string subject, std::string detail);
    Task<void> save_audit();
    Task<void> remove_old_audit();
    Task<void> remove_expired();
    /// Whether or not anybody asks meanwhile.
    Task<void> look_at_clock();
    Task<void> remove_old_tokens();
    Task<void> remove_old_links();
    /// All that the clock asks for, at once: for a service whose time does not pass by itself.
    Task<void> keep_house();

private:
    // For the log: once when the database stops answering and once when it is back, not four times a second.
    // `problem` is empty while it answers.
    void tell_storage(const std::string& problem);
    Task<void> load_failures();
    Task<void> write_failures();

    Store& store_;
    const Clock& clock_;
    Core& core_;
    const std::chrono::days audit_kept_;   // 0: for ever
    const std::chrono::days token_life_;   // likewise
    std::int64_t generation_ = 0;
    bool failures_due_ = false;   // another process may have changed them
    bool exchanging_ = false;   // failures are on their way to the store or from it; one at a time, or some get lost
    std::vector<AuditEvent> own_events_;
    std::atomic<bool>& storage_fails_;
};

}  // namespace uag
