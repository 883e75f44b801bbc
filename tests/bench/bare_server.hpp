// What the gateway is measured against: Beast alone, tuned as well as we know, answering fixed bytes.
#pragma once

#include <cstdint>
#include <string>

namespace uag::bench {

/// Serves on one thread until the process ends; tells the port chosen through `ready` (a pipe's descriptor).
void run_bare_server(const std::string& answer, int ready);

}  // namespace uag::bench
