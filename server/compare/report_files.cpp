#include "server/compare/report_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

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
    explicit FileBeside(std::string path)
        : path_(std::move(path)), name_(path_ + ".new-" + std::to_string(::getpid())) {
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

    /// All of it is on the disk, beside its place.
    Result<void> finish() {
        flush();
        if (error_ == 0 && ::fsync(file_) != 0) error_ = errno;
        return outcome();
    }

    Result<void> put_in_place() {
        if (error_ == 0 && std::rename(name_.c_str(), path_.c_str()) != 0) error_ = errno;
        is_kept_ = error_ == 0;
        return outcome();
    }

private:
    void flush() {
        if (error_ == 0 && !write_whole(file_, pending_)) error_ = errno;
        pending_.clear();
    }

    Result<void> outcome() const {
        if (error_ != 0) return cannot_be(path_, "cannot be written", error_);
        return {};
    }

    std::string path_;
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
    if (auto finished = beside.finish(); !finished.has_value()) return finished.error();
    return beside.put_in_place();
}

namespace {

// All of the files or, where there is no room for one, none.
Result<void> write_files(const std::filesystem::path& folder, const Report& report, const Coverage& coverage) {
    const std::pair<const char*, std::function<void(const Sink&)>> files[] = {
        {"index.html", [&](const Sink& sink) { write_html(report, coverage, sink); }},
        {"junit.xml", [&](const Sink& sink) { write_junit(report, sink); }},
        {"cases.ndjson", [&](const Sink& sink) { write_ndjson(report, sink); }},
        {"coverage.json", [&](const Sink& sink) { sink(coverage_json(report, coverage)); }}};
    std::vector<std::unique_ptr<FileBeside>> written;
    for (const auto& [name, write] : files) {
        FileBeside& file = *written.emplace_back(std::make_unique<FileBeside>((folder / name).string()));
        write([&](std::string_view text) { file.add(text); });
        if (auto finished = file.finish(); !finished.has_value()) return finished.error();
    }
    for (const auto& file : written)
        if (auto placed = file->put_in_place(); !placed.has_value()) return placed.error();
    return {};
}

}  // namespace

Result<void> write_report(const std::string& folder, const Report& report, const Coverage& coverage) {
    std::error_code error;
    const bool is_new = std::filesystem::create_directories(folder, error);
    if (error) return cannot_be(folder, "cannot be made", error.value());
    auto written = write_files(folder, report, coverage);
    if (!written.has_value() && is_new) std::filesystem::remove(folder, error);
    return written;
}

}  // namespace uag::compare
