// How long log-ins take that do not succeed: an unknown name, a wrong password, a locked account.
#pragma once

namespace uag::bench {

/// 500 log-ins of each kind in a seeded order on one connection; prints medians, p95 and Mann-Whitney's z of each two
/// kinds. Whether no two can be told apart.
bool measure_timing();

}  // namespace uag::bench
