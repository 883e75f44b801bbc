// Ten thousand recorded exchanges, played again over SOAP and the WebAPI and held against a second recording.
#pragma once

namespace uag::bench {

/// Prints time and memory of each; whether they keep within a minute and 100 MiB.
bool measure_replay();

}  // namespace uag::bench
