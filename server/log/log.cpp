#include "server/log/log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>

#include "adapters/files/file_owner.hpp"
#include "server/log/log_writer.hpp"

namespace uag {
namespace {

// Set while no other thread logs (start-up and shutdown), read by all.
std::unique_ptr<LogWriter> writer;
LogLevel least = LogLevel::info;
std::string log_path;  // empty: standard error
std::atomic<bool> as_json{false};

constexpr std::string_view protocol_word(Protocol protocol) {
    switch (protocol) {
        case Protocol::soap11: return "soap1.1";
        case Protocol::soap12: return "soap1.2";
        case Protocol::rest: return "rest";
        case Protocol::web: return "web";
        case Protocol::local: break;
    }
    return "local";
}

std::string event_line(std::string_view event, std::int64_t lines) {
    LogLine line(as_json, LogLevel::warn, event);
    line.add("dropped_lines", lines);
    return std::string(line.finish()) + '\n';
}

// -1 with errno. Who serves as root once must not lock the service's own user out of the log.
int open_log_file(const std::string& path) {
    constexpr int flags = O_WRONLY | O_APPEND | O_CLOEXEC;
    const int made = ::open(path.c_str(), flags | O_CREAT | O_EXCL, 0640);
    if (made < 0) return errno == EEXIST ? ::open(path.c_str(), flags) : -1;
    FileOwner owner = owner_of_new(path);
    owner.mode = 0640;
    if (::geteuid() == 0) static_cast<void>(give_to(made, owner));
    return made;
}

Error no_log_file(const LogSettings& settings) {
    return fail_in_english(errc::invalid_argument,
                           "log.path " + settings.path + " cannot be opened: " + std::strerror(errno));
}

}  // namespace

Result<void> judge_log(const LogSettings& settings) {
    if (settings.path.empty()) return {};
    const bool is_there = ::access(settings.path.c_str(), F_OK) == 0;
    const std::size_t slash = settings.path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : settings.path.substr(0, slash + 1);
    const bool usable =
        is_there ? ::access(settings.path.c_str(), W_OK) == 0 : ::access(folder.c_str(), W_OK | X_OK) == 0;
    return usable ? Result<void>() : no_log_file(settings);
}

Result<void> start_log(const LogSettings& settings) {
    const int file = settings.path.empty() ? STDERR_FILENO : open_log_file(settings.path);
    if (file < 0) return no_log_file(settings);
    as_json = settings.format == LogFormat::json;
    least = settings.level;
    log_path = settings.path;
    writer = std::make_unique<LogWriter>(file, event_line);
    return {};
}

Result<void> reopen_log() {
    if (!writer || log_path.empty()) return {};
    const int file = open_log_file(log_path);
    if (file < 0)
        return fail_in_english(errc::invalid_argument,
                               "log.path " + log_path + " cannot be opened: " + std::strerror(errno));
    writer->change_file(file);
    return {};
}

void stop_log() {
    writer.reset();
    as_json = false;
}

void log_request(const RequestLog& request) {
    if (!writer || request.level < least) return;
    LogLine line(as_json.load(std::memory_order_relaxed), request.level, "request");
    line.add_word("id", request.id);
    if (!request.trace.empty()) line.add_word("traceparent", request.trace);
    line.add("peer", request.peer);
    line.add_word("protocol", protocol_word(request.protocol));
    if (!request.service.empty()) line.add_word("service", request.service);
    if (request.version != 0) line.add("version", std::int64_t{request.version});
    if (!request.operation.empty()) line.add_word("operation", request.operation);
    line.add("status", static_cast<std::int64_t>(request.status));
    line.add("us", static_cast<std::int64_t>(request.took.count()));
    line.add("associate", std::int64_t{request.associate_id});
    if (!request.side.empty()) line.add_word("side", request.side);
    line.add_if("detail", request.detail);
    writer->add(line.finish());
}

void log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
    if (level < (writer ? least : LogLevel::info)) return;
    LogLine line(as_json.load(std::memory_order_relaxed), level, event);
    for (const LogField& field : fields)
        std::visit([&](const auto& value) { line.add(field.key, value); }, field.value);
    const std::string_view text = line.finish();
    if (writer) return writer->add(text);
    write_all(STDERR_FILENO, std::string(text) + '\n');
}

}  // namespace uag
