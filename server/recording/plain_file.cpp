#include "server/recording/plain_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace uag::recording {
namespace {

constexpr std::size_t read_at_once = 65'536;

std::string cannot_be_read() { return "cannot be read: " + std::generic_category().message(errno); }

// Empty: it is a regular file.
std::string judge(const struct stat& about) {
    if (S_ISREG(about.st_mode)) return {};
    if (S_ISLNK(about.st_mode)) return "is not read: it is a symbolic link";
    return "is not read: it is no regular file";
}

}  // namespace

std::optional<PlainFile> PlainFile::open(const std::string& path, std::uint64_t most, std::string& problem) {
    struct stat about{};
    // Before it is opened: to open a device may do something.
    if (::lstat(path.c_str(), &about) != 0) {
        problem = cannot_be_read();
        return std::nullopt;
    }
    problem = judge(about);
    if (!problem.empty()) return std::nullopt;
    // And afterwards: it may be another one by now.
    Descriptor file(::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0 || ::fstat(file.get(), &about) != 0) {
        problem = cannot_be_read();
        return std::nullopt;
    }
    problem = judge(about);
    const auto size = static_cast<std::uint64_t>(about.st_size);
    if (problem.empty() && size > most) problem = "is not read: it has " + std::to_string(size) + " bytes";
    if (!problem.empty()) return std::nullopt;
    return PlainFile(std::move(file), size);
}

std::optional<std::string> PlainFile::read(std::uint64_t from, std::size_t count, std::string& problem) const {
    std::string text(count, '\0');
    std::size_t done = 0;
    while (done < count) {
        const ssize_t got = ::pread(file_.get(), text.data() + done, count - done, static_cast<off_t>(from + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            problem = cannot_be_read();
            return std::nullopt;
        }
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    text.resize(done);
    return text;
}

std::optional<PlainLines::Line> PlainLines::next(std::string& problem) {
    Line line;
    line.offset = offset_ + taken_;
    for (;;) {
        const std::size_t end = ahead_.find('\n', taken_);
        const std::size_t stop = end == std::string::npos ? ahead_.size() : end;
        if (line.text.size() + (stop - taken_) > longest_) line.is_too_long = true;
        if (!line.is_too_long) line.text.append(ahead_, taken_, stop - taken_);
        taken_ = stop;
        if (end != std::string::npos) {
            ++taken_;
            line.is_whole = true;
            break;
        }
        offset_ += ahead_.size();
        taken_ = 0;
        auto more = file_.read(offset_, read_at_once, problem);
        ahead_ = more ? std::move(*more) : std::string();
        if (!ahead_.empty()) continue;
        if (line.offset == offset_ || !more) return std::nullopt;
        break;
    }
    if (line.is_too_long) line.text.clear();
    return line;
}

}  // namespace uag::recording
