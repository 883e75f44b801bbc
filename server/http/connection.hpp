// One client connection: reads requests, hands them to the router and to who runs calls, writes answers.
#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/http/trusted_proxies.hpp"
#include "core/base/clock.hpp"
#include "core/call/call_runner.hpp"
#include "server/http/admissions.hpp"
#include "server/http/counters.hpp"
#include "server/http/limits.hpp"
#include "server/http/memory_budget.hpp"
#include "server/http/request_ids.hpp"
#include "server/http/router.hpp"
#include "server/http/timeouts.hpp"
#include "server/http/tls_stream.hpp"

namespace uag::http {

/// Of Limits::memory_bytes, beside it.
inline constexpr std::size_t acknowledged_part = 16;

/// What all connections share.
struct Service {
    CallRunner& calls;
    const Router& router;
    const Clock& clock;  ///< of Date
    RequestIds& request_ids;
    Limits limits;
    std::atomic<bool>& draining;  ///< the listener is closed: no connection outlives its next answer
    std::string public_url{};  ///< empty: addresses in answers follow the request's Host
    TrustedProxies proxies{};
    TlsContext tls{};   ///< null: plain HTTP. Replaced and read on the first I/O thread only
    std::vector<std::pair<std::string_view, std::string>> answer_fields{};  ///< of every answer; names of the program
    std::atomic<bool> cut{false};  ///< whoever asked to stop has asked again: nothing is waited for
    Admissions admissions{};
    Counters counters{};
    MemoryBudget memory{limits.memory_bytes};
    /// Beside it: the answers to changes that were made. Nobody else takes of it.
    MemoryBudget acknowledgements{limits.memory_bytes / acknowledged_part};
};

/// Serves the connection until it ends; over TLS if `tls` is not null. Never throws. True: it was displaced.
Task<bool> serve_connection(Socket socket, Peer peer, TlsContext tls, Service& service, Timeouts& timeouts);

}  // namespace uag::http
