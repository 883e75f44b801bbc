// Where log lines go: into a bounded buffer, which a thread of the log's own writes out.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace uag {

/// Writes all of it to a file descriptor. Where nobody reads (a full pipe), it waits.
void write_all(int file, std::string_view bytes);

/// Gathers lines for a moment and writes them with one system call: at tens of thousands of requests a second a write (or
/// a wake-up) for each line would cost more than the line. When 4 MiB wait, the oldest are dropped. What the kernel refuses
/// (a full disk) is lost, and counted: standard error hears of it once, and again when lines are written.
class LogWriter {
public:
    /// `file` is the writer's from now on, but standard error, which is never closed. `event_line` makes the line that tells
    /// of dropped or lost ones.
    LogWriter(int file, std::string (*event_line)(std::string_view event, std::int64_t lines));
    /// Writes out what is left.
    ~LogWriter();
    LogWriter(const LogWriter&) = delete;
    LogWriter& operator=(const LogWriter&) = delete;

    /// A line without its end. Never waits for a disk.
    void add(std::string_view line);
    /// What is gathered from now on goes to another file, which is the writer's then.
    void change_file(int file);

private:
    void drop_oldest();
    void run();
    bool may_wait();
    void write_lines(const std::string& lines);
    void close_file() const;

    std::string (*const event_line_)(std::string_view, std::int64_t);
    int file_;  // of the writer's thread, as the next two
    std::int64_t lost_ = 0;
    bool cut_ = false;  // the last line that was written has no end
    std::mutex mutex_;
    std::condition_variable wake_;
    std::string pending_;
    std::int64_t dropped_ = 0;
    int next_file_ = -1;  // -1: the same
    std::string before_change_;  // what still belongs to the old file
    bool stopping_ = false;
    std::chrono::steady_clock::time_point stopped_;
    std::thread writer_;  // last: it uses the others
};

}  // namespace uag
