#include "server/compare/report_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "adapters/files/write_whole.hpp"
#include "server/compare/html_report.hpp"
#include "server/compare/junit_report.hpp"
#include "server/compare/ndjson_report.hpp"

namespace uag::compare {
namespace {

constexpr std::size_t written_at_once = std::size_t{256} << 10U;

Error cannot_be(const std::string& path, const char* what, int number) {
    return fail_in_english(errc::storage, path + ": " + what + ": " + std::generic_category().message(number));
}

/// A file that is gone again unless it is kept.
class FileBeside {
public:
    explicit FileBeside(const std::string& path) : name_(path + ".new-" + std::to_string(::getpid())) {
        ::unlink(name_.c_str());  // of a process that had this number and was killed
        file_ = ::open(name_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
        if (file_ < 0) error_ = errno;
    }
    ~FileBeside() {
        if (file_ < 0) return;
        ::close(file_);
        if (!is_kept_) ::unlink(name_.c_str());
    }
    FileBeside(const FileBeside&) = delete;
    FileBeside& operator=(const FileBeside&) = delete;

    void add(std::string_view text) {
        if (error_ != 0) return;
        pending_ += text;
        if (pending_.size() >= written_at_once) flush();
    }

    /// What the system says, 0: it is in its place.
    int keep_as(const std::string& path) {
        flush();
        if (error_ == 0 && ::fsync(file_) != 0) error_ = errno;
        if (error_ == 0 && std::rename(name_.c_str(), path.c_str()) != 0) error_ = errno;
        is_kept_ = error_ == 0;
        return error_;
    }

private:
    void flush() {
        if (error_ == 0 && !write_whole(file_, pending_)) error_ = errno;
        pending_.clear();
    }

    std::string name_;
    std::string pending_;
    int file_ = -1;
    int error_ = 0;
    bool is_kept_ = false;
};

}  // namespace

Result<void> write_whole_file(const std::string& path, const std::function<void(const Sink&)>& write) {
    FileBeside beside(path);
    write([&](std::string_view text) { beside.add(text); });
    if (const int error = beside.keep_as(path); error != 0) return cannot_be(path, "cannot be written", error);
    return {};
}

Result<void> write_report(const std::string& folder, const Report& report, const Coverage& coverage) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return cannot_be(folder, "cannot be made", error.value());
    const std::pair<const char*, std::function<void(const Sink&)>> files[] = {
        {"index.html", [&](const Sink& sink) { write_html(report, coverage, sink); }},
        {"junit.xml", [&](const Sink& sink) { write_junit(report, sink); }},
        {"cases.ndjson", [&](const Sink& sink) { write_ndjson(report, sink); }},
        {"coverage.json", [&](const Sink& sink) { sink(coverage_json(report, coverage)); }}};
    for (const auto& [name, write] : files)
        if (auto written = write_whole_file((std::filesystem::path(folder) / name).string(), write);
            !written.has_value())
            return written.error();
    return {};
}

}  // namespace uag::compare
