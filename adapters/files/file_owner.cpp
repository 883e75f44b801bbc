#include "adapters/files/file_owner.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace uag {
namespace {

constexpr mode_t permissions = 07777;

std::string folder_of_file(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

bool is_same_folder(const std::string& a, const std::string& b) {
    std::error_code failed;
    return std::filesystem::equivalent(folder_of_file(a), folder_of_file(b), failed) && !failed;
}

}  // namespace

std::optional<FileOwner> owner_of(const std::string& path) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return std::nullopt;
    return FileOwner{status.st_uid, status.st_gid, status.st_mode & permissions};
}

FileOwner owner_of_new(const std::string& path, const std::string& neighbour) {
    std::optional<FileOwner> owner;
    if (!neighbour.empty() && is_same_folder(path, neighbour)) owner = owner_of(neighbour);
    if (!owner) owner = owner_of(folder_of_file(path));
    if (!owner) owner = FileOwner{::geteuid(), ::getegid(), 0};
    owner->mode = FileOwner{}.mode;
    return *owner;
}

bool give_to(int file, const FileOwner& owner) {
    const bool is_root = ::geteuid() == 0;
    // The owner first: changing it takes set-id bits away, and a mode for others must not come before.
    const uid_t user = is_root ? owner.user : static_cast<uid_t>(-1);
    const bool given = ::fchown(file, user, owner.group) == 0;
    if (is_root && !given) return false;
    return ::fchmod(file, owner.mode) == 0;
}

}  // namespace uag
