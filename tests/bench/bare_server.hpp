// What the gateway is measured against: Beast alone, on one thread, answering every request with the same
// bytes.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace uag::bench {

/// The answer that a bare server gives.
struct BareAnswer {
    std::vector<std::pair<std::string, std::string>> fields;  ///< without Content-Length
    std::string body;
};

/// How the bare server is written.
enum class BareKind {
    ordinary,  ///< as a Beast program is: a message read, a message built, a message written
    prebuilt   ///< as fast as Beast goes: the parser alone, and an answer that was serialized beforehand
};

/// Serves until the process ends; tells the port chosen through `ready` (a pipe's descriptor).
void run_bare_server(BareKind kind, const BareAnswer& answer, int ready);

}  // namespace uag::bench
