#include "server/log/log.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/sink.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <ctime>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "adapters/files/file_owner.hpp"
#include "adapters/json/writer.hpp"

namespace uag {
namespace {

constexpr std::size_t max_pending = std::size_t{4} << 20;
constexpr std::chrono::milliseconds gather_time{50};

constexpr std::chrono::seconds patience_at_the_end{1};

// A pipe takes so much without a wait once it says that it takes anything.
constexpr std::size_t pipe_piece = 4096;

bool may_block(int file) {
    struct stat facts {};
    return ::fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode);
}

/// Writes all of it, or as much as the kernel takes: then what is left, and errno says why. A reader that does not read
/// is waited for while `may_wait()`.
template <class MayWait>
std::string_view write_out(int file, std::string_view bytes, MayWait may_wait) {
    const bool waits = may_block(file);
    while (!bytes.empty()) {
        pollfd ready{file, POLLOUT, 0};
        if (waits && ::poll(&ready, 1, 100) == 0) {
            errno = ETIMEDOUT;
            if (may_wait()) continue;
            return bytes;
        }
        const ssize_t written = ::write(file, bytes.data(), waits ? std::min(bytes.size(), pipe_piece) : bytes.size());
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR && errno != EAGAIN)
            return bytes;
    }
    return bytes;
}

std::int64_t lines_in(std::string_view text) { return std::count(text.begin(), text.end(), '\n'); }

/// Words for whoever watches the process, when the log itself cannot tell.
void tell_operator(const std::string& words) {
    static_cast<void>(write_out(STDERR_FILENO, "useragentd: " + words + "\n", [] { return false; }));
}

/// Gathers lines for a moment and writes them with one system call: at tens of thousands of requests a second
/// a write (or a wake-up, as spdlog's own queue does) for each line would cost more than the line. What the kernel refuses
/// (a full disk) is lost, and counted: standard error hears of it once, and again when lines are written.
class GatheringSink final : public spdlog::sinks::sink {
public:
    /// `file` stays open as long as the sink lives. `event_line` makes the line that tells of dropped or lost ones.
    GatheringSink(int file, std::string (*event_line)(std::string_view event, std::int64_t lines))
        : file_(file), event_line_(event_line), writer_([this] { run(); }) {}

    ~GatheringSink() override {
        {
            const std::scoped_lock lock(mutex_);
            stopping_ = true;
            stopped_ = std::chrono::steady_clock::now();
        }
        wake_.notify_one();
        writer_.join();
        if (lost_ > 0 && file_ != STDERR_FILENO) tell_operator("lines that the log lost: " + std::to_string(lost_));
        if (file_ != STDERR_FILENO) ::close(file_);
    }

    void log(const spdlog::details::log_msg& message) override {
        bool was_empty = false;
        {
            const std::scoped_lock lock(mutex_);
            was_empty = pending_.empty();
            if (pending_.size() + message.payload.size() >= max_pending) drop_oldest();
            pending_.append(message.payload.data(), message.payload.size());
            pending_ += '\n';
        }
        if (was_empty) wake_.notify_one();
    }

    void flush() override {}
    // The lines come formatted; a pattern of spdlog's has nothing to add.
    void set_pattern(const std::string&) override {}
    void set_formatter(std::unique_ptr<spdlog::formatter>) override {}

private:
    void drop_oldest() {
        const std::size_t newline = pending_.find('\n', max_pending / 4);
        const std::size_t end = newline == std::string::npos ? pending_.size() : newline + 1;
        dropped_ += lines_in(std::string_view(pending_).substr(0, end));
        pending_.erase(0, end);
    }

    void run() {
        std::string batch;
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [this] { return stopping_ || !pending_.empty(); });
            if (!stopping_) wake_.wait_for(lock, gather_time, [this] { return stopping_; });
            const bool last = stopping_;
            const std::int64_t dropped = std::exchange(dropped_, 0);
            batch.clear();
            batch.swap(pending_);
            lock.unlock();
            write_lines(dropped > 0 ? event_line_("log_overrun", dropped) + batch : batch);
            lock.lock();
            if (last && pending_.empty()) return;
        }
    }

    bool may_wait() {
        const std::scoped_lock lock(mutex_);
        return !stopping_ || std::chrono::steady_clock::now() < stopped_ + patience_at_the_end;
    }

    void write_lines(const std::string& lines) {
        // A line that was cut short ends here.
        std::string begin = cut_ ? "\n" : "";
        if (lost_ > 0) begin += event_line_("log_lines_lost", lost_);
        const std::string text = begin + lines;
        const std::string_view left = write_out(file_, text, [this] { return may_wait(); });
        const int reason = errno;
        if (left.size() != text.size()) cut_ = text[text.size() - left.size() - 1] != '\n';
        const bool told = lost_ > 0;
        if (left.empty()) {
            if (told && file_ != STDERR_FILENO)
                tell_operator("the log is written again; lines lost: " + std::to_string(lost_));
            lost_ = 0;
            return;
        }
        lost_ += lines_in(left.size() < lines.size() ? left : std::string_view(lines));
        if (!told && file_ != STDERR_FILENO)
            tell_operator(std::string("the log cannot be written, lines are lost: ") + std::strerror(reason));
    }

    const int file_;
    std::string (*const event_line_)(std::string_view, std::int64_t);
    std::int64_t lost_ = 0;  // of the writer's thread
    bool cut_ = false;       // likewise: the last line that was written has no end
    std::mutex mutex_;
    std::condition_variable wake_;
    std::string pending_;
    std::int64_t dropped_ = 0;
    bool stopping_ = false;
    std::chrono::steady_clock::time_point stopped_;
    std::thread writer_;  // last: it uses the others
};

// Set while no other thread logs (start-up and shutdown), read by all.
std::unique_ptr<spdlog::logger> logger;
std::atomic<bool> as_json{false};

constexpr std::string_view name_of(LogLevel level) {
    constexpr std::string_view names[]{"debug", "info", "warn", "error"};
    return names[static_cast<std::size_t>(level)];
}

constexpr spdlog::level::level_enum spdlog_level(LogLevel level) {
    constexpr spdlog::level::level_enum levels[]{spdlog::level::debug, spdlog::level::info,
                                                 spdlog::level::warn, spdlog::level::err};
    return levels[static_cast<std::size_t>(level)];
}

LogLevel level_named(std::string_view word) {
    for (const LogLevel level : {LogLevel::debug, LogLevel::warn, LogLevel::error})
        if (name_of(level) == word) return level;
    return LogLevel::info;
}

constexpr std::string_view protocol_word(Protocol protocol) {
    switch (protocol) {
        case Protocol::soap11:
            return "soap1.1";
        case Protocol::soap12:
            return "soap1.2";
        case Protocol::rest:
            return "rest";
        case Protocol::web:
            return "web";
        case Protocol::local:
            break;
    }
    return "local";
}

/// The text of a line in the making, kept for the next one. Its appending is inlined, which for pieces of a
/// few letters is most of what a string's costs.
class Text {
public:
    void clear() { size_ = 0; }
    void append(std::string_view piece) {
        if (memory_.size() - size_ < piece.size()) memory_.resize(2 * memory_.size() + piece.size());
        std::memcpy(memory_.data() + size_, piece.data(), piece.size());
        size_ += piece.size();
    }
    void append(char c) { append(std::string_view(&c, 1)); }
    void append(std::int64_t number) {
        char digits[24];
        append({digits, std::to_chars(digits, digits + sizeof digits, number).ptr});
    }
    std::string_view view() const { return {memory_.data(), size_}; }

private:
    std::vector<char> memory_ = std::vector<char>(512);
    std::size_t size_ = 0;
};

/// UTC with milliseconds. The date is made once a second and thread.
void append_time(Text& out) {
    struct Second {
        std::time_t at = -1;
        char text[24];
    };
    static thread_local Second cached;
    const auto now =
        std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const std::int64_t since = now.time_since_epoch().count();
    if (const std::time_t second = since / 1000; second != cached.at) {
        std::tm parts{};
        ::gmtime_r(&second, &parts);
        std::strftime(cached.text, sizeof cached.text, "%Y-%m-%dT%H:%M:%S.", &parts);
        cached.at = second;
    }
    const auto thousandths = static_cast<int>(since % 1000);
    out.append(cached.text);
    out.append(static_cast<char>('0' + thousandths / 100));
    out.append(static_cast<char>('0' + thousandths / 10 % 10));
    out.append(static_cast<char>('0' + thousandths % 10));
    out.append('Z');
}

/// In quotes, with everything escaped that could end the line or the quotes, or that is not seen.
void append_quoted(Text& out, std::string_view text) {
    const auto plain = [](char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; };
    if (std::all_of(text.begin(), text.end(), plain)) {  // nearly always
        out.append('"');
        out.append(text);
        out.append('"');
        return;
    }
    std::string quoted;
    json::append_seen_string(quoted, text);
    out.append(quoted);
}

/// A word may stand alone in a text line; everything else is quoted.
bool is_word(std::string_view text) {
    const auto plain = [](char c) { return c > ' ' && c < 0x7F && c != '"' && c != '\\' && c != '='; };
    return !text.empty() && std::all_of(text.begin(), text.end(), plain);
}

/// One line in the making, in either format. The buffer is the thread's own and is used again.
class Line {
public:
    Line(bool json, LogLevel level, std::string_view event) : json_(json), out_(buffer()) {
        out_.clear();
        if (json_) out_.append("{\"time\":\"");
        append_time(out_);
        if (!json_) {
            out_.append(' ');
            out_.append(name_of(level));
            out_.append(' ');
            out_.append(event);
            return;
        }
        out_.append("\",\"level\":\"");
        out_.append(name_of(level));
        out_.append("\",\"event\":");
        append_quoted(out_, event);
    }

    void add(std::string_view key, std::string_view value) {
        begin(key);
        if (!json_ && is_word(value))
            out_.append(value);
        else
            append_quoted(out_, value);
    }

    /// A word of our own, as keys are: letters, digits, dots and dashes.
    void add_word(std::string_view key, std::string_view word) {
        begin(key);
        if (json_) out_.append('"');
        out_.append(word);
        if (json_) out_.append('"');
    }

    void add(std::string_view key, std::int64_t value) {
        begin(key);
        out_.append(value);
    }

    /// Left out where there is nothing to tell.
    void add_if(std::string_view key, std::string_view value) {
        if (!value.empty()) add(key, value);
    }

    std::string_view finish() {
        if (json_) out_.append('}');
        return out_.view();
    }

private:
    static Text& buffer() {
        static thread_local Text text;
        return text;
    }

    void begin(std::string_view key) {
        // Keys are words of our own; nothing in them needs escaping.
        if (json_) {
            out_.append(",\"");
            out_.append(key);
            out_.append("\":");
        } else {
            out_.append(' ');
            out_.append(key);
            out_.append('=');
        }
    }

    const bool json_;
    Text& out_;
};

std::string event_line(std::string_view event, std::int64_t lines) {
    Line line(as_json, LogLevel::warn, event);
    line.add("dropped_lines", lines);
    return std::string(line.finish()) + '\n';
}

spdlog::string_view_t view(std::string_view text) {
    return {text.data(), text.size()};
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

}  // namespace

Result<void> start_log(const Config::Log& settings) {
    const int file = settings.path.empty() ? STDERR_FILENO : open_log_file(settings.path);
    if (file < 0)
        return fail(errc::invalid_argument,
                    "log.path " + settings.path + " cannot be opened: " + std::strerror(errno));
    as_json = settings.format == "json";
    logger =
        std::make_unique<spdlog::logger>("useragentd", std::make_shared<GatheringSink>(file, event_line));
    logger->set_level(spdlog_level(level_named(settings.level)));
    return {};
}

void stop_log() {
    logger.reset();
    as_json = false;
}

void log_request(const RequestLog& request) {
    if (!logger || !logger->should_log(spdlog::level::info)) return;
    Line line(as_json.load(std::memory_order_relaxed), LogLevel::info, "request");
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
    line.add_if("detail", request.detail);
    logger->log(spdlog::level::info, view(line.finish()));
}

void log_event(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
    if (logger && !logger->should_log(spdlog_level(level))) return;
    if (!logger && level == LogLevel::debug) return;
    Line line(as_json.load(std::memory_order_relaxed), level, event);
    for (const LogField& field : fields)
        std::visit([&](const auto& value) { line.add(field.key, value); }, field.value);
    const std::string_view text = line.finish();
    if (logger) return logger->log(spdlog_level(level), view(text));
    static_cast<void>(write_out(STDERR_FILENO, std::string(text) + '\n', [] { return true; }));
}

}  // namespace uag
