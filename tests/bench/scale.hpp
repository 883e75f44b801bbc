// The service with 100,000 associates beside one with 1,000, in one run.
#pragma once

namespace uag::bench {

/// Prints start-up, reads and saves of both and their ratios; whether what is promised of them holds.
bool measure_scale();

}  // namespace uag::bench
