// What the process remembers of who proved who they are, forgotten in one place: whoever changes an associate cannot
// forget the sessions and leave the passwords.
#pragma once

#include "core/security/basic_cache.hpp"
#include "core/security/sessions.hpp"

namespace uag {

/// Safe from any thread.
class Remembered {
public:
    Remembered(Sessions& sessions, BasicCache& basic) : sessions_(sessions), basic_(basic) {}

    /// To be called once the change is on disk. The kept session stays in memory; passwords never do.
    void forget_associate(std::int32_t associate_id, const std::optional<Digest>& keep) {
        sessions_.forget_associate(associate_id, keep);
        basic_.forget_associate(associate_id);
    }
    void forget_all() {
        sessions_.forget_all();
        basic_.forget_all();
    }
    /// Before something is judged that is stored with a time, where no session is asked for first (Sessions::settle).
    Task<Result<void>> settle() {
        if (!sessions_.is_clock_back()) co_return Result<void>{};
        Result<void> settled = co_await sessions_.settle();
        co_return settled;
    }

private:
    Sessions& sessions_;
    BasicCache& basic_;
};

}  // namespace uag
