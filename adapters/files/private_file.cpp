#include "adapters/files/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "adapters/files/write_whole.hpp"

namespace uag {
namespace {

Error unwritten(const std::string& path, const std::string& why) {
    return fail_in_english(errc::invalid_argument, path + ": " + why);
}

Error not_written(const std::string& path, int reason) {
    return unwritten(path, "cannot be written: " + std::generic_category().message(reason));
}

// Closes the file; what could not be written whole is removed.
Result<void> fill_file(int file, const std::string& name, const std::string& path, std::string_view text) {
    bool written = write_whole(file, text) && ::fsync(file) == 0;
    int reason = errno;
    if (::close(file) != 0 && written) {
        written = false;
        reason = errno;
    }
    if (written) return {};
    ::unlink(name.c_str());
    return not_written(path, reason);
}

Result<void> replace_file(const std::string& path, std::string_view text) {
    std::error_code failed;
    // Of a link the file behind it.
    const std::string place = std::filesystem::canonical(path, failed).string();
    if (failed) return not_written(path, failed.value());
    if (!std::filesystem::is_regular_file(place, failed)) return unwritten(path, "is there and is no plain file");
    std::string beside = place + ".XXXXXX";
    const int file = ::mkostemp(beside.data(), O_CLOEXEC);  // mode 0600
    if (file < 0) return not_written(path, errno);
    if (Result<void> filled = fill_file(file, beside, path, text); !filled.has_value()) return filled;
    if (::rename(beside.c_str(), place.c_str()) == 0) return {};
    const int reason = errno;
    ::unlink(beside.c_str());
    return not_written(path, reason);
}

}  // namespace

Result<void> write_private_file(const std::string& path, std::string_view text, bool force) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file >= 0) return fill_file(file, path, path, text);
    if (errno != EEXIST) return not_written(path, errno);
    if (!force) return unwritten(path, "is there already; --force replaces it");
    return replace_file(path, text);
}

}  // namespace uag
