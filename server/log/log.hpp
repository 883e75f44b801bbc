// The log: one structured line a request and one an event. A line is formatted by the thread that logs it and
// put into a bounded buffer; a thread of the log's own writes the buffer out, so that a slow disk never slows
// a request.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/error.hpp"
#include "core/call/call.hpp"
#include "server/log/log_line.hpp"

namespace uag {

enum class LogFormat : std::uint8_t { json, text };

struct LogSettings {
    LogLevel level = LogLevel::info;
    LogFormat format = LogFormat::json;
    std::string path{};  ///< appended to; empty: standard error
};

/// What is told of a request. There is no place for its parameters on purpose.
struct RequestLog {
    LogLevel level = LogLevel::info;
    std::string_view id;    ///< X-Request-Id, made here: written unescaped, as all words of our own
    std::string_view trace;  ///< traceparent, a valid one: written unescaped; empty: left out
    std::string_view peer;  ///< IP address
    Protocol protocol = Protocol::rest;
    std::string_view service;           ///< "User", "SoPrincipal"; empty: left out
    int version = 0;                    ///< 84..88; 0: left out
    std::string_view operation;         ///< empty: left out
    unsigned status = 0;                ///< HTTP status
    std::chrono::microseconds took{0};  ///< from the last byte of the request to the first byte of the answer
    std::int32_t associate_id = 0;      ///< 0: nobody
    std::string_view side;              ///< which server has answered, where there are two; empty: left out
    std::string_view detail;            ///< an Error's detail; empty: left out
};

/// A field of an event. Values are escaped; a secret must not be handed in.
struct LogField {
    std::string_view key;
    std::variant<std::string_view, std::int64_t> value;
};

/// Whether start_log() would get its file; makes and changes nothing. Errors as there.
Result<void> judge_log(const LogSettings& settings);
/// Opens the log. Before it, and after stop_log, log_event writes text lines to standard error and
/// log_request writes nothing. errc::invalid_argument if the file cannot be opened.
Result<void> start_log(const LogSettings& settings);
/// Opens `log.path` anew, after something has moved the file away (logrotate). Errors as start_log's; the old file goes on
/// then.
Result<void> reopen_log();
/// Writes out what is left. No other thread may log any more.
void stop_log();

/// One line at its level. Never waits for a disk; when 4 MiB wait to be written the oldest lines are dropped and
/// counted. So are those that a full disk does not take: standard error says so once, and when it is over.
void log_request(const RequestLog& request);
/// As log_request; `event` is a word such as "listening" or "drained".
void log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

}  // namespace uag
