// What it costs to stand in front of another server: the same questions asked of a service directly and through a second
// one, in one run.
#pragma once

namespace uag::bench {

/// Prints the time that the one in front adds, what it can answer a second of its own processor time beside what the
/// other can, and its memory under load; whether what is promised of them holds.
bool measure_bridge();

}  // namespace uag::bench
