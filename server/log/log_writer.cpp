#include "server/log/log_writer.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace uag {
namespace {

constexpr std::size_t max_pending = std::size_t{4} << 20;
constexpr std::chrono::milliseconds gather_time{50};

constexpr std::chrono::seconds patience_at_the_end{1};

// A pipe takes so much without a wait once it says that it takes anything.
constexpr std::size_t pipe_piece = 4096;

bool may_block(int file) {
    struct stat facts{};
    return ::fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode);
}

/// Writes all of it, or as much as the kernel takes: then what is left, and errno says why. A reader that does not read
/// is waited for while `may_wait()`.
template <class MayWait> std::string_view write_out(int file, std::string_view bytes, MayWait may_wait) {
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

}  // namespace

void write_all(int file, std::string_view bytes) {
    static_cast<void>(write_out(file, bytes, [] { return true; }));
}

LogWriter::LogWriter(int file, std::string (*event_line)(std::string_view, std::int64_t))
    : event_line_(event_line), file_(file), writer_([this] { run(); }) {}

LogWriter::~LogWriter() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
        stopped_ = std::chrono::steady_clock::now();
    }
    wake_.notify_one();
    writer_.join();
    if (lost_ > 0 && file_ != STDERR_FILENO) tell_operator("lines that the log lost: " + std::to_string(lost_));
    close_file();
}

void LogWriter::close_file() const {
    if (file_ != STDERR_FILENO) ::close(file_);
}

void LogWriter::add(std::string_view line) {
    bool was_empty = false;
    {
        const std::scoped_lock lock(mutex_);
        was_empty = pending_.empty();
        if (pending_.size() + line.size() >= max_pending) drop_oldest();
        (pending_ += line) += '\n';
    }
    if (was_empty) wake_.notify_one();
}

void LogWriter::change_file(int file) {
    {
        const std::scoped_lock lock(mutex_);
        if (next_file_ >= 0) ::close(next_file_);
        next_file_ = file;
        before_change_ += pending_;
        pending_.clear();
    }
    wake_.notify_one();
}

void LogWriter::drop_oldest() {
    const std::size_t newline = pending_.find('\n', max_pending / 4);
    const std::size_t end = newline == std::string::npos ? pending_.size() : newline + 1;
    dropped_ += lines_in(std::string_view(pending_).substr(0, end));
    pending_.erase(0, end);
}

void LogWriter::run() {
    std::string batch;
    std::unique_lock lock(mutex_);
    while (true) {
        wake_.wait(lock, [this] { return stopping_ || !pending_.empty() || next_file_ >= 0; });
        if (!stopping_ && next_file_ < 0)
            wake_.wait_for(lock, gather_time, [this] { return stopping_ || next_file_ >= 0; });
        const bool last = stopping_;
        const int next = std::exchange(next_file_, -1);
        const std::int64_t dropped = std::exchange(dropped_, 0);
        const std::string before = std::exchange(before_change_, {});
        batch.clear();
        batch.swap(pending_);
        lock.unlock();
        if (!before.empty()) write_lines(before);
        if (next >= 0) {
            close_file();
            file_ = next;
        }
        if (dropped > 0) batch.insert(0, event_line_("log_overrun", dropped));
        if (!batch.empty() || last) write_lines(batch);
        lock.lock();
        if (last && pending_.empty()) return;
    }
}

bool LogWriter::may_wait() {
    const std::scoped_lock lock(mutex_);
    return !stopping_ || std::chrono::steady_clock::now() < stopped_ + patience_at_the_end;
}

void LogWriter::write_lines(const std::string& lines) {
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

}  // namespace uag
