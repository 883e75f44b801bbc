// Those who hold a ticket while others flood the service with log-ins, or hold thousands of slow connections.
#pragma once

namespace uag::bench {

/// 50 ticket holders at 1,000 requests/s, alone and beside 300 log-ins/s, then beside 5,000 slow connections; 5 s each
/// (20 s with UAG_LONG). Prints latencies, hashes, refusals and memory; whether what is promised of them holds: of
/// times and rates only if `timed`, since a busy machine breaks them and nobody else can mend that.
bool measure_flood(bool timed);

}  // namespace uag::bench
