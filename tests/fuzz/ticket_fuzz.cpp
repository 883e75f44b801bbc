// The texts of tickets and tokens: one spelling a session.
#include "core/security/ticket.hpp"
#include "fuzz/target.hpp"

FUZZ_TARGET(ticket) {
    for (const uag::SessionKind kind : {uag::SessionKind::ticket, uag::SessionKind::access_token}) {
        const auto key = uag::session_key(kind, bytes);
        if (!key) continue;
        FUZZ_HOLDS(bytes.size() == 47);
        FUZZ_HOLDS(uag::looks_like_ticket(bytes) == (kind == uag::SessionKind::ticket));
    }
}
